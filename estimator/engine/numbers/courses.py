"""Courses of treatment as numbers.

The rules in this folder are written on whole numbers alone: one course runs them as they
stand, many courses run the same lines compiled (see `machine_code`).
"""

from typing import NamedTuple

from estimator.engine.model.case import (
    FA,
    FIELDS,
    Case,
    Pathology,
    Setting,
    bound,
    intake_billed,
    travel_charged,
)
from estimator.engine.model.fields import UNANSWERED
from estimator.engine.numbers.tables import NOWHERE, Tables

DAYS_A_WEEK = 7
CURRENT, PALLIATIVE = map(list(Pathology).index, (Pathology.CURRENT, Pathology.PALLIATIVE))
FA_PLACES = tuple(map(list(Pathology).index, FA))
HOME = list(Setting).index(Setting.HOME)


class Answers(NamedTuple):
    """A case in numbers, field by field (see `Case`): places in the lists of the contract, days
    since 1970, cents, 0 or 1."""

    pathology: int
    setting: int
    service: int
    bim: int
    conventioned: int
    fee: int
    first_fee: int
    overrun_fee: int
    surcharge: int
    sessions: int
    prior_sessions: int
    start: int
    first_session: int
    per_week: int
    travel: int
    intake: int
    report: int


class Course(NamedTuple):
    """What the rules know of a course. Days since 1970, amounts in cents. `first_fee`: that of the
    first session; `fee` where no other was given."""

    schedule: int
    start: int
    sessions: int
    prior_sessions: int
    first_session: int
    per_week: int
    bim: bool
    conventioned: bool
    bound: bool
    fee_given: bool
    fee: int
    first_fee: int
    overrun_fee: int
    surcharge: int
    travel: bool
    intake: bool
    report: bool


def course_from(given: Answers, tables: Tables) -> Course:
    """A course from its answers; `schedule` is NOWHERE where the nomenclature holds none."""
    bim, conventioned = given.bim == 1, given.conventioned == 1
    current, at_home = given.pathology == CURRENT, given.setting == HOME
    return Course(
        schedule=tables.schedule[given.pathology][given.setting][given.service],
        start=given.start,
        sessions=given.sessions,
        prior_sessions=given.prior_sessions,
        first_session=first_session_of(given),
        per_week=given.per_week,
        bim=bim,
        conventioned=conventioned,
        bound=bound(conventioned, bim, given.pathology == PALLIATIVE),
        fee_given=given.fee != UNANSWERED,
        fee=max(given.fee, 0),
        first_fee=first_fee_of(given),
        overrun_fee=given.overrun_fee,
        surcharge=given.surcharge,
        travel=travel_charged(given.travel, at_home),
        intake=intake_billed(given.intake, current, given.prior_sessions),
        report=given.report == 1,
    )


def first_fee_of(given: Answers) -> int:
    """The fee of the first session; that of the others where no other was given."""
    return max(given.fee, 0) if given.first_fee == UNANSWERED else given.first_fee


def first_session_of(given: Answers) -> int:
    """The day of the very first session; the start where no other is numbers."""
    return given.start if given.first_session == UNANSWERED else given.first_session


def can_be_estimated(given: Answers, course: Course, tables: Tables) -> bool:
    """Whether answers that are fine one by one make a case together."""
    return (
        course.schedule != NOWHERE
        and within_reach(given.start, tables)
        and (course.fee_given or (course.bound and given.first_fee == UNANSWERED))
        and not (given.surcharge > 0 and tables.hospitalised[given.setting])
        and first_session_fits(given)
    )


def first_session_fits(given: Answers) -> bool:
    """Whether the day of the very first session makes sense: see `case.check_first_session`."""
    if given.first_session == UNANSWERED:
        return True
    if given.pathology not in FA_PLACES:
        return False
    return given.first_session == given.start or (
        given.prior_sessions > 0 and given.first_session < given.start
    )


def within_reach(start: int, tables: Tables) -> bool:
    """Whether a course may begin on a day."""
    return tables.first_day <= start <= tables.last_start


def day_of(session: int, course: Course) -> int:
    """The day of session k (from 0): start + floor(7k / per_week) days."""
    return course.start + DAYS_A_WEEK * session // course.per_week


def answers_of(case: Case) -> Answers:
    """A case in numbers."""
    numbers = {name: field.kind.number(getattr(case, name)) for name, field in FIELDS.items()}
    return Answers(**numbers)


def course_of(case: Case, tables: Tables) -> Course:
    """A case in numbers; it must be one that can be priced (see `engine/reach.py`)."""
    return course_from(answers_of(case), tables)
