"""From start to stop: refuse faulty tariffs, load what every visitor needs, leave without haste."""

import asyncio
import gc
import logging
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType
from typing import Any

from starlette.formparsers import MultiPartParser

from estimator.engine.tariff_checks import problems_in
from estimator.environment.tariff_folder import tariff_folder
from estimator.environment.tariffs_in_use import tariffs
from estimator.operations.health import HEALTH, fingerprint, version
from estimator.operations.journal import keep_journal, note
from estimator.operations.settings import settings
from estimator.server.warmth import warm
from estimator.wording.words_needed import missing_words

SLICE = 0.001
"""Seconds that a thread may go on with Python while another waits: drawing a page is many short
steps, and each of them would wait that long behind somebody's list."""
#: More bytes than any file that the pages take.
MOST_UPLOADED = 256 << 20

Handler = Callable[[int, FrameType | None], Any]


class FaultyTariffs(Exception):
    """The tariff files have faults: no estimate can rest on them, so the server doesn't start."""


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """The life of a server process, for `st.App`."""
    keep_journal()
    keep_uploads_in_memory()
    sys.setswitchinterval(SLICE)
    load_tariffs()
    warm()
    # What stands now stays: collections needn't look at it again.
    gc.collect()
    gc.freeze()
    # A change makes some ten thousand objects and leaves few: looking once is enough.
    gc.set_threshold(20_000, 20, 20)
    with leaving_in_order(settings().drain, settings().stop):
        HEALTH.state = "ready"
        note("ready", version=version(), tariffs=HEALTH.tariff_files)
        yield
    HEALTH.state = "stopping"
    note("stopped")


def keep_uploads_in_memory() -> None:
    """What visitors send must not touch the disk; from 1 MB on it would, in a temporary file."""
    MultiPartParser.spool_max_size = MOST_UPLOADED


def load_tariffs() -> None:
    """Checks the tariff files and keeps them in memory. Raises `FaultyTariffs` where any has a
    fault, or a catalogue lacks a word for them, after each has been logged with its file and
    line."""
    folder = tariff_folder()
    problems = [*problems_in(folder), *missing_words(folder)]
    for problem in problems:
        note("tariff_fault", level=logging.ERROR, **problem._asdict())
    if problems:
        raise FaultyTariffs(str(problems[0]))
    HEALTH.loaded(tariffs().book, fingerprint(folder))


@contextmanager
def leaving_in_order(drain: float, stop: float) -> Iterator[None]:
    """When asked to end (SIGTERM), first says so at /readyz for `drain` seconds, still serving;
    then lets the web server close; after `stop` more seconds doesn't wait for the last clients."""
    if threading.current_thread() is not threading.main_thread():
        yield  # a test's server: signals are not ours
        return
    loop = asyncio.get_running_loop()
    server = signal.getsignal(signal.SIGTERM)

    def leave(number: int, frame: FrameType | None) -> None:
        HEALTH.state = "stopping"
        note("stopping")
        if callable(server):
            loop.call_later(drain, server, number, frame)
            # To the web server a second wish to end, by interrupt, means at once.
            loop.call_later(drain + stop, server, signal.SIGINT, frame)

    signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, server)
