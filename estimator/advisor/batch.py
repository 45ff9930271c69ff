"""A list from file to file: chunk by chunk, on one process or several, in order."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from estimator import tariffs
from estimator.advisor.chunks import Chunk, Done, estimated
from estimator.advisor.files import ending_of, opened, reading, replacing, writer_for
from estimator.advisor.frames import Ground
from estimator.locales import words


class Asked(NamedTuple):
    """What a run needs to know: the language of errors, and the start of courses without one."""

    language: str
    today: date


class Counted(NamedTuple):
    """How far a run is."""

    rows: int = 0
    errors: int = 0


Progress = Callable[[Counted], None]


def run(source: Path, target: Path, asked: Asked, workers: int, progress: Progress) -> Counted:
    """Estimates every row of a file into another one."""
    ending_of(source.name)
    ending_of(target.name)
    with opened(source) as stream:
        chunks, dialect = reading(stream, source.name)
        with replacing(target) as out:
            writer = writer_for(out, target.name, dialect)
            counted = Counted()
            for done in all_estimated(chunks, asked, workers):
                writer.write(done.rows)
                counted = Counted(counted.rows + len(done.rows), counted.errors + done.errors)
                progress(counted)
            writer.close()
    return counted


def all_estimated(chunks: Iterable[Chunk], asked: Asked, workers: int) -> Iterator[Done]:
    """The chunks with their results, in order."""
    if workers == 1:
        return (estimated_as(asked, chunk) for chunk in chunks)
    return in_parallel(chunks, asked, workers)


def in_parallel(chunks: Iterable[Chunk], asked: Asked, workers: int) -> Iterator[Done]:
    """The same on several processes; at most two chunks for each are held."""
    waiting: deque[Future[Done]] = deque()
    with ProcessPoolExecutor(workers, get_context("spawn"), deaf_to_interrupts) as pool:
        try:
            for chunk in chunks:
                waiting.append(pool.submit(estimated_as, asked, chunk))
                if len(waiting) >= 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def deaf_to_interrupts() -> None:
    """Leaves it to the first process to end a run."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def estimated_as(asked: Asked, chunk: Chunk) -> Done:
    """A chunk with its results."""
    return estimated(chunk, ground(asked))


@cache
def ground(asked: Asked) -> Ground:
    """What rows are estimated on, made once per process."""
    return Ground(tariffs(), words(asked.language), asked.today)
