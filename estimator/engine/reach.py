"""Refuses a case without a price: out of reach, not in the nomenclature, or past its limits."""

from operator import attrgetter

from estimator.engine.model.case import Case
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.numbers.courses import Course, course_of
from estimator.engine.numbers.sessions import SESSION_ORDER, plan_of, runs_of
from estimator.engine.numbers.tables import Sheet


def check_priced(case: Case, sheet: Sheet) -> Course:
    """The course of a case that has a price. Raises `InvalidAnswer` for any other case."""
    check_start(case, sheet)
    check_schedule(case, sheet)
    course = course_of(case, sheet.tables)
    if sheet.tables.counting[course.schedule].ends:
        check_limit(case, course, sheet)
    return course


def check_start(case: Case, sheet: Sheet) -> None:
    """Refuses a first day before the first tariff, or too far past the last known one."""
    reach = sheet.book.first_day, sheet.book.last_start
    if not reach[0] <= case.start <= reach[1]:
        raise InvalidAnswer("start", given=case.start, reason="day", allowed=reach)


def check_schedule(case: Case, sheet: Sheet) -> None:
    """Refuses a setting or service that the nomenclature doesn't hold."""
    services = sheet.services_of(case.pathology, case.setting)
    if case.service in services:
        return
    if services:
        raise InvalidAnswer("service", given=case.service, reason="service", allowed=services)
    settings = sheet.settings_of(case.pathology)
    raise InvalidAnswer("setting", given=case.setting, reason="setting", allowed=settings)


def check_limit(case: Case, course: Course, sheet: Sheet) -> None:
    """Refuses sessions past a limit after which no code is known.

    The limits of article 7 §§ 10 and 14 also hold in rehabilitation centres (M/24 art. 4 § 1), but
    no code is known there for later sessions.
    """
    known = 0
    runs = runs_of(plan_of(course, sheet.tables), sheet.tables)
    for run in sorted((run for run in runs if run.order == SESSION_ORDER), key=attrgetter("first")):
        if run.first > known:
            break
        known = run.first + run.times
    if known >= case.sessions:
        return
    if known:
        raise InvalidAnswer("sessions", given=case.sessions, reason="limit", allowed=(1, known))
    raise InvalidAnswer("prior_sessions", given=case.prior_sessions, reason="limit_used_up")
