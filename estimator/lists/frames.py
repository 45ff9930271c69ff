"""Many cases at once: `estimate_table`, a pure function from a table to a table."""

import os
from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import EstimatorError
from estimator.engine.model.result import RANGE, Totals
from estimator.engine.numbers.batch import SHARE, Each
from estimator.engine.numbers.tables import Sheet
from estimator.lists.answered import Ground, PricedRows, answered, priced
from estimator.lists.errors.sentences import row_sentence
from estimator.lists.errors.tally import Tally
from estimator.lists.first_look.frame_columns import under_contract
from estimator.lists.plan_rows import (
    COLUMNS,
    PLAN,
    Run,
    apart_refusal,
    names_in,
    rows_apart,
    runs_in,
)
from estimator.lists.row_errors import errors_of
from estimator.lists.values.columns_written import TEXT, euros_column, notices_column, overlaid
from estimator.locales import Words

PIECE = 1 << 20
"""Rows worked on at a time: memory beyond the table itself is bounded by them."""
ADDED = (*Totals._fields, *RANGE, "notices", "error")
"""The columns that a result adds."""
NOTHING: Mapping[int, EstimatorError] = MappingProxyType({})


class Added(NamedTuple):
    """The columns of ADDED for some rows, the errors among them, and what they are made of."""

    columns: list[Any]
    errors: Tally
    priced: PricedRows


def estimate_table(
    frame: pd.DataFrame, sheet: Sheet, words: Words, today: date | None = None, threads: int = 1
) -> pd.DataFrame:
    """The rows of a table with their totals, notices and error.

    Columns are the names of the contract; missing optional ones take the defaults, others are
    kept as they are. Rows that follow each other with the same `plan` are priced together
    (docs/lists.md). Added columns: the six totals (euros, exact decimals with two places), the
    least and the most that may be left to pay while the value of a rule isn't known (else twice
    the same), the ids of the notices (text, separated by semicolons) and `error` (a sentence; empty
    amounts beside it). Every row in, every row out, in order. `today` is the start of a course
    without one; without `today` such a row is an error. The rows are shared out among the threads.
    """
    return estimate_on(frame, Ground(sheet, words, today), threads)


def estimate_on(frame: pd.DataFrame, ground: Ground, threads: int = 1) -> pd.DataFrame:
    """The same for a table whose columns mean what the ground says."""
    own = ground.columns.columns
    asked = under_contract(frame, ground.columns) if own else frame[columns_asked(frame)]
    runs = runs_in(names_in(asked, PLAN)) if PLAN in asked else []
    apart = {row: apart_refusal(it) for row, it in rows_apart(runs, set()).items()}
    result = frame.copy(deep=False)
    with ThreadPoolExecutor(threads) as pool:
        pieces = [
            added_columns(
                asked.iloc[begin:end],
                ground,
                pool.map,
                {row - begin: told for row, told in apart.items() if begin <= row < end},
            ).columns
            for begin, end in pairwise(cuts(len(frame), runs))
        ]
        for name, *parts in zip(ADDED, *pieces, strict=True):
            result[name] = pd.arrays.ArrowExtensionArray(held(parts, pool.map))
    return result


def columns_asked(names: Container[str]) -> list[str]:
    """The columns of a table that are read."""
    return [name for name in (*FIELDS, *(COLUMNS if PLAN in names else ())) if name in names]


def cuts(length: int, runs: Sequence[Run]) -> list[int]:
    """The bounds of the rows that are worked on at a time; none within a plan."""
    found = {0, max(length, 1)}
    for place in range(PIECE, length, PIECE):
        run = runs[bisect_right(runs, place, key=lambda it: it.rows.start) - 1] if runs else None
        found.add(run.rows.start if run and run.name is not None else place)
    return sorted(found)


def held(parts: Sequence[Any], each: Each) -> Any:
    """The parts of a column as one; texts written out, which are held once each so far."""
    column = pa.chunked_array(parts)
    if not pa.types.is_dictionary(column.type):
        return column
    slices = [part[n : n + SHARE] for part in parts for n in range(0, max(len(part), 1), SHARE)]
    return pa.chunked_array(list(each(lambda part: part.cast(TEXT), slices)))


def added_columns(
    frame: pd.DataFrame,
    ground: Ground,
    each: Each = map,
    told: Mapping[int, EstimatorError] = NOTHING,
) -> Added:
    """The columns of ADDED for some rows. `each` is `map`, or that of a pool of threads; `told` has
    the errors of rows that are known beforehand."""
    rows = priced(answered(frame, ground, each), ground.sheet, each, told)
    read, start, totals = rows.answered.read, rows.answered.start, rows.totals
    alone = {**rows.planned.refused, **told}
    errors = errors_of(read, totals.complete, ground.sheet, start, alone)
    added = [
        *(euros_column(cents, totals.complete) for cents in (*totals.amounts, *totals.patient)),
        overlaid(notices_column(totals.notices, totals.complete), rows.planned.notices),
        errors.texts(partial(row_sentence, ground.words, ground.columns.sources())),
    ]
    return Added(added, errors.tally(), rows)


def cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
