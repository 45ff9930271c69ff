"""The log: one line of JSON per event on stderr, without any answer, address or query.

Our own events have fixed fields. Log records of libraries may contain anything that a visitor
sent, so only their constant parts are logged: the message template without its values; for an
error, its class and its places in the code. Uncaught errors are logged in the same
way; `.streamlit/config.toml` keeps Streamlit from printing them with `rich`.
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
    """Logs an event. Fields must not contain an answer, an address or anything a visitor typed."""
    logging.getLogger(OURS).log(level, event, fields)


def note_fault(event: str, fault: BaseException, **fields: Field) -> None:
    """Logs an error: its class and its places in the code, without its message."""
    note(event, level=logging.ERROR, **fields, **without_message(fault))


def without_message(fault: BaseException) -> dict[str, str]:
    """The class and the places of an error; its message may contain an answer."""
    return {"fault": type(fault).__name__, "at": " < ".join(places(fault.__traceback__))}


def places(trace: TracebackType | None) -> Iterator[str]:
    """The last lines of code that an error passed through, the innermost first."""
    for step in reversed(traceback.extract_tb(trace)[-PLACES:]):
        yield f"{Path(step.filename).name}:{step.lineno}"


def note_uncaught(hook: Any) -> None:
    """Logs an error that a thread or a finalizer did not catch; `hook`: the argument of Python's
    hooks. `SystemExit` only ends a thread."""
    if hook.exc_type is not SystemExit:
        note_fault(UNCAUGHT, hook.exc_value or hook.exc_type())


class Line(logging.LogRecord):
    """A log record whose message is a line of JSON, whatever handler writes it."""

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
            return {"event": self.msg, **{n: it for n, it in given.items() if it is not None}}
        fault = self.exc_info[1] if self.exc_info else None
        words = str(self.msg).strip().partition("\n")[0]
        if self.name == "py.warnings":  # place, kind and text
            words = ": ".join(words.split(": ")[:2])
        return {"event": self.name, "words": words, **(without_message(fault) if fault else {})}


def keep_journal() -> None:
    """Makes this process log only lines of JSON.

    The handlers that the web server and Streamlit have set up stay and write our lines. Their
    routine messages are left out, since these contain the address of each connection.
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
    """Every handler in use."""
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    for logger in loggers:
        yield from logger.handlers
