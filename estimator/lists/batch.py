"""A list from file to file: chunk by chunk, on one thread or several, in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.chunk_results import estimated, wrong_rows
from estimator.lists.columns.heads import known_heads
from estimator.lists.columns.model import ListColumns
from estimator.lists.columns.normal import normal_head
from estimator.lists.errors.merging import corrected_from, merged
from estimator.lists.files.chunks import CHUNK, Chunk, in_pieces
from estimator.lists.files.column_format import ColumnFormat
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.formats import (
    WRITTEN,
    Writer,
    ending_of,
    opened,
    replacing,
    writing,
)
from estimator.lists.files.upload import ON_COMMAND, Reader
from estimator.lists.first_look.look import look_at
from estimator.lists.first_look.unanswered import OpenQuestions
from estimator.lists.frames import Ground
from estimator.lists.plan_chunks import between_plans
from estimator.lists.plan_rows import PLAN
from estimator.lists.results.own_formats import own_formats
from estimator.locales import words

EXCEL = ".xlsx"
SHEET_STEP = 1 << 14
"""Rows of a sheet that are written at a time."""


class Request(NamedTuple):
    """The language of errors, the start of courses without one, what the columns mean, the files of
    rows in error."""

    language: str
    today: date
    columns: ListColumns | None = None
    """What a mapping file says."""
    corrected: Path | None = None
    """A file of corrected rows, to be taken in the place of those of the list."""
    wrong: Path | None = None
    """Where to write the rows in error beside the result."""


class Counted(NamedTuple):
    """The rows done so far, and how many of them have errors."""

    rows: int = 0
    errors: int = 0

    def plus(self, rows: int, errors: int) -> "Counted":
        """With more rows."""
        return Counted(self.rows + rows, self.errors + errors)


Progress = Callable[[Counted], None]
Written = tuple[Any, Any, Counted]


def run(source: Path, target: Path, request: Request, workers: int, progress: Progress) -> Counted:
    """Estimates every row of a file into another one."""
    for path in filter(None, (source, request.corrected)):
        ending_of(path.name)
    for path in filter(None, (target, request.wrong)):
        ending_of(path.name, WRITTEN)
    with opened(source) as stream, reader_for_list(stream, source, request.columns) as reader:
        contents = reader.begin()
        chunks = with_corrected(contents.chunks, request.corrected)
        chunks, columns = looked_at(chunks, request.columns)
        look = contents.dialect, own_formats(contents.formats, columns)
        with ExitStack() as files:
            writer = files.enter_context(replaced(target, *look))
            aside: Writer | None = None
            if request.wrong:
                aside = files.enter_context(replaced(request.wrong, *look))
            ground = Ground(tariffs(), words(request.language), request.today, columns)
            counted = Counted()
            estimate = partial(estimated_rows, ground, writer, aside)
            chunks = chain.from_iterable(in_pieces(it, rows_at_once(target)) for it in chunks)
            parts = between_plans(chunks, columns.sources().get(PLAN))
            for ready, wrong, more in in_order(parts, estimate, workers):
                writer.write(ready)
                if aside:
                    aside.write(wrong)
                counted = counted.plus(*more)
                progress(counted)
    return counted


def rows_at_once(target: Path) -> int:
    """How many rows to estimate and write at a time: few of a sheet, so that it is told how far a
    long one is."""
    return SHEET_STEP if target.suffix.lower() == EXCEL else CHUNK


def columns_of_file(source: Path, told: ListColumns | None) -> ListColumns:
    """What the columns of a file mean. Refuses one of which something has to be asked first."""
    with opened(source) as stream, reader_for_list(stream, source, told) as reader:
        return looked_at(reader.begin().chunks, told)[1]


def reader_for_list(stream: IO[bytes], source: Path, told: ListColumns | None) -> Reader:
    """The reader of a list, which finds its header by the heads that are known or told."""
    told = told or ListColumns()
    known = known_heads() | set(map(normal_head, told.columns))
    return Reader(stream, source.name, ON_COMMAND, known, told.sheet)


@contextmanager
def replaced(path: Path, dialect: Dialect, formats: Mapping[str, ColumnFormat]) -> Iterator[Writer]:
    """Writes a file that appears whole or not at all."""
    with replacing(path) as out, writing(out, path.name, dialect, formats) as writer:
        yield writer


def with_corrected(chunks: Iterator[Chunk], path: Path | None) -> Iterator[Chunk]:
    """A list with the rows of a corrected file in the place of its own."""
    if path is None:
        return chunks
    with opened(path) as stream, Reader(stream, path.name, ON_COMMAND) as reader:
        return merged(chunks, corrected_from(reader.begin().chunks))


def looked_at(
    chunks: Iterator[Chunk], told: ListColumns | None
) -> tuple[Iterator[Chunk], ListColumns]:
    """The same chunks, and what their columns mean. Refuses a list of which something has to be
    asked first."""
    begun = list(islice(chunks, 2))
    look = look_at(begun[-1].rows, told)
    if look.questions:
        raise OpenQuestions(look)
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


def estimated_rows(ground: Ground, writer: Writer, aside: Writer | None, chunk: Chunk) -> Written:
    """A chunk with its results and its rows in error, ready for their files."""
    done = estimated(chunk, ground)
    wrong = aside and aside.ready(wrong_rows(done.rows, chunk.lines))
    return writer.ready(done.rows), wrong, Counted(len(done.rows), done.errors)
