"""What a file may unpack to on the page: little bytes that say much are refused before they do."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from estimator.advisor.files import ending_of, told_unreadable
from estimator.advisor.workbook import MEGABYTE, check_size
from estimator.engine.errors import InvalidAnswer

MOST_ROWS = 200_000
"""Rows that the page takes; longer lists are for the command line."""
MOST_UNPACKED = 1 << 28
"""Bytes of a list in memory."""
VALUE_BYTES = 8
PEEK = 1 << 14
BYTES = "BYTE_ARRAY"


def check_unpacked(content: bytes, name: str) -> None:
    """Refuses a file that unpacks to more than the page takes, as far as it says so itself."""
    ending = ending_of(name)
    with told_unreadable(name):
        if ending == ".xlsx":
            with ZipFile(BytesIO(content)) as archive:
                check_size(archive, MOST_UNPACKED)
        elif ending == ".parquet":
            check_parquet(content)


def check_parquet(content: bytes) -> None:
    """Parquet tells its rows, its values and their size in its footer; what a dictionary stands
    for is counted without writing it out."""
    file = pq.ParquetFile(BytesIO(content))
    check_length(file.metadata.num_rows)
    groups = [file.metadata.row_group(n) for n in range(file.metadata.num_row_groups)]
    parts = [group.column(n) for group in groups for n in range(group.num_columns)]
    check_bytes(sum(part.total_uncompressed_size for part in parts))
    check_bytes(sum(part.num_values for part in parts) * VALUE_BYTES)
    check_bytes(written_out(content, texts_in(parts)))


def texts_in(parts: Iterable[Any]) -> list[str]:
    """The columns whose values may be of any length."""
    return sorted({part.path_in_schema for part in parts if part.physical_type == BYTES})


def written_out(content: bytes, texts: list[str]) -> int:
    """Bytes of some columns when each value is written out."""
    if not texts:
        return 0
    file = pq.ParquetFile(BytesIO(content), read_dictionary=texts)
    found = 0
    for batch in file.iter_batches(PEEK, columns=texts, use_threads=False):
        found += sum(bytes_of(column) for column in batch.columns)
        check_bytes(found)
    return found


def bytes_of(column: Any) -> int:
    """Bytes of a column when each value is written out, those within lists and records too."""
    if pa.types.is_nested(column.type):
        inner = column.flatten()
        parts = inner if isinstance(inner, list) else [inner]
        return sum(bytes_of(part) for part in parts)
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary)
    return int(pc.sum(pc.take(lengths, column.indices)).as_py() or 0)


def check_length(rows: int) -> None:
    """Refuses a list that is longer than the page takes."""
    if rows > MOST_ROWS:
        raise InvalidAnswer("file", given=rows, reason="too_long_here", allowed=(MOST_ROWS,))


def check_bytes(size: int) -> None:
    """Refuses a list that takes more memory than the page gives it."""
    if size > MOST_UNPACKED:
        given, allowed = size // MEGABYTE, MOST_UNPACKED // MEGABYTE
        raise InvalidAnswer("file", given=given, reason="too_large", allowed=(allowed,))
