"""The sessions of a course: their days, their rank, and so their code.

A *run* is a number of consecutive sessions with the same code under the same tariff. Session k
(from 0) takes place start + floor(7k / per_week) days, so the first session on or after a day has
k = ceil(days until then × per_week / 7): this finds runs without a loop over the sessions.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from estimator.engine.numbers.courses import DAYS_A_WEEK, Course, day_of
from estimator.engine.numbers.tables import NOWHERE, Span, Tables
from estimator.engine.tariffs.prices import EXTRAS

SESSION_ORDER, INTAKE_ORDER, REPORT_ORDER, TRAVEL_ORDER = range(1 + len(EXTRAS))
"""The order of billing within a session: the session itself, then `EXTRAS`."""


class Run(NamedTuple):
    """Consecutive items with one price: `times` items from session `first` (from 0) on.

    `opens`: whether a range of ranks begins here; if not, the run continues an earlier one.
    `earlier`: the code of the ranks before; NOWHERE for extras and for steps with own notices.
    """

    order: int
    first: int
    times: int
    code: int
    period: int
    opens: bool
    earlier: int


class Plan(NamedTuple):
    """A course on the calendar.

    `first_span`, `last_span`: the spans of the first and the last session. `own_end`: the session
    from which the course is counted as current.
    """

    course: Course
    first_span: int
    last_span: int
    own_end: int


class Stretch(NamedTuple):
    """The part of a course within one span that is billed under one schedule: sessions `first` up
    to, not including, `end`.

    rank = session − rank_zero + 1; `year_first` is the first session of the calendar year.
    """

    schedule: int
    period: int
    first: int
    end: int
    rank_zero: int
    year_first: int


Take = Callable[[Run, Plan, Tables, Any], None]


def plan_of(course: Course, tables: Tables) -> Plan:
    """Finds the spans of a course, and the session from which it is counted as current."""
    first_span = span_on(course.start, tables)
    last_span = span_on(day_of(course.sessions - 1, course), tables)
    period = tables.span[first_span].period
    return Plan(course, first_span, last_span, own_end(course, period, tables))


def span_on(day: int, tables: Tables) -> int:
    """The span of a day."""
    return tables.span_of[day - tables.first_day]


def own_end(course: Course, period: int, tables: Tables) -> int:
    """The session from which a course is counted as current: its own ranks or its year are over."""
    terms = tables.terms[course.schedule][period]
    if terms.fa_years > 0:
        began = max(course.first_session - tables.anniversaries_from, 0)
        until = tables.anniversary[terms.fa_years - 1][began]
        return first_session_on(until, course)
    return min(max(terms.own_limit - course.prior_sessions, 0), course.sessions)


def first_session_on(day: int, course: Course) -> int:
    """The first session (from 0) on or after a day; the number of sessions if there is none."""
    session = ((day - course.start) * course.per_week + DAYS_A_WEEK - 1) // DAYS_A_WEEK
    return min(max(session, 0), course.sessions)


def each_run(plan: Plan, tables: Tables, take: Take, into: Any) -> None:
    """Calls `take` with each run that is billed, and with `into`, which collects them."""
    for place in range(plan.first_span, plan.last_span + 1):
        span = tables.span[place]
        bill(own_part(plan, span, tables), plan, tables, take, into)
        if plan.own_end < plan.course.sessions:
            bill(later_part(plan, span, tables), plan, tables, take, into)


def runs_of(plan: Plan, tables: Tables) -> list[Run]:
    """Each run that is billed; for plain Python only."""
    found: list[Run] = []
    each_run(plan, tables, append_run, found)
    return found


def append_run(run: Run, plan: Plan, tables: Tables, found: list[Run]) -> None:
    """Adds a run to a list."""
    del plan, tables  # `each_run` passes them to any function
    found.append(run)


def own_part(plan: Plan, span: Span, tables: Tables) -> Stretch:
    """The part of a span in which a course is counted by its own schedule."""
    course = plan.course
    year_first = first_session_on(span.year, course)
    return Stretch(
        course.schedule,
        span.period,
        first_session_on(span.start, course),
        min(first_session_on(span.end, course), plan.own_end),
        rank_zero(course, span, year_first, tables),
        year_first,
    )


def rank_zero(course: Course, span: Span, year_first: int, tables: Tables) -> int:
    """The session that has rank 1, counted from the first one of the course.

    Prior sessions count in the calendar year of the first session, or in the whole course.
    """
    if tables.counting[course.schedule].by_year and span.year > course.start:
        return year_first
    return -course.prior_sessions


def later_part(plan: Plan, span: Span, tables: Tables) -> Stretch:
    """The part of a span in which a course is counted as current, from rank 1 on."""
    course = plan.course
    year_first = first_session_on(span.year, course)
    return Stretch(
        tables.counting[course.schedule].then,
        span.period,
        max(first_session_on(span.start, course), plan.own_end),
        first_session_on(span.end, course),
        max(year_first, plan.own_end),
        year_first,
    )


def bill(of: Stretch, plan: Plan, tables: Tables, take: Take, into: Any) -> None:
    """Bills a stretch: a run for each range of ranks, with its journeys, then the extras."""
    if of.first >= of.end:
        return
    course, terms = plan.course, tables.terms[of.schedule][of.period]
    for ranks in tables.ranks[of.schedule][of.period]:
        begin = ranks.first - 1 + of.rank_zero
        first = max(begin, of.first)
        times = min(ranks.until - 1 + of.rank_zero, of.end) - first
        if times > 0:
            opens = begin >= of.first
            run = Run(SESSION_ORDER, first, times, ranks.code, of.period, opens, ranks.earlier)
            take(run, plan, tables, into)
            if course.travel and terms.travel != NOWHERE:
                travel = Run(TRAVEL_ORDER, first, times, terms.travel, of.period, opens, NOWHERE)
                take(travel, plan, tables, into)
    if course.intake and terms.intake != NOWHERE and of.first == 0:
        take(Run(INTAKE_ORDER, 0, 1, terms.intake, of.period, True, NOWHERE), plan, tables, into)
    if course.report and terms.report != NOWHERE and report_due(of, tables):
        report = Run(REPORT_ORDER, of.first, 1, terms.report, of.period, True, NOWHERE)
        take(report, plan, tables, into)


def report_due(of: Stretch, tables: Tables) -> bool:
    """Whether a stretch holds the first session of the course, or of a year with a new report."""
    yearly = tables.counting[of.schedule].report_yearly
    return of.first == 0 or (yearly and of.first == of.year_first)
