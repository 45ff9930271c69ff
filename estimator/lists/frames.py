"""Many cases at once: `estimate_table`, a pure function from a table to a table."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from estimator.engine.answers import READERS, REQUIRED
from estimator.engine.model.case import UNANSWERED, as_number
from estimator.engine.model.money import cents
from estimator.engine.model.result import RANGE, Totals
from estimator.engine.numbers.batch import SHARE, Column, Each, totals_of
from estimator.engine.numbers.calendar import day_number
from estimator.engine.numbers.courses import NO_CEILING, PATHOLOGIES, SERVICES, SETTINGS, Answers
from estimator.engine.numbers.tables import Sheet
from estimator.lists.columns_read import ColumnRead, read_column
from estimator.lists.columns_written import TEXT, euros_column, notices_column
from estimator.lists.row_errors import error_column
from estimator.locales import Words

NO_DAY = date(1970, 1, 1)
PIECE = 1 << 20
"""Rows worked on at a time: memory beyond the table itself is bounded by them."""
ADDED = (*Totals._fields, *RANGE, "notices", "error")
"""The columns that a result adds."""


class Ground(NamedTuple):
    """What every row of a table is estimated on. Without `today` a row needs its own start."""

    sheet: Sheet
    words: Words
    today: date | None = None


def estimate_table(
    frame: pd.DataFrame, sheet: Sheet, words: Words, today: date | None = None, threads: int = 1
) -> pd.DataFrame:
    """The rows of a table with their totals, notices and error.

    Columns are the names of the contract; missing optional ones take the defaults, others are
    kept as they are. Added columns: the six totals (euros, exact decimals with two places), the
    least and the most that may be left to pay while the value of a rule isn't known (else twice
    the same), the ids of the notices (text, separated by semicolons) and `error` (a sentence; empty
    amounts beside it). Every row in, every row out, in order. `today` is the start of a course
    without one; without `today` such a row is an error. The rows are shared out among the threads.
    """
    ground = Ground(sheet, words, today)
    begins = range(0, max(len(frame), 1), PIECE)
    asked = frame[[field for field in READERS if field in frame]]
    result = frame.copy(deep=False)
    with ThreadPoolExecutor(threads) as pool:
        pieces = [added_columns(asked.iloc[n : n + PIECE], ground, pool.map) for n in begins]
        for name, *parts in zip(ADDED, *pieces, strict=True):
            result[name] = pd.arrays.ArrowExtensionArray(held(parts, pool.map))
    return result


def held(parts: Sequence[Any], each: Each) -> Any:
    """The parts of a column as one; texts written out, which are held once each so far."""
    column = pa.chunked_array(parts)
    if not pa.types.is_dictionary(column.type):
        return column
    slices = [part[n : n + SHARE] for part in parts for n in range(0, max(len(part), 1), SHARE)]
    return pa.chunked_array(list(each(lambda part: part.cast(TEXT), slices)))


def added_columns(frame: pd.DataFrame, ground: Ground, each: Each = map) -> list[Any]:
    """The columns of ADDED for some rows. `each` is `map`, or that of a pool of threads."""
    sheet, words, today = ground
    required = REQUIRED if today else (*REQUIRED, "start")

    def read_field(field: str) -> ColumnRead:
        return read_column(frame, field, required=field in required)

    read = dict(zip(READERS, each(read_field, READERS), strict=True))
    totals = totals_of(in_numbers(read, today), len(frame), sheet, each)
    return [
        *(euros_column(cents, totals.complete) for cents in (*totals.amounts, *totals.patient)),
        notices_column(totals.notices, totals.complete),
        error_column(read, totals.complete, sheet, words, {"start": today} if today else {}),
    ]


def in_numbers(read: Mapping[str, ColumnRead], today: date | None) -> list[Column]:
    """The answers as the rules read them, a column for each field of `Answers`."""
    told: Mapping[str, Callable[[Any], int]] = {
        "pathology": place_in(PATHOLOGIES),
        "setting": place_in(SETTINGS),
        "service": place_in(SERVICES),
        "bim": as_number,
        "conventioned": as_number,
        "fee": in_cents(UNANSWERED),
        "overrun_fee": in_cents(NO_CEILING),
        "surcharge": in_cents(0),
        "sessions": or_else(1),
        "prior_sessions": or_else(0),
        "start": lambda day: day_number(day or today or NO_DAY),
        "per_week": or_else(2),
        "travel": as_number,
        "intake": as_number,
        "report": as_number,
        "first_session": lambda day: UNANSWERED if day is None else day_number(day),
    }
    return [read[field].numbers(told[field]) for field in Answers._fields]


def or_else(default: int) -> Callable[[int | None], int]:
    """A number as answered, or the default."""
    return lambda value: default if value is None else value


def place_in(values: Sequence[StrEnum]) -> Callable[[StrEnum | None], int]:
    """The place of an answer in its list; the first, which is the default, without one."""
    return lambda value: 0 if value is None else values.index(value)


def in_cents(default: int) -> Callable[[Any], int]:
    """Euros as cents, or the default."""
    return lambda value: default if value is None else cents(value)


def cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
