"""Whether a case can be priced: within reach, known to the nomenclature, within its limits."""

from typing import Any

from estimator.engine.model.case import Case
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.numbers.courses import course_of
from estimator.engine.numbers.sessions import SESSION_ORDER, Plan, Run, each_run, plan_of
from estimator.engine.numbers.tables import Sheet, Tables


def check_priced(case: Case, sheet: Sheet) -> None:
    """Refuses what has no price. Raises `InvalidAnswer`."""
    check_start(case, sheet)
    check_schedule(case, sheet)
    check_limit(case, sheet)


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


def check_limit(case: Case, sheet: Sheet) -> None:
    """Refuses sessions past a limit behind which no code is known (rehabilitation centres).

    The limits of article 7 §§ 10 and 14 hold there too (M/24 art. 4 § 1), without a code for what
    comes after.
    """
    course = course_of(case, sheet.tables)
    if not sheet.tables.counting[course.schedule].ends:
        return
    priced: list[Run] = []
    each_run(plan_of(course, sheet.tables), sheet.tables, add_sessions, priced)
    known = priced_in_a_row(priced)
    if known >= case.sessions:
        return
    if known:
        raise InvalidAnswer("sessions", given=case.sessions, reason="limit", allowed=(1, known))
    raise InvalidAnswer("prior_sessions", given=case.prior_sessions, reason="limit_used_up")


def add_sessions(run: Run, plan: Plan, tables: Tables, priced: Any) -> None:
    """Adds a run of sessions."""
    del plan, tables  # handed over by `each_run`
    if run.order == SESSION_ORDER:
        priced.append(run)


def priced_in_a_row(priced: list[Run]) -> int:
    """How many sessions have a price before the first one that has none."""
    until = 0
    for run in sorted(priced, key=lambda run: run.first):
        if run.first > until:
            break
        until = run.first + run.times
    return until
