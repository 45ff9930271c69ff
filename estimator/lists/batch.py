"""A list from file to file: chunk by chunk, on one thread or several, in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from estimator.engine.model.errors import InvalidAnswer
from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.answered import Ground
from estimator.lists.chunk_results import Done, estimated, wrong_rows
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
from estimator.lists.plan_chunks import between_plans
from estimator.lists.plan_rows import PLAN
from estimator.lists.results.own_formats import own_formats
from estimator.lists.row_figures import row_figures
from estimator.lists.summary.figures import ListFigures, list_figures
from estimator.lists.summary.tables import figures_table
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
    summary: Path | None = None
    """Where to write the list in figures."""


class Counted(NamedTuple):
    """The rows done so far, and how many of them have errors."""

    rows: int = 0
    errors: int = 0

    def plus(self, rows: int, errors: int) -> "Counted":
        """With more rows."""
        return Counted(self.rows + rows, self.errors + errors)


class Appearance(NamedTuple):
    """How the files look: as text, and as sheets."""

    dialect: Dialect
    formats: Mapping[str, ColumnFormat]


class Ready(NamedTuple):
    """A chunk that is worked out: what is written of it, and what it adds."""

    rows: Any
    wrong: Any
    figures: ListFigures
    counted: Counted


class Outputs(NamedTuple):
    """The files of a run: the result, and those that were asked for beside it."""

    result: Writer
    wrong: Writer | None
    summary: Writer | None

    def ready(self, done: Done, lines: Sequence[int], ground: Ground) -> Ready:
        """A chunk made ready; any thread may do that."""
        return Ready(
            self.result.ready(done.rows),
            self.wrong and self.wrong.ready(wrong_rows(done.rows, lines)),
            list_figures(row_figures(done.priced, ground.sheet)) if self.summary else ListFigures(),
            Counted(len(done.rows), done.errors),
        )

    def write(self, ready: Ready) -> None:
        """Writes a chunk."""
        self.result.write(ready.rows)
        if self.wrong:
            self.wrong.write(ready.wrong)

    def finish(self, figures: ListFigures) -> None:
        """Writes what is known at the end."""
        if self.summary:
            self.summary.write(self.summary.ready(figures_table(figures)))


Progress = Callable[[Counted], None]


def run(source: Path, target: Path, request: Request, workers: int, progress: Progress) -> Counted:
    """Estimates every row of a file into another one."""
    for path in filter(None, (source, request.corrected)):
        ending_of(path.name)
    for path in filter(None, (target, request.wrong, request.summary)):
        ending_of(path.name, WRITTEN)
    check_apart(source, target, request)
    with opened(source) as stream, reader_for_list(stream, source, request.columns) as reader:
        contents = reader.begin()
        chunks = with_corrected(contents.chunks, request.corrected)
        chunks, columns = looked_at(chunks, request.columns)
        appearance = Appearance(contents.dialect, own_formats(contents.formats, columns))
        with outputs(target, request, appearance) as files:
            ground = Ground(tariffs(), words(request.language), request.today, columns)
            counted, figures = Counted(), ListFigures()
            work = partial(worked_out, ground, files)
            chunks = chain.from_iterable(in_pieces(it, rows_at_once(target)) for it in chunks)
            parts = between_plans(chunks, columns.sources().get(PLAN))
            for ready in in_order(parts, work, workers):
                files.write(ready)
                figures = figures.together(ready.figures)
                counted = counted.plus(*ready.counted)
                progress(counted)
            files.finish(figures)
    return counted


def check_apart(source: Path, target: Path, request: Request) -> None:
    """Refuses to write two files over each other, or one beside the result over what is read."""
    beside = [path for path in (request.wrong, request.summary) if path]
    read = [source, *([request.corrected] if request.corrected and request.summary else [])]
    for place, path in enumerate(beside):
        others = [*read, target, *beside[:place]]
        if os.path.realpath(path) in map(os.path.realpath, others):
            raise InvalidAnswer("file", given=path.name, reason="same_file")


@contextmanager
def outputs(target: Path, request: Request, appearance: Appearance) -> Iterator[Outputs]:
    """The files of a run, each of which appears whole or not at all."""
    with ExitStack() as files:

        def beside(path: Path | None) -> Writer | None:
            return files.enter_context(replaced(path, *appearance)) if path else None

        result = files.enter_context(replaced(target, *appearance))
        yield Outputs(result, beside(request.wrong), beside(request.summary))


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
    chunks: Iterable[Chunk], work: Callable[[Chunk], Ready], workers: int
) -> Iterator[Ready]:
    """The results of the chunks, in order; holds at most two chunks per worker.

    Workers are threads: most of the work releases Python's lock, and nothing has to be copied
    between processes.
    """
    waiting: deque[Future[Ready]] = deque()
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


def worked_out(ground: Ground, files: Outputs, chunk: Chunk) -> Ready:
    """A chunk with its results, ready for the files."""
    return files.ready(estimated(chunk, ground), chunk.lines, ground)
