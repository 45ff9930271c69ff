"""What a file may unpack to on the page: little bytes that say much are refused before they do."""

from io import BytesIO
from zipfile import ZipFile

import pyarrow.parquet as pq

from estimator.advisor.files import ending_of, told_unreadable
from estimator.advisor.parquet_size import Bound, check_footer, check_parquet
from estimator.advisor.workbook import check_size
from estimator.engine.errors import InvalidAnswer

MOST_ROWS = 200_000
"""Rows that the page takes; longer lists are for the command line."""
MOST_UNPACKED = 1 << 28
"""Bytes of a list in memory."""


def check_unpacked(content: bytes, name: str) -> None:
    """Refuses a file that unpacks to more than the page takes, as far as it says so itself."""
    ending = ending_of(name)
    with told_unreadable(name):
        if ending == ".xlsx":
            with ZipFile(BytesIO(content)) as archive:
                check_size(archive, MOST_UNPACKED)
        elif ending == ".parquet":
            check_list(content)


def check_list(content: bytes) -> None:
    """Parquet tells its rows in its footer, and the size of its pages in their heads."""
    stream = BytesIO(content)
    check_footer(stream.getbuffer())
    check_length(pq.read_metadata(stream).num_rows)
    check_parquet(stream, Bound(MOST_ROWS, MOST_UNPACKED, "too_large"))


def check_length(rows: int) -> None:
    """Refuses a list that is longer than the page takes."""
    if rows > MOST_ROWS:
        raise InvalidAnswer("file", given=rows, reason="too_long_here", allowed=(MOST_ROWS,))


def check_bytes(size: int) -> None:
    """Refuses a list that takes more memory than the page gives it."""
    Bound(MOST_ROWS, MOST_UNPACKED, "too_large").check(size)
