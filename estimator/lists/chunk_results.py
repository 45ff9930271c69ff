"""A chunk with its results: the added columns after its own."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from estimator.engine.model.errors import EstimatorError
from estimator.lists.answered import Ground, PricedRows
from estimator.lists.columns.model import ListColumns, contract_columns
from estimator.lists.errors.tally import Tally, on_lines, width_error
from estimator.lists.errors.wrong_rows import numbered_errors
from estimator.lists.files.chunks import Chunk
from estimator.lists.frames import ADDED, added_columns
from estimator.lists.plan_rows import apart_refusal


class Done(NamedTuple):
    """A chunk with its results, how many of its rows have an error, which errors on which lines,
    and what the results are made of."""

    rows: pa.Table
    errors: int
    tally: Tally
    priced: PricedRows


def estimated(chunk: Chunk, ground: Ground) -> Done:
    """The rows with the added columns after their own, in order. A row that isn't as wide as the
    header, or stands apart from its plan, gets an error instead of amounts. Replaces the results of
    an earlier run."""
    rows = chunk.rows.select([name for name in chunk.rows.column_names if name not in ADDED])
    columns = ground.columns if ground.columns.columns else contract_columns(rows.column_names)
    told: dict[int, EstimatorError] = {row: apart_refusal(name) for row, name in chunk.apart}
    told |= {row: width_error(width, chunk.rows.num_columns) for row, width in chunk.widths}
    added = added_columns(frame_of(rows, columns), ground, told=told)
    result = pa.table([*rows.columns, *added.columns], names=[*rows.column_names, *ADDED])
    errors = len(result) - result["error"].null_count
    lines = chunk.lines or range(1, 1 + len(result))
    return Done(result, errors, on_lines(added.errors, lines), added.priced)


def wrong_rows(rows: pa.Table, lines: Sequence[int]) -> pa.Table:
    """The rows of a result that have an error: their own columns, their numbers and why."""
    own = rows.select([name for name in rows.column_names if name not in ADDED])
    return numbered_errors(own, rows["error"], lines)


def frame_of(rows: pa.Table, columns: ListColumns) -> pd.DataFrame:
    """The columns of a chunk that are read, under the names of the contract."""
    found = {meaning: encoded(rows[own]) for meaning, own in columns.sources().items()}
    once = pa.array(np.zeros(len(rows), np.int32))
    for name, answer in columns.everywhere.items():
        found.setdefault(name, pa.DictionaryArray.from_arrays(once, pa.array([answer])))
    table = pa.table(found)
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    return frame


def encoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A dictionary-encoded column, if Arrow can encode its type."""
    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_nested(kind) or pa.types.is_null(kind):
        return column
    return column.dictionary_encode()
