"""Courses of treatment as numbers.

From here to `notices` the rules are written on whole numbers alone: one course runs them as they
stand, many courses run the same lines compiled (see `compiled`).
"""

from typing import NamedTuple

from estimator.engine.model.case import (
    FA,
    UNANSWERED,
    Case,
    Pathology,
    Service,
    Setting,
    as_number,
    bound,
    intake_billed,
    travel_charged,
)
from estimator.engine.model.money import cents
from estimator.engine.numbers.calendar import day_number
from estimator.engine.numbers.tables import FAR, NOWHERE, Tables

DAYS_A_WEEK = 7
NO_CEILING = FAR
"""An overrun fee that was not given: the ceiling holds."""
PATHOLOGIES, SETTINGS, SERVICES = tuple(Pathology), tuple(Setting), tuple(Service)
CURRENT = PATHOLOGIES.index(Pathology.CURRENT)
PALLIATIVE = PATHOLOGIES.index(Pathology.PALLIATIVE)
FA_PLACES = tuple(PATHOLOGIES.index(pathology) for pathology in FA)
HOME = SETTINGS.index(Setting.HOME)


class Answers(NamedTuple):
    """A case in numbers: places in the lists of the contract, days since 1970, cents, 0 or 1."""

    pathology: int
    setting: int
    service: int
    bim: int
    conventioned: int
    fee: int
    overrun_fee: int
    surcharge: int
    sessions: int
    prior_sessions: int
    start: int
    per_week: int
    travel: int
    intake: int
    report: int
    first_session: int


class Course(NamedTuple):
    """What the rules know of a course. Days since 1970, amounts in cents."""

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
        tables.schedule[given.pathology][given.setting][given.service],
        given.start,
        given.sessions,
        given.prior_sessions,
        first_session_of(given),
        given.per_week,
        bim,
        conventioned,
        bound(conventioned, bim, given.pathology == PALLIATIVE),
        given.fee != UNANSWERED,
        max(given.fee, 0),
        given.overrun_fee,
        given.surcharge,
        travel_charged(given.travel, at_home),
        intake_billed(given.intake, current, given.prior_sessions),
        given.report == 1,
    )


def first_session_of(given: Answers) -> int:
    """The day of the very first session; the start where no other is told."""
    return given.start if given.first_session == UNANSWERED else given.first_session


def can_be_estimated(given: Answers, course: Course, tables: Tables) -> bool:
    """Whether answers that are fine one by one make a case together."""
    return (
        course.schedule != NOWHERE
        and within_reach(given.start, tables)
        and (course.bound or course.fee_given)
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
    return Answers(
        pathology=PATHOLOGIES.index(case.pathology),
        setting=SETTINGS.index(case.setting),
        service=SERVICES.index(case.service),
        bim=case.bim,
        conventioned=case.conventioned,
        fee=UNANSWERED if case.fee is None else cents(case.fee),
        overrun_fee=NO_CEILING if case.overrun_fee is None else cents(case.overrun_fee),
        surcharge=cents(case.surcharge),
        sessions=case.sessions,
        prior_sessions=case.prior_sessions,
        start=day_number(case.start),
        per_week=case.per_week,
        travel=as_number(case.travel),
        intake=as_number(case.intake),
        report=as_number(case.report),
        first_session=UNANSWERED if case.first_session is None else day_number(case.first_session),
    )


def course_of(case: Case, tables: Tables) -> Course:
    """A case in numbers; it must be one that can be priced (see `priced`)."""
    return course_from(answers_of(case), tables)
