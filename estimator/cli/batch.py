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
from typing import TYPE_CHECKING, Any

from estimator.cli.output import DONE, refuse
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Count
from estimator.locales import Words
from estimator.wording.refusals import contract_refusal

if TYPE_CHECKING:
    from estimator.lists.columns.model import ListColumns

MOST_WORKERS = 256
EVERY = 0.5
"""Seconds between two lines of progress."""
INTERRUPTED = 130
NOT_ON_CLUSTER = ("corrected", "wrong", "summary")
"""Options that a cluster doesn't take."""


def add_batch(command: argparse.ArgumentParser, words: Words) -> None:
    """The arguments of `batch`."""
    command.add_argument("source", metavar="IN")
    command.add_argument("target", metavar="OUT")
    command.add_argument("--workers", default="1", metavar="2", help=words("list.option.workers"))
    command.add_argument("--scheduler", metavar="tcp://…", help=words("list.option.scheduler"))
    for option in ("wrong", "corrected", "columns", "summary"):
        help_text = words(f"list.option.{option}")
        command.add_argument(f"--{option}", type=Path, metavar="FILE", help=help_text)
    command.set_defaults(run=run_batch)


def run_batch(command: argparse.Namespace, words: Words) -> int:
    """Estimates a list; an interrupted run leaves everything as it was."""
    from estimator.lists.batch import Request, run
    from estimator.lists.cluster import run_on_cluster
    from estimator.lists.files.formats import partial_of
    from estimator.lists.first_look.unanswered import OpenQuestions

    workers = Count(1, MOST_WORKERS).read("workers", command.workers)
    request = Request(
        words.language,
        date.today(),
        columns=columns_told(command.columns),
        corrected=command.corrected,
        wrong=command.wrong,
        summary=command.summary,
    )
    for option in NOT_ON_CLUSTER if command.scheduler else ():
        if getattr(command, option):
            raise InvalidAnswer(f"--{option}", given="--scheduler", reason="not_on_cluster")
    source, target = Path(command.source), Path(command.target)
    partial = partial_of(target)
    left_over = os.path.lexists(partial)
    try:
        with Progress(words).stoppable() as progress:
            if command.scheduler:
                counted = run_on_cluster(source, target, request, command.scheduler, progress)
            else:
                counted = run(source, target, request, workers, progress)
    except OpenQuestions as left:
        example = words("list_columns.example", example=left.example())
        return refuse(" ".join((*(contract_refusal(words, it) for it in left.each), example)))
    except KeyboardInterrupt:
        print_line(words("list.interrupted"), last=True)
        return INTERRUPTED
    finally:
        # A partial file that is still there belongs to another run, which refused this one.
        if left_over and not os.path.lexists(partial):
            print_line(words("list.cleared", file=partial.name), last=True)
    print_line(words("list.done", n=counted.rows, errors=counted.errors), last=True)
    return DONE


def columns_told(path: Path | None) -> "ListColumns | None":
    """What a file says of the columns."""
    from estimator.lists.files.formats import opened
    from estimator.lists.first_look.mapping_file import columns_in

    if path is None:
        return None
    with opened(path) as stream:
        return columns_in(stream.read())


class Progress:
    """One line on stderr that moves. Ctrl-C and a request to terminate stop the run between two
    chunks, so that nothing is left half done; a second one stops it at once."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.printed = time.monotonic()
        self.stopping = False

    def __call__(self, counted: Any) -> None:
        """Reports how far a run is, now and then. Raises `KeyboardInterrupt` to stop it."""
        if self.stopping:
            raise KeyboardInterrupt
        now = time.monotonic()
        if counted.rows and now - self.printed >= EVERY:
            self.printed = now
            print_line(self.words("list.rows", n=counted.rows))

    def stop(self, *_: object) -> None:
        """Handles a signal."""
        if self.stopping:
            raise KeyboardInterrupt
        self.stopping = True

    @contextmanager
    def stoppable(self) -> Iterator["Progress"]:
        """Handles both signals until the run is over."""
        signals = (signal.SIGINT, signal.SIGTERM)
        before = {each: signal.signal(each, self.stop) for each in signals}
        try:
            yield self
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def print_line(sentence: str, *, last: bool = False) -> None:
    """Prints the line again; on a terminal it replaces the one before."""
    moving = sys.stderr.isatty()
    text = f"\r\x1b[K{sentence}" if moving else sentence
    print(text, end="\n" if last or not moving else "", file=sys.stderr, flush=True)
