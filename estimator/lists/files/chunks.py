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
    line numbers of the rows, `apart` the plans of rows that don't follow the others of theirs."""

    rows: pa.Table
    widths: tuple[tuple[int, int], ...] = ()
    lines: Sequence[int] = ()
    apart: tuple[tuple[int, str], ...] = ()


def rows_at_once(columns: int) -> int:
    """How many rows with that many columns to hold at a time."""
    return max(1, min(CHUNK, MOST_CELLS // max(1, columns)))


def in_pieces(chunk: Chunk, rows: int) -> Iterator[Chunk]:
    """A chunk in pieces of `rows` rows; one without rows stays one piece."""
    for begin in range(0, max(len(chunk.rows), 1), rows):
        yield piece_of(chunk, begin, begin + rows)


def piece_of(chunk: Chunk, begin: int, end: int) -> Chunk:
    """The rows of a chunk from one place up to another."""
    return Chunk(
        chunk.rows.slice(begin, end - begin),
        tuple((n - begin, w) for n, w in chunk.widths if begin <= n < end),
        chunk.lines[begin:end],
    )


def joined(first: Chunk, second: Chunk) -> Chunk:
    """Two chunks as one."""
    before = len(first.rows)
    return Chunk(
        pa.concat_tables([first.rows, second.rows]),
        (*first.widths, *((before + n, width) for n, width in second.widths)),
        [*first.lines, *second.lines],
    )
