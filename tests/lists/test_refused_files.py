"""Lists that can't be done, and runs that are broken off: one sentence, and nothing half."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from tests.lists.tables import USUAL
from tests.lists.test_files import run, written

WRONG = {
    "ending": ("in.doc", b"", "out.csv"),
    "other ending": ("in.csv", b"", "out.pdf"),
    "missing": (None, b"", "out.csv"),
    "no parquet": ("in.parquet", b"PAR1 no", "out.csv"),
    "no excel": ("in.xlsx", b"PK no", "out.csv"),
    "empty": ("in.csv", b"", "out.csv"),
    "columns": ("in.csv", b"pathology,bim\ncurrent,true", "out.csv"),
    "twice": ("in.csv", b"pathology,bim,conventioned,sessions,bim\n", "out.csv"),
    "no text": ("in.csv", b"\x81\x8d\xff", "out.csv"),
    "endless cell": (
        "in.csv", b'pathology,bim,conventioned,sessions\n"' + b"x" * 200_000, "out.csv"
    ),
    "no folder": (
        "in.csv", b"pathology,bim,conventioned,sessions\n", "nowhere/out.csv"
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_one_sentence_for_what_cant_be_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    name, content, target = WRONG[wrong]
    if name:
        (tmp_path / name).write_bytes(content)
    old = tmp_path / "out.csv"
    old.write_text("old")
    assert run(tmp_path / (name or "none.csv"), tmp_path / target) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said
    assert old.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} <= {name, "out.csv"}


@pytest.mark.parametrize("workers", ["0", "x", "1000"])
def test_a_wrong_number_of_workers(tmp_path: Path, workers: str) -> None:
    assert run(written(tmp_path / "in.csv", []), tmp_path / "o.csv", "--workers", workers) == 2


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_run_leaves_what_was_there(tmp_path: Path, workers: str) -> None:
    rows = [USUAL | {"n": str(n)} for n in range(400_000)]
    pd.DataFrame(rows).to_csv(tmp_path / "in.csv", index=False)
    (tmp_path / "out.csv").write_text("old")
    command = ["batch", str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), "--workers", workers]
    running = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "estimator", *command],
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".*.part")) and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGTERM)
    said = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert "Traceback" not in said
    assert (tmp_path / "out.csv").read_text() == "old"
    assert not list(tmp_path.glob(".*.part"))
