"""Reads a sheet of a workbook (Excel, OpenDocument), its cells as a person would type them."""

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import IO, Any, NamedTuple

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.chunks import Chunk, rows_at_once
from estimator.lists.files.column_format import ColumnFormat, ColumnKind
from estimator.lists.files.table_rows import no_chunk, only_rows
from estimator.lists.layout.asked import USUALLY, Asked
from estimator.lists.layout.header import MOST_LINES, header_of, header_place, known_heads
from estimator.lists.layout.sheet_look import sheet_look
from estimator.lists.layout.table import Layout, layout_of, text_schema

ERROR = "#ERROR"
"""Replaces #N/A, #DIV/0! and the like: such a cell is neither an answer nor empty."""
#: A timestamp at midnight is a day; a time without a day is on the first day that Excel knows.
AT_MIDNIGHT = r"^(\d{4}-\d\d-\d\d)[ T]00:00:00$"
WITHOUT_DAY = r"^1899-12-3[01] (\d\d:\d\d:\d\d)$"
FEWEST_LINES = 2
"""Filled lines that make a table: a header and a row."""
SHOWN = "visible"


class Rank(IntEnum):
    """What a sheet may be."""

    NOTHING = 0
    FILLED = 1
    TABLE = 2
    LIST = 3
    """It has known heads."""


class Sheet(NamedTuple):
    """A sheet: its columns of text, the places of its filled lines, and the first ones of these."""

    name: str
    columns: Sequence[Any]
    filled: Any
    first: list[list[str]]
    shown: bool

    def rank(self, known: frozenset[str]) -> Rank:
        """How likely it holds the list; hidden sheets hold none."""
        if not self.shown or not len(self.filled):
            return Rank.NOTHING
        if len(self.filled) < FEWEST_LINES:
            return Rank.FILLED
        heads = known_heads(self.first[header_place(self.first, known)], known)
        return Rank.LIST if heads else Rank.TABLE


class SheetRead(NamedTuple):
    """A sheet being read: its name, the number of its rows, these rows, how its columns look."""

    name: str
    rows: int
    chunks: Iterator[Chunk]
    formats: Mapping[str, ColumnFormat]


def read_excel(stream: IO[bytes], asked: Asked = USUALLY) -> SheetRead:
    """The rows of a sheet: of the one that is asked for, or the only one with a list. Refuses a
    workbook in which that isn't told."""
    sheet = chosen_sheet(fastexcel.read_excel(stream.read()), asked)
    if not len(sheet.filled):
        raise InvalidAnswer("file", given="", reason="no_text")
    place, heads = header_of(sheet.first, asked.known)
    # Only Excel's own files tell how a column looks; in others, none of the parts is found.
    look = sheet_look(stream, sheet.name, int(sheet.filled[place]) + 1)
    offset = look.first - 1 - next(at for at, head in enumerate(sheet.first[place]) if head)
    below = sheet.filled[place + 1 :]
    filled = [at for at, column in enumerate(sheet.columns) if has_some(column, below)]
    layout = layout_of(heads, sheet.first[: place + 1], filled, max(offset, 0))
    formats = {
        name: ColumnFormat(ColumnKind(found.kind), found.number_format, found.width)
        for at, name in zip(layout.places, layout.names, strict=True)
        if (found := look.looks.get(at + offset + 1))
    }
    kept = [sheet.columns[at] for at in layout.places]
    return SheetRead(sheet.name, len(below), chunks_of(kept, below, layout), formats)


def chosen_sheet(book: Any, asked: Asked) -> Sheet:
    """The sheet to read. Refuses to guess among several, and one that isn't there."""
    names = book.sheet_names
    if asked.sheet in names:
        return sheet_of(book, asked.sheet)
    sheet, ranks = None, dict[str, Rank]()
    for name in names:
        sheet = sheet_of(book, name)  # one at a time is held, as a workbook may be large
        ranks[name] = sheet.rank(asked.known)
    tables = [name for name, rank in ranks.items() if rank >= Rank.TABLE]
    if asked.sheet:
        raise InvalidAnswer("sheet", given=asked.sheet, reason="no_sheet", allowed=tables or names)
    best = max(ranks.values())
    candidates = [name for name, rank in ranks.items() if rank == best]
    if best >= Rank.TABLE and len(candidates) > 1:
        raise InvalidAnswer("sheet", given="", reason="sheet", allowed=tables)
    last = sheet is not None and sheet.name == candidates[0]
    return sheet if sheet and last else sheet_of(book, candidates[0])


def sheet_of(book: Any, name: str) -> Sheet:
    """A sheet with its cells as text."""
    read: Any = book.load_sheet(
        name, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True
    )
    cells, errors = read.to_arrow_with_errors()
    shown = read.visible == SHOWN
    del read
    columns = with_errors(cells.columns, errors.errors if errors else ())
    valid = [column.is_valid().to_numpy(zero_copy_only=False) for column in columns]
    filled = np.flatnonzero(np.logical_or.reduce(valid)) if valid else np.array([], np.int64)
    begun = pa.array(filled[:MOST_LINES])
    first = zip(*(as_typed(column.take(begun)).to_pylist() for column in columns), strict=True)
    return Sheet(name, columns, filled, [[cell or "" for cell in line] for line in first], shown)


def with_errors(columns: Sequence[Any], errors: Sequence[Any]) -> list[Any]:
    """The columns with ERROR in cells that have an error."""
    found = list(columns)
    places: dict[int, list[int]] = {}
    for error in errors:
        row, column = error.position
        places.setdefault(column, []).append(row)
    for column, rows in places.items():
        mask = np.zeros(len(found[column]), np.bool_)
        mask[rows] = True
        found[column] = pc.if_else(pa.array(mask), ERROR, found[column])
    return found


def has_some(column: Any, lines: Any) -> bool:
    """Whether a column has a cell in some lines."""
    return bool(column.is_valid().to_numpy(zero_copy_only=False)[lines].any())


def chunks_of(columns: Sequence[Any], lines: Any, layout: Layout) -> Iterator[Chunk]:
    """Some lines of a sheet, but for those that are no rows."""
    yield no_chunk(layout)
    schema = text_schema(layout.names)
    at_once = rows_at_once(len(columns))
    for begin in range(0, len(lines), at_once):
        some = lines[begin : begin + at_once]
        texts = [as_typed(column.take(pa.array(some))) for column in columns]
        rows = Chunk(pa.table(texts, schema=schema), lines=(some + 1).tolist())
        if len((kept := only_rows(rows, layout)).rows):
            yield kept


def as_typed(column: Any) -> Any:
    """Days and times of day as a person would type them."""
    days = pc.replace_substring_regex(column, AT_MIDNIGHT, r"\1")
    return pc.replace_substring_regex(days, WITHOUT_DAY, r"\1")
