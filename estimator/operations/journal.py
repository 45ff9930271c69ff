"""The log: a line of JSON for each event, on stderr. No answer, address or query ever stands in it.

Our own events say what they are about in fields chosen one by one. What libraries log may hold
anything a visitor has sent, so only its fixed words are kept: the sentence before its blanks are
filled, and of an error its kind and the places it passed, not its message. What nobody catches,
Python itself would print as it stands, and so would `rich`, where it is installed, by way of
Streamlit: `.streamlit/config.toml` keeps it out.
"""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

OURS = "kine"
UNCAUGHT = "uncaught"
PLAIN = logging.Formatter("%(message)s")
PLACES = 5
Field = str | int | None


def note(event: str, *, level: int = logging.INFO, **fields: Field) -> None:
    """Logs an event of ours. Fields hold no answer, no address, nothing that a visitor typed."""
    logging.getLogger(OURS).log(level, event, fields)


def note_fault(event: str, fault: BaseException, **fields: Field) -> None:
    """Logs that something broke: the kind of error and where, without its message."""
    note(event, level=logging.ERROR, **fields, **without_message(fault))


def without_message(fault: BaseException) -> dict[str, str]:
    """An error without its message, which may hold an answer."""
    return {"fault": type(fault).__name__, "at": " < ".join(places(fault.__traceback__))}


def places(trace: TracebackType | None) -> Iterator[str]:
    """The last lines of code an error passed through, the innermost first."""
    for step in reversed(traceback.extract_tb(trace)[-PLACES:]):
        yield f"{Path(step.filename).name}:{step.lineno}"


def note_uncaught(told: Any) -> None:
    """Logs what Python tells of an error that no code has caught, in a thread or as something is
    thrown away; the wish of a thread to end is none."""
    if told.exc_type is not SystemExit:
        note_fault(UNCAUGHT, told.exc_value or told.exc_type())


class Line(logging.LogRecord):
    """A record whose message is its line of JSON, whichever handler writes it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields = self._fields()
        self.args = ()
        self.exc_info = self.exc_text = self.stack_info = None

    def getMessage(self) -> str:  # noqa: N802 - the name that logging calls
        """The line."""
        time = datetime.fromtimestamp(self.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": time, "level": self.levelname.lower(), **self.fields}
        return json.dumps(line, ensure_ascii=False)

    def _fields(self) -> dict[str, Any]:
        if self.name == OURS:
            given = self.args if isinstance(self.args, Mapping) else {}
            told = {name: value for name, value in given.items() if value is not None}
            return {"event": self.msg, **told}
        fault = self.exc_info[1] if self.exc_info else None
        words = str(self.msg).strip().partition("\n")[0]
        if self.name == "py.warnings":  # place, kind and text
            words = ": ".join(words.split(": ")[:2])
        return {"event": self.name, "words": words, **(without_message(fault) if fault else {})}


def keep_journal() -> None:
    """From now on, whatever this process logs is a line of JSON.

    Web server and page runner have set up handlers of their own by now; these stay and write our
    lines. Their everyday news, where each connection stands with its address, is left out.
    """
    logging.setLogRecordFactory(Line)
    logging.captureWarnings(True)
    sys.excepthook = lambda _, fault, __: note_fault(UNCAUGHT, fault)
    sys.unraisablehook = threading.excepthook = note_uncaught
    for handler in handlers():
        handler.setFormatter(PLAIN)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "websockets"):
        logging.getLogger(name).setLevel(logging.WARNING)
    ours = logging.getLogger(OURS)
    ours.handlers = [logging.StreamHandler(sys.stderr)]
    ours.propagate = False
    ours.setLevel(logging.INFO)


def handlers() -> Iterator[logging.Handler]:
    """Every handler that is in use."""
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    for logger in loggers:
        yield from logger.handlers
