"""A bounded number of rows of a file. Imports nothing slow, as a child process needs it at once."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

CHUNK = 1 << 18
"""Rows held at a time."""
MOST_CELLS = 1 << 24
"""Cells held at a time: a wide list is read in fewer rows."""


class Chunk(NamedTuple):
    """Some rows of a file: `widths` are the widths of rows that differ from the header, `lines` the
    line numbers of the rows."""

    rows: pa.Table
    widths: tuple[tuple[int, int], ...] = ()
    lines: Sequence[int] = ()


def rows_at_once(columns: int) -> int:
    """How many rows with that many columns to hold at a time."""
    return max(1, min(CHUNK, MOST_CELLS // max(1, columns)))


def in_pieces(chunk: Chunk, rows: int) -> Iterator[Chunk]:
    """A chunk in pieces of `rows` rows; one without rows stays one piece."""
    for begin in range(0, max(len(chunk.rows), 1), rows):
        yield Chunk(
            chunk.rows.slice(begin, rows),
            tuple((n - begin, w) for n, w in chunk.widths if begin <= n < begin + rows),
            chunk.lines[begin : begin + rows],
        )
