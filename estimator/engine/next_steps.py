"""What to ask, and what changes, before which session: the dated notices of a course as a list.

No rule stands here: a step is a notice of the estimate. What comes after the last session is what
would be billed for a longer course.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from estimator.engine.estimate import Bill, billed
from estimator.engine.model.case import FA, MAX_SESSIONS, Case
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import EPOCH
from estimator.engine.model.money import euros
from estimator.engine.model.notices import CLIFFS, bits, is_presumed, notices_in
from estimator.engine.model.result import Notice, Result, Value
from estimator.engine.numbers.calendar import anniversaries
from estimator.engine.numbers.courses import DAYS_A_WEEK
from estimator.engine.numbers.notice_bits import run_bits
from estimator.engine.numbers.sessions import SESSION_ORDER, Part
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

    `beyond`: the session comes after the course, if more sessions are prescribed. `presumed`: the
    values hold amounts, and the tariff of that day isn't known.
    """

    id: str
    session: int
    day: date
    beyond: bool
    values: dict[str, Value]
    presumed: bool = False


def next_steps(result: Result, sheet: Sheet) -> tuple[NextStep, ...]:
    """The steps of a course in the order of the sessions, and the first limits after it."""
    found = [
        step._replace(presumed="after" in step.values and is_presumed(sheet.book, step.day))
        for step in (*within(result, sheet), *after(result.case, sheet))
    ]
    # What a session is counted as stands before what that asks for.
    order = (*OWN_LIMIT, *AT_THE_START, *ON_THE_WAY, NO_TARIFF)
    return tuple(sorted(found, key=lambda step: (step.session, order.index(step.id))))


def within(result: Result, sheet: Sheet) -> Iterator[NextStep]:
    """The steps before a session of the course."""
    own_limit = [notice for notice in result.notices if notice.id in OWN_LIMIT]
    for notice in result.notices:
        if notice.id == "further_condition" and own_limit:
            # The course is a current condition only from there on.
            yield on_the_way(result, notice, sheet, at=own_limit[0])
        elif notice.id in AT_THE_START:
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


def on_the_way(
    result: Result, notice: Notice, sheet: Sheet, *, at: Notice | None = None
) -> NextStep:
    """The step before a session that a notice names, or that another one does."""
    values = {name: value for name, value in notice.values.items() if name not in PLACE}
    if notice.id == "fa_after_year":
        values |= year_over(result.case, sheet)
    session = int(str((at or notice).values["session"]))
    return NextStep(notice.id, session, day_of_session(session, result.case), False, values)


def day_of_session(session: int, case: Case) -> date:
    """The day of a session, the first of which is 1."""
    return case.start + timedelta(DAYS_A_WEEK * (session - 1) // case.per_week)


def year_over(case: Case, sheet: Sheet) -> dict[str, Value]:
    """The day on which the year of an Fa course is over."""
    began = case.first_session or case.start
    years = sheet.book.limit("fa_year_years", case.pathology, case.start).value
    return {"year_over": date.fromordinal(anniversaries(began, began, years)[0] + EPOCH)}


def after(case: Case, sheet: Sheet) -> Iterator[NextStep]:
    """The first limits that the course would meet if it went on for a year: its own one, then the
    first session that leaves more to pay, or that has no price."""
    most = min(case.sessions + WEEKS_AHEAD * case.per_week, MAX_SESSIONS)
    part, bills = as_priced(replace(case, sessions=most), case, sheet)
    found = [*own_limit_ahead(case, part, sheet), *dearer_ahead(case, part, bills, sheet)]
    yield from found
    if part.course.sessions < most and not found:
        session = part.course.sessions + 1
        yield NextStep(NO_TARIFF, session, day_of_session(session, case), True, {})


def as_priced(longer: Case, case: Case, sheet: Sheet) -> tuple[Part, list[Bill]]:
    """What is billed for a longer course, or for as much of it as has a price."""
    try:
        return billed(longer, sheet)
    except InvalidAnswer as refusal:
        return billed(replace(longer, sessions=int(str(refusal.allowed[-1]))), sheet)
    except TariffGap:
        return billed(case, sheet)


def own_limit_ahead(case: Case, part: Part, sheet: Sheet) -> Iterator[NextStep]:
    """The session past the end of a course from which it would be counted as current."""
    if case.sessions <= part.own_end < part.course.sessions:
        session = part.own_end + 1
        acute = case.pathology in FA
        values = year_over(case, sheet) if acute else {}
        yield NextStep(OWN_LIMIT[not acute], session, day_of_session(session, case), True, values)


def dearer_ahead(case: Case, part: Part, bills: Iterable[Bill], sheet: Sheet) -> Iterator[NextStep]:
    """The first session past the end of a course that leaves more to pay than the one before."""
    own = sorted((it for it in bills if it.run.order == SESSION_ORDER), key=lambda it: it.run.first)
    for before, bill in pairwise(own):
        run = bill.run
        steep = run_bits(part.course, run, bill.price, sheet.tables) & STEEP
        if steep and run.opens and run.first >= case.sessions:
            left = {"before": before.amounts.patient, "after": bill.amounts.patient}
            session = run.first + 1
            yield NextStep(
                notices_in(steep)[0],
                session,
                day_of_session(session, case),
                True,
                {name: euros(amount) for name, amount in left.items()},
            )
            return
