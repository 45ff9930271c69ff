"""What to ask, and what changes, before which session: the dated notices of a course as a list.

No rule stands here: a step is a notice of the estimate. What comes after the last session is a
notice of a longer course.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from estimator.engine.estimate import Bill, billed, estimate
from estimator.engine.model.case import MAX_SESSIONS, Case
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import EPOCH
from estimator.engine.model.notices import CLIFFS, bits
from estimator.engine.model.result import Notice, Result, Value
from estimator.engine.numbers.calendar import anniversaries
from estimator.engine.numbers.courses import DAYS_A_WEEK
from estimator.engine.numbers.notice_bits import run_bits
from estimator.engine.numbers.sessions import SESSION_ORDER, Plan
from estimator.engine.numbers.tables import Sheet

#: The notices that are steps before the first session, in the order in which people read them.
AT_THE_START = (
    "treatment_start",
    "fibromyalgia",
    "notification",
    "heavy_approval",
    "further_condition",
    "rest_home",
    "service_quota",
    "cerebral_palsy_quota",
    "overrun_at_once",
)
#: The notices that are steps before the session that they name.
OWN_LIMIT = ("fa_after_year", "perinatal_over")
ON_THE_WAY = (
    *OWN_LIMIT,
    "overrun",
    "less_reimbursed",
    "capped",
    "new_year",
    "tariff_change",
    "reduction_open",
    "edition_after_known",
)
#: The notices of a session that leaves more to pay than the one before.
STEEP = bits(CLIFFS - {"overrun_at_once"})
#: The values of a notice that a step has for itself.
PLACE = ("session", "date")
#: How far to look past the last session.
WEEKS_AHEAD = 52
#: The session after the last one that has a price: no notice, as no estimate holds it.
NO_TARIFF = "no_tariff"


class NextStep(NamedTuple):
    """What to ask before a session; `id` is that of a notice, or `NO_TARIFF`.

    `beyond`: the session comes after the course, if more sessions are prescribed.
    """

    id: str
    session: int
    day: date
    beyond: bool
    values: dict[str, Value]


def next_steps(result: Result, sheet: Sheet) -> tuple[NextStep, ...]:
    """The steps of a course in the order of the sessions, and the first limits after it."""
    found = [*within(result, sheet), *after(result.case, sheet)]
    order = (*AT_THE_START, *ON_THE_WAY, NO_TARIFF)
    return tuple(sorted(found, key=lambda step: (step.session, order.index(step.id))))


def within(result: Result, sheet: Sheet) -> Iterator[NextStep]:
    """The steps before a session of the course."""
    for notice in result.notices:
        if notice.id in AT_THE_START:
            yield NextStep(notice.id, 1, result.case.start, False, at_the_start(result, notice))
        elif notice.id in ON_THE_WAY:
            yield on_the_way(result, notice, sheet)


def at_the_start(result: Result, notice: Notice) -> dict[str, Value]:
    """The values of a step before the first session."""
    values = dict(notice.values)
    if notice.id == "treatment_start":
        values["oldest"] = oldest_prescription(result.case.start, int(str(values["months"])))
    return values


def oldest_prescription(start: date, months: int) -> date:
    """The first day from which a number of months reaches the start of the course."""
    day = start - relativedelta(months=months)
    while day + relativedelta(months=months) < start:  # the month before was shorter
        day += timedelta(days=1)
    return day


def on_the_way(result: Result, notice: Notice, sheet: Sheet) -> NextStep:
    """The step before a session that a notice names."""
    values = {name: value for name, value in notice.values.items() if name not in PLACE}
    session = int(str(notice.values["session"]))
    day = next(item.date for item in result.items if item.session == session)
    if notice.id == "fa_after_year":
        values["year_over"] = year_over(result.case, sheet)
    return NextStep(notice.id, session, day, False, values)


def year_over(case: Case, sheet: Sheet) -> date:
    """The day on which the year of an Fa course is over."""
    began = case.first_session or case.start
    years = sheet.book.limit("fa_year_years", case.pathology, case.start).value
    return date.fromordinal(anniversaries(began, began, years)[0] + EPOCH)


def after(case: Case, sheet: Sheet) -> Iterator[NextStep]:
    """The first limits that the course would meet if it went on for a year: its own one, then the
    first session that leaves more to pay, or that has no price."""
    most = min(case.sessions + WEEKS_AHEAD * case.per_week, MAX_SESSIONS)
    longer, bill = as_priced(replace(case, sessions=most), case, sheet)
    ahead = limits_ahead(case.sessions, *bill, sheet)
    if ahead:
        for step in within(estimate(replace(case, sessions=max(ahead)), sheet), sheet):
            if step.session in ahead and step.id in {*CLIFFS, *OWN_LIMIT}:
                yield step._replace(beyond=True)
    elif longer.sessions < most:
        day = case.start + timedelta(DAYS_A_WEEK * longer.sessions // case.per_week)
        yield NextStep(NO_TARIFF, longer.sessions + 1, day, True, {})


def as_priced(longer: Case, case: Case, sheet: Sheet) -> tuple[Case, tuple[Plan, list[Bill]]]:
    """A longer course, or as much of it as has a price, with what is billed."""
    try:
        return longer, billed(longer, sheet)
    except InvalidAnswer as refusal:
        shorter = replace(longer, sessions=int(str(refusal.allowed[-1])))
    except TariffGap:
        shorter = case
    return shorter, billed(shorter, sheet)


def limits_ahead(sessions: int, plan: Plan, bills: Sequence[Bill], sheet: Sheet) -> set[int]:
    """The sessions past the end of a course at which a longer one meets a limit."""
    dearer = [
        bill.run.first
        for bill in bills
        if bill.run.order == SESSION_ORDER
        and bill.run.opens
        and bill.run.first >= sessions
        and run_bits(plan.course, bill.run, bill.price, sheet.tables) & STEEP
    ]
    own_end = sessions <= plan.own_end < plan.course.sessions
    first = {*sorted(dearer)[:1], *([plan.own_end] if own_end else [])}
    return {session + 1 for session in first}
