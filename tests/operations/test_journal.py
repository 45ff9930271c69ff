"""The log is lines of JSON, and no answer gets into it, whoever logs."""

import gc
import json
import logging
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import pytest

from benchmarks.visitor import Visitor
from estimator.operations.journal import keep_journal, note, note_fault
from tests.abuse.conftest import in_a_loop
from tests.browser.conftest import PROJECT, free_port, serving

ANSWER = "66,66"


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert all(line.pop("time").endswith("+00:00") for line in found)
    return found


def fail() -> None:
    raise ValueError(f"{ANSWER} is no number")


def test_events_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    keep_journal()
    note("ready", version="1", tariffs=None)
    try:
        fail()
    except ValueError as fault:
        note_fault("page_failed", fault, page="check", language="de")
    first, second = lines(capsys)
    assert first == {"level": "info", "event": "ready", "version": "1"}
    places = second.pop("at").split(" < ")
    assert [place.partition(":")[0] for place in places] == ["test_journal.py"] * 2
    assert second == {
        "level": "error",
        "event": "page_failed",
        "page": "check",
        "language": "de",
        "fault": "ValueError",
    }


def test_what_libraries_log_loses_what_visitors_sent(capsys: pytest.CaptureFixture[str]) -> None:
    library = logging.getLogger("some.library")
    library.addHandler(logging.StreamHandler())
    library.handlers[0].setFormatter(logging.Formatter("%(levelname)s %(message)s %(args)s"))
    keep_journal()
    library.warning("Refused %s from %s", ANSWER, "192.0.2.1")
    library.error("Never retrieved\nfuture: <Task exception=ValueError('66,66')>")
    try:
        fail()
    except ValueError:
        library.exception("It broke")
    library.handlers.clear()
    told = lines(capsys)
    assert ANSWER not in str(told)
    assert "192.0.2.1" not in str(told)
    assert [line["words"] for line in told] == ["Refused %s from %s", "Never retrieved", "It broke"]
    assert {line["event"] for line in told} == {"some.library"}
    assert told[2]["fault"] == "ValueError"
    assert told[2]["at"].startswith("test_journal.py:")


def test_what_nobody_catches_is_a_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    keep_journal()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except ValueError as fault:
        sys.excepthook(ValueError, fault, fault.__traceback__)
    told = lines(capsys)
    assert [line["event"] for line in told] == ["uncaught"] * 2
    assert {line["fault"] for line in told} == {"ValueError"}
    assert ANSWER not in str(told)


class FailsAtItsEnd:
    """Something that can't even be thrown away."""

    def __del__(self) -> None:
        fail()


@pytest.mark.filterwarnings("default")
def test_nor_does_what_python_passes_over(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("py.warnings").addHandler(logging.StreamHandler())
    keep_journal()
    FailsAtItsEnd()
    gc.collect()
    warnings.warn(ANSWER, stacklevel=1)
    logging.getLogger("py.warnings").handlers.clear()
    told = lines(capsys)
    assert [line["event"] for line in told] == ["uncaught", "py.warnings"]
    assert ANSWER not in str(told)


# The app with a fault outside of its pages.
BROKEN = """
from estimator.pages import navigation as pages

def broken(*_):
    raise RuntimeError("broken at 66,66")

pages.show_ways = broken

from app import app
"""


@pytest.mark.parametrize("with_rich", [True, False])
def test_no_fault_of_a_page_is_printed(tmp_path: Path, with_rich: bool) -> None:
    """Streamlit prints it by rich where that can be imported, else by its log."""
    (tmp_path / "broken.py").write_text(BROKEN)
    if not with_rich:
        (tmp_path / "rich.py").write_text("raise ImportError")
    port = free_port()
    start = ["-m", "uvicorn", "broken:app", "--no-access-log", "--port", str(port)]

    async def visit() -> None:
        async with Visitor(server.address) as visitor:
            await visitor.open()

    path = {"PYTHONPATH": f"{tmp_path}:{PROJECT}"}
    with serving(start, port, tmp_path / "log", path) as server:
        in_a_loop(visit)
    told = [it for it in server.log.read_text().splitlines() if not it.startswith("INFO:")]
    faults = [line for line in map(json.loads, told) if line["level"] == "error"]
    assert [line["fault"] for line in faults] == ["RuntimeError"]
    assert "66,66" not in str(told)
