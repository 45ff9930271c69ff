"""What a server's start changes for its whole process, taken back."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.formparsers import MultiPartParser
from streamlit.runtime.app_session import AppSession

from estimator.operations.journal import OURS


@contextmanager
def process_as_before() -> Iterator[None]:
    """Afterwards the log, the hooks and the limits of this process are as they were."""
    factory, ours = logging.getLogRecordFactory(), logging.getLogger(OURS)
    before = ours.handlers, ours.propagate, ours.level
    formats = {handler: handler.formatter for handler in logging.getLogger().handlers}
    interval = sys.getswitchinterval()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size)
        patch.setattr(AppSession, "request_rerun", AppSession.request_rerun)
        patch.setattr(sys, "excepthook", sys.excepthook)
        patch.setattr(sys, "unraisablehook", sys.unraisablehook)
        patch.setattr(threading, "excepthook", threading.excepthook)
        yield
    sys.setswitchinterval(interval)
    logging.captureWarnings(False)
    logging.setLogRecordFactory(factory)
    ours.handlers, ours.propagate, ours.level = before
    for handler, formatter in formats.items():
        handler.setFormatter(formatter)
