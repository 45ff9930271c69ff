"""How a file that one process reads comes to another: Arrow record batches, a note beside each."""

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, Any, NamedTuple

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.chunks import Chunk, in_pieces
from estimator.lists.files.contents import contents_of

NOTE = b"note"
PIECE = 1 << 26
"""About the most bytes of a batch; one row may take more."""


class Handed(NamedTuple):
    """A batch, and what is to be known of it beside its rows."""

    batch: pa.RecordBatch
    note: Mapping[str, Any]


def hand_over(stream: IO[bytes], ending: str, out: IO[bytes]) -> None:
    """Writes what a file of some kind holds, or why it is refused."""
    found = handed(stream, ending)
    first = next(found)
    with pa.ipc.new_stream(out, first.batch.schema) as writer:
        for batch, note in chain([first], found):
            writer.write_batch(batch, custom_metadata={NOTE: json.dumps(note).encode()})


def handed(stream: IO[bytes], ending: str) -> Iterator[Handed]:
    """What a file holds, the first batch without rows; the last note tells that this was all, or a
    refusal."""
    schema = pa.schema([])
    try:
        contents = contents_of(stream, ending)
        known: dict[str, Any] = {"rows": contents.rows, "dialect": contents.dialect}
        for chunk in contents.chunks:
            schema = chunk.rows.schema
            for piece in in_pieces(chunk, rows_of_a_piece(chunk.rows)):
                told = {"widths": piece.widths, "lines": lines_told(piece.lines)}
                yield Handed(as_batch(piece.rows), known | told)
                known = {}
        last: dict[str, Any] = {"whole": True}
    except InvalidAnswer as refusal:
        last = {"refused": vars(refusal)}
    yield Handed(as_batch(schema.empty_table()), last)


def rows_of_a_piece(rows: pa.Table) -> int:
    """How many of some rows are handed over at once."""
    pieces = 1 + int(rows.nbytes) // PIECE
    return max(1, len(rows) // pieces)


def as_batch(rows: pa.Table) -> pa.RecordBatch:
    """Rows as one batch."""
    if not len(rows):
        return pa.RecordBatch.from_pylist([], rows.schema)
    (batch,) = rows.combine_chunks().to_batches()
    return batch


def lines_told(lines: Sequence[int]) -> Sequence[int]:
    """All lines; of those without a gap only where they begin and end."""
    return (lines.start, lines.stop) if isinstance(lines, range) else (0, 0, *lines)


def received(
    batches: Iterator[Any],
) -> Generator[tuple[Chunk, Mapping[str, Any]], None, bool]:
    """The chunks handed over, with their notes. Raises the refusal that comes in their place;
    returns whether the file came to its end."""
    for batch, told in batches:
        note = json.loads(told[NOTE])
        if "refused" in note:
            raise InvalidAnswer(**note["refused"])
        if "whole" in note:
            return True
        begin, end, *lines = note["lines"]
        widths = tuple((row, width) for row, width in note["widths"])
        yield Chunk(pa.Table.from_batches([batch]), widths, lines or range(begin, end)), note
    return False
