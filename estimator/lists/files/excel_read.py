"""Reads the first sheet of an Excel file, its cells as a person would type them."""

from collections.abc import Iterator, Sequence
from typing import IO, Any

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from estimator.lists.files.chunks import Chunk, rows_at_once
from estimator.lists.files.csv_read import text_schema

ERROR = "#ERROR"
"""Replaces #N/A, #DIV/0! and the like: such a cell is neither an answer nor empty."""
#: A timestamp at midnight is a day; a time without a day is on the first day that Excel knows.
AT_MIDNIGHT = r"^(\d{4}-\d\d-\d\d)[ T]00:00:00$"
WITHOUT_DAY = r"^1899-12-3[01] (\d\d:\d\d:\d\d)$"


def read_excel(stream: IO[bytes]) -> tuple[int, Iterator[Chunk]]:
    """The number of filled rows, and these rows."""
    sheet: Any = fastexcel.read_excel(stream.read()).load_sheet(
        0, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True
    )
    cells, errors = sheet.to_arrow_with_errors()
    del sheet
    columns = with_errors(cells.columns, errors.errors if errors else ())
    valid = [column.is_valid().to_numpy(zero_copy_only=False) for column in columns]
    filled = np.flatnonzero(np.logical_or.reduce(valid)) if valid else np.array([], np.int64)
    return max(len(filled) - 1, 0), chunks_of(columns, filled)


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


def chunks_of(columns: Sequence[Any], filled: Any) -> Iterator[Chunk]:
    """The filled rows below the first of them, which contains the names up to the last column with
    one."""
    header = [column[filled[0]].as_py() for column in columns] if len(filled) else []
    names = [(name or "").strip() for name in header]
    while names and not names[-1]:
        names.pop()
    schema = text_schema(names)
    yield Chunk(schema.empty_table())
    at_once = rows_at_once(len(columns))
    for begin in range(1, len(filled), at_once):
        rows = filled[begin : begin + at_once]
        some = [column.take(pa.array(rows)) for column in columns]
        texts = [as_typed(column) for column in some[: len(names)]]
        widths = widths_of(some[len(names) :], len(names))
        yield Chunk(pa.table(texts, schema=schema), widths, (rows + 1).tolist())


def as_typed(column: Any) -> Any:
    """Days and times of day as a person would type them."""
    days = pc.replace_substring_regex(column, AT_MIDNIGHT, r"\1")
    return pc.replace_substring_regex(days, WITHOUT_DAY, r"\1")


def widths_of(beyond: Sequence[Any], width: int) -> tuple[tuple[int, int], ...]:
    """The rows wider than the header, and their widths."""
    found: dict[int, int] = {}
    for place, column in enumerate(beyond, width + 1):
        found |= dict.fromkeys(np.flatnonzero(column.is_valid()).tolist(), place)
    return tuple(sorted(found.items()))
