"""A chunk with its results: the added columns after its own."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from estimator.engine.model.case import FIELDS
from estimator.lists.files.chunks import Chunk
from estimator.lists.frames import ADDED, Ground, added_columns


class Done(NamedTuple):
    """A chunk with its results, and how many of its rows couldn't be estimated."""

    rows: pa.Table
    errors: int


def estimated(chunk: Chunk, ground: Ground) -> Done:
    """The rows with the added columns after their own, in order."""
    kept = own_columns(chunk.rows)
    asked = [field for field in FIELDS if field in kept.column_names]
    coded = [encoded(kept[field]) for field in asked]
    frame = pa.table(coded, names=asked).to_pandas(date_as_object=False)
    added = added_columns(frame, ground)
    if chunk.widths:
        *results, errors = added
        none: dict[int, str | None] = dict.fromkeys(row for row, _ in chunk.widths)
        added = [*(replaced(column, none) for column in results)]
        added.append(replaced(errors, width_errors(chunk, ground)))
    result = pa.table([*kept.columns, *added], names=[*kept.column_names, *ADDED])
    return Done(result, len(result) - result["error"].null_count)


def own_columns(rows: pa.Table) -> pa.Table:
    """Without the results of an earlier run."""
    return rows.select([name for name in rows.column_names if name not in ADDED])


def encoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Different values once each, where Arrow can tell them apart."""
    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_nested(kind) or pa.types.is_null(kind):
        return column
    return column.dictionary_encode()


def width_errors(chunk: Chunk, ground: Ground) -> dict[int, str | None]:
    """A sentence for each row that isn't as wide as the header."""
    allowed = chunk.rows.num_columns
    return {
        row: ground.words("list.row_width", given=width, allowed=allowed)
        for row, width in chunk.widths
    }


def replaced(column: Any, values: Mapping[int, str | None]) -> Any:
    """A column with the values of some rows replaced."""
    cells = column.to_pylist()
    for row, value in values.items():
        cells[row] = value
    return pa.array(cells, type=column.type)
