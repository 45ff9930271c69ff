"""A list from file to file: chunk by chunk, on one thread or several, in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.chunk_results import estimated
from estimator.lists.columns.look import look_at, open_questions
from estimator.lists.columns.model import ListColumns
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.formats import Writer, ending_of, opened, replacing, writer_for
from estimator.lists.files.upload import ON_COMMAND, Reader
from estimator.lists.frames import Ground
from estimator.lists.plan_chunks import between_plans
from estimator.lists.plan_rows import PLAN
from estimator.locales import words


class Request(NamedTuple):
    """The language of errors, the start of courses without one, what the columns mean."""

    language: str
    today: date
    columns: ListColumns | None = None
    """What a mapping file says."""


class Counted(NamedTuple):
    """The rows done so far, and how many of them have errors."""

    rows: int = 0
    errors: int = 0

    def plus(self, rows: int, errors: int) -> "Counted":
        """With more rows."""
        return Counted(self.rows + rows, self.errors + errors)


Progress = Callable[[Counted], None]
Written = tuple[Any, Counted]


def run(source: Path, target: Path, request: Request, workers: int, progress: Progress) -> Counted:
    """Estimates every row of a file into another one."""
    ending_of(source.name)
    ending_of(target.name)
    with opened(source) as stream, Reader(stream, source.name, ON_COMMAND) as reader:
        chunks, _, dialect = reader.begin()
        with replacing(target) as out:
            writer = writer_for(out, target.name, dialect)
            chunks, columns = looked_at(chunks, request.columns)
            ground = Ground(tariffs(), words(request.language), request.today, columns)
            counted = Counted()
            estimate = partial(estimated_rows, ground, writer)
            parts = between_plans(chunks, columns.sources().get(PLAN))
            for ready, more in in_order(parts, estimate, workers):
                writer.write(ready)
                counted = counted.plus(*more)
                progress(counted)
            writer.close()
    return counted


def looked_at(
    chunks: Iterator[Chunk], told: ListColumns | None
) -> tuple[Iterator[Chunk], ListColumns]:
    """The same chunks, and what their columns mean. Refuses a list of which something has to be
    asked first."""
    begun = list(islice(chunks, 2))
    look = look_at(begun[-1].rows, told)
    if look.questions:
        raise open_questions(look)
    return chain(begun, chunks), look.columns


def in_order(
    chunks: Iterable[Chunk], work: Callable[[Chunk], Written], workers: int
) -> Iterator[Written]:
    """The results of the chunks, in order; holds at most two chunks per worker.

    Workers are threads: most of the work releases Python's lock, and nothing has to be copied
    between processes.
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


def estimated_rows(ground: Ground, writer: Writer, chunk: Chunk) -> Written:
    """A chunk with its results, ready for its file."""
    done = estimated(chunk, ground)
    return writer.ready(done.rows), Counted(len(done.rows), done.errors)
