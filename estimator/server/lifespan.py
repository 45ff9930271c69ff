"""Start and stop of a server process."""

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

import pandas as pd
from altair.utils.schemapi import debug_mode
from starlette.formparsers import MultiPartParser

from estimator.engine.tariff_checks import problems_in
from estimator.environment.tariff_folder import tariff_folder
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES, words
from estimator.operations.health import HEALTH, fingerprint, version
from estimator.operations.journal import keep_journal, note
from estimator.operations.settings import settings
from estimator.pages import navigation as pages
from estimator.pages.blocks import chart_specs as charts
from estimator.wording.comparison import EITHER, KINDS
from estimator.wording.situations import candidates
from estimator.wording.words_needed import missing_words

SLICE = 0.001
"""Seconds that a thread may run Python while another waits. Rendering a page takes many short
steps, and each of them would wait that long behind a list."""
#: More bytes than any file that the pages take.
MOST_UPLOADED = 256 << 20
#: Bars of a chart: one or two kinds of kiné, each with one amount or two ends of a range.
BARS = (1, 2, 3, 4)

Handler = Callable[[int, FrameType | None], Any]


class FaultyTariffs(Exception):
    """The tariff files have faults, so the server does not start."""


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """The life of a server process, for `st.App`."""
    keep_journal()
    keep_uploads_in_memory()
    sys.setswitchinterval(SLICE)
    load_tariffs()
    preload()
    # What is loaded now stays for good; the garbage collector can skip it.
    gc.collect()
    gc.freeze()
    # A change creates some ten thousand objects and leaves few: one collection is enough.
    gc.set_threshold(20_000, 20, 20)
    with graceful_shutdown(settings().drain, settings().stop):
        HEALTH.state = "ready"
        note("ready", version=version(), tariffs=HEALTH.tariff_files)
        yield
    HEALTH.state = "stopping"
    note("stopped")


def keep_uploads_in_memory() -> None:
    """Uploads must not touch the disk; from 1 MB on, Starlette would write a temporary file."""
    MultiPartParser.spool_max_size = MOST_UPLOADED


def load_tariffs() -> None:
    """Checks the tariff files and the words that they need, and keeps them in memory.

    Logs every fault with its file and line, then raises `FaultyTariffs` if there was any.
    """
    folder = tariff_folder()
    problems = [*problems_in(folder), *missing_words(folder)]
    for problem in problems:
        note("tariff_fault", level=logging.ERROR, **problem._asdict())
    if problems:
        raise FaultyTariffs(str(problems[0]))
    HEALTH.loaded(tariffs().book, fingerprint(folder))


def preload() -> None:
    """Reads every file that holds tariffs or words, and builds the specs of charts.

    The first visitor need not wait for them, and the files may be replaced while the process runs.
    """
    tariffs()
    # The tests validate the specs against their schema, which takes seconds.
    with debug_mode(False):
        for language in LANGUAGES:
            words(language)
            for kinds in ((EITHER,), KINDS):
                charts.cumulative_spec(language, kinds)
            charts.fees_spec(language)
            for bars in BARS:
                charts.who_pays_spec(language, bars)
    candidates(words(DEFAULT_LANGUAGE), tariffs().book, "knie")  # builds its index of all languages
    # Charts pass their numbers through pandas, which is slow to start.
    pd.DataFrame({"euros": [0]})
    assert pages.PAGES  # noqa: S101 - imports all pages


@contextmanager
def graceful_shutdown(drain: float, stop: float) -> Iterator[None]:
    """On SIGTERM, /readyz answers 503 while the process serves for `drain` more seconds; then the
    web server shuts down; after `stop` more seconds it no longer waits for open connections."""
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
            # On SIGINT after SIGTERM, the web server stops without waiting for clients.
            loop.call_later(drain + stop, server, signal.SIGINT, frame)

    signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, server)
