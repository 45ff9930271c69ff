"""The content of a list by its kind: text, Parquet, a workbook.

Does not limit time and memory; `child` does.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import IO, NamedTuple

import pyarrow.parquet as pq

from estimator.engine.model.case import REQUIRED
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.column_format import ColumnFormat
from estimator.lists.files.csv_read import Dialect, read_csv
from estimator.lists.files.parquet import read_parquet
from estimator.lists.layout.asked import Asked
from estimator.lists.layout.kinds import ANNOUNCED, PARQUET, TEXT, check_kind

NO_FORMATS: Mapping[str, ColumnFormat] = MappingProxyType({})


class Contents(NamedTuple):
    """A file being read: its rows, with a first chunk without any; their number, if the format
    includes it; the dialect of a text; how the columns of an Excel sheet look; the name of the
    sheet."""

    chunks: Iterator[Chunk]
    rows: int | None = None
    dialect: Dialect = Dialect()
    formats: Mapping[str, ColumnFormat] = NO_FORMATS
    sheet: str = ""


def contents_of(stream: IO[bytes], ending: str, asked: Asked) -> Contents:
    """The rows of a file in chunks. Refuses a file that holds no table, or a table without rows;
    raises any error of the format's reader if the file is damaged."""
    check_kind(stream, ending)
    kind = ANNOUNCED[ending]
    if kind == PARQUET:
        file = pq.ParquetFile(stream)
        # One file of a set may well be without rows.
        return Contents(read_parquet(file), file.metadata.num_rows)
    found = text_contents(stream, asked) if kind == TEXT else sheet_contents(stream, asked)
    header = next(found.chunks)
    first = next(found.chunks, None)
    if first is None:
        raise InvalidAnswer("file", given="", reason="no_rows")
    return found._replace(chunks=chain([header, first], found.chunks))


def text_contents(stream: IO[bytes], asked: Asked) -> Contents:
    """The rows of a text."""
    dialect, chunks = read_csv(stream, asked)
    return Contents(chunks, dialect=dialect)


def sheet_contents(stream: IO[bytes], asked: Asked) -> Contents:
    """The rows of a sheet."""
    from estimator.lists.files.excel_read import read_excel  # slow to import

    sheet = read_excel(stream, asked)
    return Contents(sheet.chunks, sheet.rows, formats=sheet.formats, sheet=sheet.name)


def check_columns(names: Sequence[str]) -> None:
    """Refuses a list that lacks a column it needs."""
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        given = ", ".join(missing)
        raise InvalidAnswer("columns", given=given, reason="columns_missing", allowed=REQUIRED)


def with_columns(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The chunks of a list that has the columns it needs."""
    first = next(chunks)
    check_columns(first.rows.column_names)
    return chain([first], chunks)
