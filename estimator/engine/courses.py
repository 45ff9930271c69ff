"""Courses of treatment as numbers: one course, or columns with one row a course."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from estimator.engine.calendar import day_number
from estimator.engine.case import LAST_START, Case
from estimator.engine.columns import Fact, Ints, Number
from estimator.engine.errors import InvalidAnswer
from estimator.engine.money import cents
from estimator.engine.places import Places
from estimator.engine.sheet import Schedule, Sheet

DAYS_A_WEEK = 7
NO_CEILING = 1 << 28
"""An overrun fee that was not given: the ceiling holds."""


@dataclass(frozen=True, slots=True)
class Course:
    """A case in numbers. Days since 1970, amounts in cents."""

    schedule: Number
    start: Number
    sessions: Number
    prior_sessions: Number
    per_week: Number
    bim: Fact
    conventioned: Fact
    bound: Fact
    fee_given: Fact
    fee: Number
    overrun_fee: Number
    surcharge: Number
    travel: Fact
    intake: Fact
    report: Fact

    def rows(self, index: Ints) -> "Course":
        """Some rows of the columns, in the order asked; each column is taken when it is used."""
        return cast(Course, Rows(self, lambda column: column.take(index)))

    def day_of(self, session: Number) -> Number:
        """The day of session k (from 0): start + floor(7k / per_week) days."""
        return self.start + DAYS_A_WEEK * session // self.per_week


class Rows:
    """Some rows of courses: a column is picked the first time that it is asked for."""

    def __init__(self, of: Course, pick: Callable[[Ints], Number], **known: Number) -> None:
        self._of = of
        self._pick = pick
        self.__dict__.update(known)

    def __getattr__(self, name: str) -> Any:
        column = getattr(self._of, name)
        picked = column if isinstance(column, int) else self._picked(column)
        setattr(self, name, picked)
        return picked

    def _picked(self, column: Number) -> Number:
        if isinstance(column, Places):
            return Places(self._pick(column.column), column.among)
        return self._pick(column)

    rows = Course.rows
    day_of = Course.day_of


def course_of(case: Case, sheet: Sheet) -> Course:
    """A case in numbers. Raises `InvalidAnswer` for what the nomenclature doesn't hold."""
    return Course(
        schedule=schedule_of(case, sheet),
        start=day_number(case.start),
        sessions=case.sessions,
        prior_sessions=case.prior_sessions,
        per_week=case.per_week,
        bim=case.bim,
        conventioned=case.conventioned,
        bound=case.bound,
        fee_given=case.fee is not None,
        fee=cents(case.fee or Decimal(0)),
        overrun_fee=NO_CEILING if case.overrun_fee is None else cents(case.overrun_fee),
        surcharge=cents(case.surcharge),
        travel=case.travel_charged,
        intake=case.intake_billed,
        report=case.report_billed,
    )


def schedule_of(case: Case, sheet: Sheet) -> int:
    """The number of a case's schedule. Refuses what the nomenclature doesn't hold, and a start
    outside the days that tariffs are known for."""
    first_day = sheet.book.first_day
    if not first_day <= case.start <= LAST_START:
        allowed: Iterable[object] = (first_day, LAST_START)
        raise InvalidAnswer("start", given=case.start, reason="day", allowed=tuple(allowed))
    known = sheet.by_schedule.number.get(Schedule(case.pathology, case.setting, case.service))
    if known is not None:
        return known
    services = sheet.services_of(case.pathology, case.setting)
    if services:
        raise InvalidAnswer("service", given=case.service, reason="service", allowed=services)
    settings = sheet.settings_of(case.pathology)
    raise InvalidAnswer("setting", given=case.setting, reason="setting", allowed=settings)
