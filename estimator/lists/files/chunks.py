"""A bounded number of rows of a file, with the rows that aren't as wide as the header.

Read in a process that is to start at once: nothing heavy is imported here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

CHUNK = 1 << 18
"""Rows held at a time."""
MOST_CELLS = 1 << 24
"""Cells held at a time: a wide list is read in fewer rows."""


class Chunk(NamedTuple):
    """Some rows as they stand in a file. `widths` tells which rows have how many cells, where it
    isn't as many as the header has; `lines` on which line of the file each row begins."""

    rows: pa.Table
    widths: tuple[tuple[int, int], ...] = ()
    lines: Sequence[int] = ()


def rows_at_once(columns: int) -> int:
    """How many rows of so many columns are held at a time."""
    return max(1, min(CHUNK, MOST_CELLS // max(1, columns)))


def in_pieces(chunk: Chunk, rows: int) -> Iterator[Chunk]:
    """A chunk in pieces of so many rows, the rows of another width with theirs; one without any
    rows stays one piece."""
    for begin in range(0, max(len(chunk.rows), 1), rows):
        yield Chunk(
            chunk.rows.slice(begin, rows),
            tuple((n - begin, w) for n, w in chunk.widths if begin <= n < begin + rows),
            chunk.lines[begin : begin + rows],
        )
