"""Whoever reads what a command prints may stop, or have no room for it: no traceback."""

import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "estimator", "tariffs", "show", "560011"]


def test_a_reader_who_has_enough_is_no_fault() -> None:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:  # noqa: S603
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 0


def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = subprocess.run(COMMAND, stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603
    assert run.returncode == 1
    assert run.stderr.decode().splitlines() == ["No space left on device"]
