"""What a server's start changes for its whole process is taken back after each test."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from starlette.formparsers import MultiPartParser
from streamlit.runtime.app_session import AppSession

from estimator.operations import health
from estimator.operations.health import Health
from estimator.operations.journal import OURS
from estimator.server import lifespan


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    factory, ours = logging.getLogRecordFactory(), logging.getLogger(OURS)
    before = ours.handlers, ours.propagate, ours.level
    formats = {handler: handler.formatter for handler in logging.getLogger().handlers}
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size)
    monkeypatch.setattr(AppSession, "request_rerun", AppSession.request_rerun)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    logging.captureWarnings(False)
    logging.setLogRecordFactory(factory)
    ours.handlers, ours.propagate, ours.level = before
    for handler, formatter in formats.items():
        handler.setFormatter(formatter)


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Health:
    """A process that has just begun."""
    found = Health()
    monkeypatch.setattr(health, "HEALTH", found)
    monkeypatch.setattr(lifespan, "HEALTH", found)
    return found
