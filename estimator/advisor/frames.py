"""Many cases at once: `estimate_table`, a pure function from a table to a table."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from estimator.advisor.columns_read import ColumnRead, read_column
from estimator.advisor.columns_written import TEXT, euros_column, notices_column
from estimator.advisor.row_errors import error_column
from estimator.engine.answers import READERS, REQUIRED
from estimator.engine.calendar import day_number
from estimator.engine.case import (
    HOSPITALISED,
    LAST_START,
    Pathology,
    Service,
    Setting,
    bound,
    usual_intake,
)
from estimator.engine.columns import Fact, Number, some
from estimator.engine.courses import NO_CEILING, Course
from estimator.engine.lookups import Table
from estimator.engine.many import totals_of
from estimator.engine.money import cents
from estimator.engine.result import Totals
from estimator.engine.sheet import Schedule, Sheet
from estimator.locales import Words

UNKNOWN_SCHEDULE = -1
NO_DAY = date(1970, 1, 1)
PIECE = 1 << 19
"""Rows worked on at a time: memory beyond the table itself is bounded by them."""
ADDED = (*Totals._fields, "notices", "error")
"""The columns that a result adds."""


class Ground(NamedTuple):
    """What every row of a table is estimated on. Without `today` a row needs its own start."""

    sheet: Sheet
    words: Words
    today: date | None = None


def estimate_table(
    frame: pd.DataFrame, sheet: Sheet, words: Words, today: date | None = None
) -> pd.DataFrame:
    """The rows of a table with their totals, notices and error.

    Columns are the names of the contract; missing optional ones take the defaults, others are
    kept as they are. Added columns: the six totals (euros, exact decimals with two places), the
    ids of the notices (text, separated by semicolons) and `error` (a sentence; empty amounts
    beside it). Every row in, every row out, in order. `today` is the start of a course without
    one; without `today` such a row is an error.
    """
    ground = Ground(sheet, words, today)
    begins = range(0, max(len(frame), 1), PIECE)
    asked = frame[[field for field in READERS if field in frame]]
    pieces = [added_columns(asked.iloc[begin : begin + PIECE], ground) for begin in begins]
    result = frame.copy(deep=False)
    for name, *parts in zip(ADDED, *pieces, strict=True):
        column = pa.chunked_array(parts)
        held = column.cast(TEXT) if pa.types.is_dictionary(column.type) else column
        result[name] = pd.arrays.ArrowExtensionArray(held)
    return result


def added_columns(frame: pd.DataFrame, ground: Ground) -> list[Any]:
    """The columns of ADDED for some rows."""
    sheet, words, today = ground
    required = REQUIRED if today else (*REQUIRED, "start")
    read = {field: read_column(frame, field, required=field in required) for field in READERS}
    courses, usable = courses_of(read, sheet, today)
    if not usable.all():
        courses = courses.rows(np.flatnonzero(usable))
    totals = totals_of(courses, sheet)
    return [
        *(euros_column(amount, usable) for amount in totals.amounts),
        notices_column(totals.notices, usable),
        error_column(read, usable, sheet, words, {"start": today} if today else {}),
    ]


def courses_of(
    read: Mapping[str, ColumnRead], sheet: Sheet, today: date | None
) -> tuple[Course, Any]:
    """The rows as courses, and which of them can be estimated at all."""
    pathology, setting = place(read["pathology"], Pathology), place(read["setting"], Setting)
    service, conventioned = place(read["service"], Service), read["conventioned"].column(bool, bool)
    bim, prior = read["bim"].column(bool, bool), read["prior_sessions"].column(or_else(0))
    protected = bound(conventioned, bim, pathology == list(Pathology).index(Pathology.PALLIATIVE))
    first_time = usual_intake(pathology == list(Pathology).index(Pathology.CURRENT), prior)
    size = len(read["sessions"].code)
    courses = Course(
        schedule=np.broadcast_to(schedule_numbers(sheet)(pathology, setting, service), size),
        start=read["start"].column(lambda day: day_number(day or today or NO_DAY)),
        sessions=read["sessions"].column(or_else(1)),
        prior_sessions=prior,
        per_week=read["per_week"].column(or_else(2)),
        bim=bim,
        conventioned=conventioned,
        bound=protected,
        fee_given=read["fee"].column(lambda fee: fee is not None, bool),
        fee=amounts(read["fee"], 0),
        overrun_fee=amounts(read["overrun_fee"], NO_CEILING),
        surcharge=amounts(read["surcharge"], 0),
        travel=answered(read["travel"], setting == list(Setting).index(Setting.HOME)),
        intake=answered(read["intake"], first_time),
        report=answered(read["report"], False),
    )
    return courses, usable(read, courses, setting, sheet)


def or_else(default: int) -> Callable[[int | None], int]:
    """A number as answered, or the default."""
    return lambda value: default if value is None else value


def place(read: ColumnRead, values: type[Pathology] | type[Setting] | type[Service]) -> Number:
    """The place of each answer in its list; the first, which is the default, without one."""
    order = list(values)
    return read.column(lambda value: 0 if value is None else order.index(value), np.intp)


def amounts(read: ColumnRead, default: int) -> Number:
    """Euros as cents."""
    return read.column(lambda value: default if value is None else cents(value))


def answered(read: ColumnRead, usual: Fact) -> Fact:
    """A fact as answered; as is usual where there is no answer."""
    if read.empty:
        return usual
    given = read.column(lambda value: value is not None, bool)
    return np.where(given, read.column(bool, bool), usual)


@lru_cache(maxsize=2)
def schedule_numbers(sheet: Sheet) -> Table:
    """The number of each pathology, setting and service; UNKNOWN_SCHEDULE where there is none."""
    numbers = [
        [
            [
                sheet.by_schedule.number.get(Schedule(what, where, service), UNKNOWN_SCHEDULE)
                for service in Service
            ]
            for where in Setting
        ]
        for what in Pathology
    ]
    return Table(numbers)


def usable(read: Mapping[str, ColumnRead], courses: Course, setting: Number, sheet: Sheet) -> Any:
    """Which rows the single case would accept too: each answer, and all of them together."""
    in_hospital = np.array([where in HOSPITALISED for where in Setting])[setting]
    first_day, last_day = day_number(sheet.book.first_day), day_number(LAST_START)
    fine = (courses.schedule != UNKNOWN_SCHEDULE) & (courses.bound | courses.fee_given)
    fine &= (courses.start >= first_day) & (courses.start <= last_day)
    if some(courses.surcharge > 0):
        fine &= ~(in_hospital & (courses.surcharge > 0))
    for column in read.values():
        if any(column.refused):
            fine &= ~column.is_refused()
    return fine
