"""Passes a file from the process that reads it to another: Arrow record batches with notes."""

import json
from collections.abc import Generator, Iterator, Mapping
from itertools import chain
from typing import IO, Any

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.chunks import Chunk, in_pieces
from estimator.lists.files.column_format import ColumnFormat, ColumnKind
from estimator.lists.files.contents import Contents, contents_of
from estimator.lists.files.csv_read import Dialect
from estimator.lists.layout.asked import USUALLY, Asked

NOTE = b"note"
BATCH_BYTES = 1 << 26
"""Approximate bytes of a batch; a single row may take more."""


#: A batch and the note that goes with it.
Handed = tuple[pa.RecordBatch, Mapping[str, Any]]


def hand_over(stream: IO[bytes], ending: str, out: IO[bytes], asked: Asked = USUALLY) -> None:
    """Writes the content of a file, or why it is refused."""
    found = handed(stream, ending, asked)
    first = next(found)
    with pa.ipc.new_stream(out, first[0].schema) as writer:
        for batch, note in chain([first], found):
            writer.write_batch(batch, custom_metadata={NOTE: json.dumps(note).encode()})


def handed(stream: IO[bytes], ending: str, asked: Asked) -> Iterator[Handed]:
    """The content of a file: a batch without rows, the rows, a note with the end or a refusal."""
    schema = pa.schema([])
    try:
        contents = contents_of(stream, ending, asked)
        known = facts_of(contents)
        for chunk in contents.chunks:
            schema = chunk.rows.schema
            pieces = 1 + int(chunk.rows.nbytes) // BATCH_BYTES
            for piece in in_pieces(chunk, max(1, len(chunk.rows) // pieces)):
                lines = piece.lines
                # Of lines without a gap only the ends.
                numbers = (lines.start, lines.stop) if isinstance(lines, range) else (0, 0, *lines)
                note = {"widths": piece.widths, "lines": numbers}
                yield as_batch(piece.rows), known | note
                known = {}
        last: dict[str, Any] = {"whole": True}
    except InvalidAnswer as refusal:
        last = {"refused": vars(refusal)}
    yield as_batch(schema.empty_table()), last


def facts_of(contents: Contents) -> dict[str, Any]:
    """What is known of a file before its rows."""
    facts = contents._asdict()
    del facts["chunks"]
    return facts | {"formats": dict(contents.formats)}


def contents_from(facts: Mapping[str, Any], chunks: Iterator[Chunk]) -> Contents:
    """What was handed over, with its rows."""
    formats = {
        name: ColumnFormat(ColumnKind(kind), shown, width)
        for name, (kind, shown, width) in facts["formats"].items()
    }
    return Contents(chunks, facts["rows"], Dialect(*facts["dialect"]), formats, facts["sheet"])


def as_batch(rows: pa.Table) -> pa.RecordBatch:
    """Rows as one batch."""
    if not len(rows):
        return pa.RecordBatch.from_pylist([], rows.schema)
    (batch,) = rows.combine_chunks().to_batches()
    return batch


def received(
    batches: Iterator[Any],
) -> Generator[tuple[Chunk, Mapping[str, Any]], None, bool]:
    """The chunks with their notes, then whether the file is complete. Raises a received refusal."""
    for batch, metadata in batches:
        note = json.loads(metadata[NOTE])
        if "refused" in note:
            raise InvalidAnswer(**note["refused"])
        if "whole" in note:
            return True
        begin, end, *lines = note["lines"]
        widths = tuple((row, width) for row, width in note["widths"])
        yield Chunk(pa.Table.from_batches([batch]), widths, lines or range(begin, end)), note
    return False
