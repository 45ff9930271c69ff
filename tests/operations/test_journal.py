"""The log is lines of JSON, and no answer gets into it, whoever logs."""

import json
import logging
from typing import Any

import pytest

from estimator.operations.journal import keep_journal, note, note_fault

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
