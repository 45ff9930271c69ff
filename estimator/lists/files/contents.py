"""The content of a list by its format: CSV, Parquet, Excel; checks the columns first.

Does not limit time and memory; `child` does.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import IO, NamedTuple

import pyarrow.parquet as pq

from estimator.engine.model.case import REQUIRED
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.csv_read import Dialect, dialect_of, read_csv
from estimator.lists.files.parquet import read_parquet

MOST_COLUMNS = 1_000


class Contents(NamedTuple):
    """A file being read: its rows, with a first chunk without any; their number, if the format
    includes it; the dialect of a CSV file."""

    chunks: Iterator[Chunk]
    rows: int | None = None
    dialect: Dialect = Dialect()


def contents_of(stream: IO[bytes], ending: str) -> Contents:
    """The rows of a file in chunks. Refuses columns that make no list; raises any error of the
    format's reader if the file does not match its ending."""
    found = unchecked(stream, ending)
    first = next(found.chunks)
    check_columns(first.rows.column_names)
    return found._replace(chunks=chain([first], found.chunks))


def unchecked(stream: IO[bytes], ending: str) -> Contents:
    """The same for any columns."""
    if ending == ".csv":
        dialect = dialect_of(stream)
        return Contents(read_csv(stream, dialect), dialect=dialect)
    if ending == ".parquet":
        file = pq.ParquetFile(stream)
        return Contents(read_parquet(file), file.metadata.num_rows)
    from estimator.lists.files.excel_read import read_excel  # slow to import

    rows, chunks = read_excel(stream)
    return Contents(chunks, rows)


def check_columns(names: list[str]) -> None:
    """Refuses a list with a missing, repeated or unnamed column, or with too many."""
    if len(names) > MOST_COLUMNS:
        allowed = (MOST_COLUMNS,)
        raise InvalidAnswer("columns", given=len(names), reason="columns_many", allowed=allowed)
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        reason = "columns_twice" if any(twice) else "columns_unnamed"
        raise InvalidAnswer("columns", given=", ".join(filter(None, twice)), reason=reason)
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        given = ", ".join(missing)
        raise InvalidAnswer("columns", given=given, reason="columns_missing", allowed=REQUIRED)
