"""What an uploaded Parquet file takes in memory, found out before it does.

What must fit: the pages of all columns that are unpacked at the same time, and so many rows as are
held at a time, written out.
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import chain
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from estimator.advisor.parquet_pages import DICTIONARY, Bytes, Page, bounded, pages_of
from estimator.advisor.workbook import MEGABYTE
from estimator.engine.errors import InvalidAnswer

MOST_FOOTER = 1 << 25
MOST_PAGES = 1 << 18
FOOTER_END = 8
PEEK = 1 << 14
VALUE_BYTES, OFFSET_BYTES = 8, 4
TEXT, FIXED = "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"
#: Encodings in which a value points into the dictionary.
CODED = frozenset({2, 8})
#: Texts told as differences: DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY. A few bytes can stand for
#: gigabytes of them, and no head tells.
UNTOLD = frozenset({6, 7})


class Bound(NamedTuple):
    """So many rows as are held at a time, the bytes they may take, and the refusal of more."""

    rows: int
    most: int
    reason: str

    def check(self, size: int) -> None:
        """Refuses what takes more."""
        if size > self.most:
            given, allowed = size // MEGABYTE, (self.most // MEGABYTE,)
            raise InvalidAnswer("file", given=given, reason=self.reason, allowed=allowed)


class Column(NamedTuple):
    """A column through all row groups."""

    path: str
    kind: str
    width: int
    repeated: bool
    pages: Sequence[Page]

    @property
    def dictionary(self) -> int:
        """Bytes of its largest dictionary, and so of the longest text that stands for a code."""
        return max((page.size for page in self.pages if page.kind == DICTIONARY), default=0)

    @property
    def unpacked(self) -> int:
        """Bytes of what is unpacked of it at the same time."""
        return self.dictionary + max((page.size for page in self.pages), default=0)

    def written_out(self, rows: int, text: int) -> int:
        """The most bytes that so many rows of it take in a row, a text of a code that many. Rows
        that hold several values may hold all of them."""
        size = values = most = first = 0
        data = [page for page in self.pages if page.kind != DICTIONARY]
        for last, page in enumerate(data):
            size, values = size + self.weight(page, rows, text), values + page.values
            while first < last and not self.repeated:
                inner = values - data[first].values - page.values
                if inner + 2 <= rows:
                    break
                size -= self.weight(data[first], rows, text)
                values -= data[first].values
                first += 1
            most = max(most, size)
        return most

    def weight(self, page: Page, rows: int, text: int) -> int:
        """The most bytes of a page that are written out for so many rows."""
        values = page.values if self.repeated else min(page.values, rows)
        if self.kind != TEXT:
            return values * max(self.width, VALUE_BYTES)
        own = values * text if page.encoding in CODED else page.size
        return own + values * OFFSET_BYTES


def check_parquet(stream: BytesIO, bound: Bound) -> None:
    """Refuses a file that takes more memory than it gets."""
    content = stream.getbuffer()
    check_footer(content)
    file = pq.ParquetFile(stream)
    columns = columns_of(content, file.metadata)
    if any(page.encoding in UNTOLD for column in columns for page in column.pages):
        raise InvalidAnswer("file", given="", reason="parquet_texts")
    bound.check(sum(column.unpacked for column in columns))
    bound.check(sum(column.written_out(bound.rows, 0) for column in columns))
    # Most dictionaries are small: only where their texts could be too many, they are looked at.
    heavy = [
        column.path
        for column in columns
        if column.written_out(bound.rows, column.dictionary) * len(columns) > bound.most
    ]
    check_texts(stream, [path for path in heavy if path in texts_among(columns)], bound)
    stream.seek(0)


def check_footer(content: Bytes) -> None:
    """Refuses a file that describes itself at far greater length than any list needs."""
    end = len(content) - FOOTER_END
    bounded(end, len(content))
    length = sum(content[end + n] << (8 * n) for n in range(4))
    bounded(length, MOST_FOOTER)


def columns_of(content: Bytes, metadata: Any) -> list[Column]:
    """The columns with their pages."""
    groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
    found, left = [], MOST_PAGES
    for n in range(metadata.num_columns):
        pages: list[Page] = []
        for page in chain.from_iterable(pages_of(content, group.column(n)) for group in groups):
            pages.append(page)
            bounded(len(pages), left)
        left -= len(pages)
        known = metadata.schema.column(n)
        width = known.length if known.physical_type == FIXED else VALUE_BYTES
        repeated = known.max_repetition_level > 0
        found.append(Column(known.path, known.physical_type, width, repeated, pages))
    return found


def texts_among(columns: Sequence[Column]) -> set[str]:
    """The columns whose values may be of any length."""
    return {column.path for column in columns if column.kind == TEXT}


def check_texts(stream: BytesIO, paths: Sequence[str], bound: Bound) -> None:
    """Counts what some columns take without writing it out: codes stay codes."""
    if not paths:
        return
    file = pq.ParquetFile(stream, read_dictionary=paths)
    size = rows = 0
    for batch in file.iter_batches(min(PEEK, bound.rows), columns=paths, use_threads=False):
        size += sum(bytes_of(column) for column in batch.columns)
        bound.check(size)
        rows += len(batch)
        if rows >= bound.rows:
            size = rows = 0


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
