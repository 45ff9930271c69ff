"""The command `batch`: a list in, the list with its results out, progress on stderr."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from estimator.engine.model.fields import Count
from estimator.locales import Words

VALUED = frozenset({"workers", "scheduler"})
MOST_WORKERS = 256
EVERY = 0.5
"""Seconds between two lines of progress."""
DONE, INTERRUPTED = 0, 130


def add_batch(command: argparse.ArgumentParser, spoken: Words) -> None:
    """The arguments of `batch`."""
    command.add_argument("source", metavar="IN")
    command.add_argument("target", metavar="OUT")
    command.add_argument("--workers", default="1", metavar="2", help=spoken("list.option.workers"))
    command.add_argument("--scheduler", metavar="tcp://…", help=spoken("list.option.scheduler"))
    command.set_defaults(run=run_batch)


def run_batch(command: argparse.Namespace, spoken: Words) -> int:
    """Estimates a list; an interrupted run leaves everything as it was."""
    from estimator.lists.batch import Asked, run
    from estimator.lists.cluster import run_on_cluster
    from estimator.lists.files.formats import partial_of

    workers = Count(1, MOST_WORKERS).read("workers", command.workers)
    asked = Asked(spoken.language, date.today())
    source, target = Path(command.source), Path(command.target)
    progress = Progress(spoken)
    left = partial_of(target)
    broken_off = os.path.lexists(left)
    try:
        with stoppable() as stop:

            def heeding(counted: Any) -> None:
                stop.heed()
                progress(counted)

            if command.scheduler:
                counted = run_on_cluster(source, target, asked, command.scheduler, heeding)
            else:
                counted = run(source, target, asked, workers, heeding)
    except KeyboardInterrupt:
        progress.say(spoken("list.interrupted"), last=True)
        return INTERRUPTED
    finally:
        # One that is still there is another run's, which is refused.
        if broken_off and not os.path.lexists(left):
            progress.say(spoken("list.cleared", file=left.name), last=True)
    progress.say(spoken("list.done", n=counted.rows, errors=counted.errors), last=True)
    return DONE


class Progress:
    """One line on stderr that moves."""

    def __init__(self, spoken: Words) -> None:
        self.spoken = spoken
        self.said = time.monotonic()

    def __call__(self, counted: Any) -> None:
        """Says how far a run is, now and then, once it has begun."""
        now = time.monotonic()
        if counted.rows and now - self.said >= EVERY:
            self.said = now
            self.say(self.spoken("list.rows", n=counted.rows))

    def say(self, sentence: str, *, last: bool = False) -> None:
        """The line anew."""
        moving = sys.stderr.isatty()
        if last or moving:
            print(
                f"\r\x1b[K{sentence}" if moving else sentence,
                end="\n" if last else "",
                file=sys.stderr,
                flush=True,
            )
        else:
            print(sentence, file=sys.stderr, flush=True)


class Stop:
    """A request to end: heard between two chunks, so that nothing half is left; the second time
    at once."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, *_: object) -> None:
        """What a signal does."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def heed(self) -> None:
        """Ends the run where that was asked."""
        if self.asked:
            raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Ctrl-C and a request to terminate, heard in the same way."""
    stop = Stop()
    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
