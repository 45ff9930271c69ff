"""A worker by itself: where nothing can be written, with other tariffs, at its start and end."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from estimator.environment.tariff_folder import FOLDER
from tests.browser.conftest import PATIENCE, PROJECT, free_port
from tests.deployment.visitors import Visitor, ask, upload
from tests.deployment.workers import OWN_TARIFFS, Worker, copied, running

#: Not even root can make anything there.
NOWHERE = "/proc/nowhere"
UNWRITABLE = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME"), NOWHERE)
DRAIN = 4
HANDSHAKE = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
#: The M of code 560011, 18 of which make the first estimate, in the edition of 2025.
MULTIPLIER = re.compile(r"^(560011,)([0-9.]+)", re.M)


def doubled(found: re.Match[str]) -> str:
    return f"{found[1]}{float(found[2]) * 2:.6f}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project by itself."""
    return copied(tmp_path_factory.mktemp("project") / "kine")


@pytest.fixture(scope="module")
def bare(folder: Path) -> Iterator[Worker]:
    """A worker for which every disk is full and every place to write is missing."""
    worker = Worker(Path("/dev/null"), folder, UNWRITABLE | OWN_TARIFFS, ("prlimit", "--fsize=0"))
    with running(worker):
        yield worker


@pytest.fixture(scope="module")
def newer(bare: Worker, folder: Path) -> Iterator[Worker]:
    """A worker started after the tariffs were replaced under the one before."""
    file = folder / "tariffs" / "multipliers" / "2025-02-01.csv"
    file.write_text(MULTIPLIER.sub(doubled, file.read_text()))
    environment = OWN_TARIFFS | {"KINE_DRAIN_SECONDS": str(DRAIN), "KINE_STOP_SECONDS": "1"}
    worker = Worker(folder.with_suffix(".log"), folder, environment)
    with running(worker):
        shutil.rmtree(folder / "tariffs")
        yield worker


def asked_if_ready(port: int, *words: str, **environment: str) -> int:
    """What systemd and docker make of a worker."""
    command = [sys.executable, str(PROJECT / "deploy" / "ready.py"), str(port), *words]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode  # noqa: S603


def test_who_starts_it_learns_when_it_is_ready(bare: Worker) -> None:
    assert asked_if_ready(bare.port) == 0
    assert asked_if_ready(bare.port, "--once") == 0
    nobody = free_port()
    assert asked_if_ready(nobody, "--once") == 1
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert asked_if_ready(nobody, MAINPID=str(ended.pid)) == 1


def tariffs_of(worker: Worker) -> str:
    return str(json.loads(worker.read("/healthz"))["tariffs"]["files"])


def test_it_needs_no_place_to_write(bare: Worker) -> None:
    with Visitor(bare.port, "Browser") as visitor:
        assert "18" in visitor.said
        assert visitor.run(fee="44") != visitor.run(fee="43")
        assert upload(bare.port, visitor, b"x" * (3 << 20)) == 204
    assert ask(bare.port, "/").status == 200


def test_tariffs_replaced_under_a_running_worker(bare: Worker, newer: Worker) -> None:
    """It keeps its own, even where the files are gone; a new one has taken the new."""
    assert tariffs_of(bare) != tariffs_of(newer)
    with Visitor(bare.port, "Browser") as one, Visitor(newer.port, "Browser") as other:
        assert amounts(one.said) != amounts(other.said)
        for page in ("check", "tariffs", "year", "method", "advisor", "practice"):
            assert one.run(page=page)
        assert "kine_page_failures_total{" not in bare.read("/metrics")


def amounts(said: str) -> list[str]:
    return re.findall(r"[0-9]+,[0-9]{2} €", said)


def close_code(visitor: Visitor) -> int | None:
    """How the server ends a visit, after what it had still to say."""
    try:
        while True:
            visitor.socket.recv(PATIENCE)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def test_it_leaves_in_order(newer: Worker) -> None:
    """Says so while it still serves, then closes every page, and waits for no silent client."""
    silent = socket.create_connection(("127.0.0.1", newer.port), PATIENCE)
    silent.sendall(HANDSHAKE)
    assert silent.recv(64).startswith(b"HTTP/1.1 101 ")
    with Visitor(newer.port, "Browser") as visitor:
        assert ask(newer.port, "/readyz").status == 200
        assert newer.process
        newer.process.terminate()
        while (answer := ask(newer.port, "/readyz")).status == 200:
            answer.close()
        assert answer.status == 503
        assert json.loads(answer.read()) == {"status": "stopping"}
        assert visitor.run(fee="42")
        assert close_code(visitor) == 1012, "the page should connect again"
    assert newer.process.wait(PATIENCE) in (0, -15)
    silent.close()


def told_by_one_that_fails(worker: Worker) -> list[dict[str, Any]]:
    """The log of a worker that doesn't start."""
    worker.start()
    assert worker.process
    try:
        assert worker.process.wait(PATIENCE) not in (0, None)
    finally:
        worker.end()
    return [json.loads(it) for it in worker.log.read_text().splitlines() if it.startswith("{")]


def test_a_folder_of_tariffs_that_is_not_there_keeps_it_from_starting(tmp_path: Path) -> None:
    worker = Worker(tmp_path / "log", environment={FOLDER: "/nowhere"})
    (told,) = (it for it in told_by_one_that_fails(worker) if it["event"] == "setting_refused")
    assert (told["name"], told["given"]) == (FOLDER, "/nowhere")
    assert told["allowed"] == "a folder that is there"


def test_a_table_that_lost_its_last_line_keeps_it_from_starting(tmp_path: Path) -> None:
    folder = copied(tmp_path / "kine")
    file = folder / "tariffs" / "usual_fees.csv"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:-1]))
    told = told_by_one_that_fails(Worker(tmp_path / "log", folder, OWN_TARIFFS))
    (fault,) = [it for it in told if it["event"] == "tariff_fault"]
    assert (fault["file"], fault["line"]) == ("usual_fees.csv", len(lines) - 1)
    rows = (folder / "tariffs" / "rows.csv").read_text().splitlines()
    line = 1 + next(n for n, row in enumerate(rows) if row.startswith("usual_fees.csv,"))
    assert f"1 rows, expected 2 (rows.csv:{line})" in fault["what"]


def test_faulty_tariffs_keep_it_from_starting(tmp_path: Path) -> None:
    folder = copied(tmp_path / "kine")
    file = folder / "tariffs" / "multipliers" / "2025-02-01.csv"
    file.write_text(MULTIPLIER.sub("560011,much", file.read_text()))
    line = next(n for n, it in enumerate(file.read_text().splitlines(), 1) if "much" in it)
    told = told_by_one_that_fails(Worker(tmp_path / "log", folder, OWN_TARIFFS))
    (fault,) = [it for it in told if it["event"] == "tariff_fault" and it["line"] == line]
    assert fault["file"] == "multipliers/2025-02-01.csv"
    assert "much" in fault["what"]
