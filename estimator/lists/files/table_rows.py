"""Chunks of a file as chunks of its table."""

from typing import Any

import numpy as np
import pyarrow as pa

from estimator.lists.files.chunks import Chunk
from estimator.lists.layout.table import Layout, no_rows_in, text_schema


def no_chunk(layout: Layout) -> Chunk:
    """A table without rows."""
    return Chunk(text_schema(layout.names).empty_table())


def only_rows(chunk: Chunk, layout: Layout) -> Chunk:
    """The rows of a chunk that has the columns of a table, under their names."""
    named = chunk._replace(rows=chunk.rows.rename_columns(list(layout.names)))
    dropped = no_rows_in(named.rows, layout)
    return without(named, dropped) if dropped.any() else named


def without(chunk: Chunk, dropped: Any) -> Chunk:
    """The other rows of a chunk."""
    kept = np.flatnonzero(~dropped)
    place_of = {row: place for place, row in enumerate(kept.tolist())}
    return Chunk(
        chunk.rows.take(pa.array(kept)),
        tuple((place_of[row], width) for row, width in chunk.widths if row in place_of),
        [chunk.lines[row] for row in place_of],
    )
