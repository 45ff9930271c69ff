"""Refuses a case without a price: out of reach, not in the nomenclature, or past its limits."""

from collections.abc import Iterable
from datetime import timedelta
from operator import attrgetter

from estimator.engine.model.case import Case
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.numbers.courses import Course, course_of
from estimator.engine.numbers.sessions import SESSION_ORDER, Run, runs_of, span_on, whole
from estimator.engine.numbers.tables import NOWHERE, Sheet


def check_priced(case: Case, sheet: Sheet) -> Course:
    """The course of a case that has a price. Raises `InvalidAnswer` for any other case."""
    course = check_reach(case, sheet)
    if sheet.tables.counting[course.schedule].ends:
        check_limit(case, runs_of(whole(course, sheet.tables), sheet.tables))
    return course


def check_reach(case: Case, sheet: Sheet) -> Course:
    """The course of a case whose first session has a price, if no earlier ones count. Raises
    `InvalidAnswer` for any other case."""
    check_start(case, sheet)
    check_schedule(case, sheet)
    course = course_of(case, sheet.tables)
    check_listed(case, course, sheet)
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


def check_listed(case: Case, course: Course, sheet: Sheet) -> None:
    """Refuses a first day on which the nomenclature lacks the service: before it came, or after it
    went. The refusal names the first stretch of days on which it is to be had."""
    tables, ranks = sheet.tables, sheet.tables.ranks[course.schedule]
    listed = [of[0].code != NOWHERE for of in ranks]
    if listed[tables.span[span_on(course.start, tables)].period]:
        return
    first = listed.index(True)
    gone = [
        day for day, there in zip(sheet.periods[first:], listed[first:], strict=True) if not there
    ]
    last = gone[0] - timedelta(1) if gone else sheet.book.last_start
    allowed = sheet.periods[first], last
    raise InvalidAnswer("start", given=case.start, reason="service_day", allowed=allowed)


def check_limit(case: Case, runs: Iterable[Run]) -> None:
    """Refuses sessions past a limit after which no code is known.

    The limits of article 7 §§ 10 and 14 also hold in rehabilitation centres (M/24 art. 4 § 1), but
    no code is known there for later sessions.
    """
    known = 0
    for run in sorted((run for run in runs if run.order == SESSION_ORDER), key=attrgetter("first")):
        if run.first > known:
            break
        known = run.first + run.times
    if known >= case.sessions:
        return
    if known:
        raise InvalidAnswer("sessions", given=case.sessions, reason="limit", allowed=(1, known))
    raise InvalidAnswer("prior_sessions", given=case.prior_sessions, reason="limit_used_up")
