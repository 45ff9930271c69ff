"""A chunk with its results: the added columns after its own."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from estimator.engine.model.case import FIELDS
from estimator.lists.files.chunks import Chunk
from estimator.lists.frames import ADDED, Ground, added_columns


class Done(NamedTuple):
    """A chunk with its results, and how many of its rows have an error."""

    rows: pa.Table
    errors: int


def estimated(chunk: Chunk, ground: Ground) -> Done:
    """The rows with the added columns after their own, in order. A row that isn't as wide as the
    header gets an error instead of amounts. Replaces the results of an earlier run."""
    rows = chunk.rows.select([name for name in chunk.rows.column_names if name not in ADDED])
    fields = [field for field in FIELDS if field in rows.column_names]
    frame = pa.table([encoded(rows[field]) for field in fields], names=fields)
    added = added_columns(frame.to_pandas(date_as_object=False), ground)
    if chunk.widths:
        allowed = chunk.rows.num_columns
        errors: dict[int, str | None] = {
            row: ground.words("list.row_width", given=width, allowed=allowed)
            for row, width in chunk.widths
        }
        no_amounts = [replaced(column, dict.fromkeys(errors)) for column in added[:-1]]
        added = [*no_amounts, replaced(added[-1], errors)]
    result = pa.table([*rows.columns, *added], names=[*rows.column_names, *ADDED])
    return Done(result, len(result) - result["error"].null_count)


def encoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A dictionary-encoded column, if Arrow can encode its type."""
    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_nested(kind) or pa.types.is_null(kind):
        return column
    return column.dictionary_encode()


def replaced(column: Any, values: Mapping[int, str | None]) -> Any:
    """A column with the values of some rows replaced."""
    cells = column.to_pylist()
    for row, value in values.items():
        cells[row] = value
    return pa.array(cells, type=column.type)
