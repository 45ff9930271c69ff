"""A list from file to file: chunk by chunk, on one thread or several, in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.chunk_results import estimated
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.formats import Writer, ending_of, opened, replacing, writer_for
from estimator.lists.files.upload import ON_COMMAND, Reader
from estimator.lists.frames import Ground
from estimator.locales import words


class Request(NamedTuple):
    """What a run needs to know: the language of errors, and the start of courses without one."""

    language: str
    today: date


class Counted(NamedTuple):
    """How far a run is."""

    rows: int = 0
    errors: int = 0


Progress = Callable[[Counted], None]


class Written(NamedTuple):
    """A chunk with its results as its file takes them."""

    ready: Any
    counted: Counted


def run(source: Path, target: Path, request: Request, workers: int, progress: Progress) -> Counted:
    """Estimates every row of a file into another one."""
    ending_of(source.name)
    ending_of(target.name)
    with opened(source) as stream, Reader(stream, source.name, ON_COMMAND) as reader:
        chunks, _, dialect = reader.begin()
        with replacing(target) as out:
            writer = writer_for(out, target.name, dialect)
            counted = Counted()
            for written in in_order(chunks, partial(worked_on, request, writer), workers):
                writer.write(written.ready)
                counted = Counted(*map(sum, zip(counted, written.counted, strict=True)))
                progress(counted)
            writer.close()
    return counted


def in_order(
    chunks: Iterable[Chunk], work: Callable[[Chunk], Written], workers: int
) -> Iterator[Written]:
    """The chunks worked on, in order; at most two for each worker are held.

    Workers are threads: most of the work leaves Python's lock, and nothing has to be copied from
    one process to another.
    """
    waiting: deque[Future[Written]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for chunk in chunks:
                waiting.append(pool.submit(work, chunk))
                if len(waiting) >= 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def worked_on(request: Request, writer: Writer, chunk: Chunk) -> Written:
    """A chunk with its results."""
    done = estimated(chunk, ground(request))
    return Written(writer.ready(done.rows), Counted(len(done.rows), done.errors))


@cache
def ground(request: Request) -> Ground:
    """What rows are estimated on, made once per process."""
    return Ground(tariffs(), words(request.language), request.today)
