"""The sessions of a course: their days, their rank, and so their code.

A course is cut into *runs*: consecutive sessions with the same code under the same tariff. Session
k (from 0) falls on start + floor(7k / per_week) days, so the first session on or after a day has
k = ceil(days until then × per_week / 7): runs are found without walking through the sessions.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from estimator.engine.numbers.courses import DAYS_A_WEEK, Course, day_of
from estimator.engine.numbers.tables import EXTRAS, NOWHERE, Span, Tables

SESSION_ORDER, INTAKE_ORDER, REPORT_ORDER, TRAVEL_ORDER = range(1 + len(EXTRAS))
"""Order of billing within a session: the session first, then EXTRAS as they are listed."""


class Run(NamedTuple):
    """Consecutive items with one price: so many `times` from session `first` (from 0) on.

    `opens` tells whether a range of ranks begins here; where not, the run goes on from an earlier
    one.
    """

    order: int
    first: int
    times: int
    line: int
    period: int
    opens: bool
    earlier: int
    """The line of the ranks before; NOWHERE for extras, and where other notices tell the step."""


class Plan(NamedTuple):
    """A course laid over the calendar."""

    course: Course
    first_span: int
    last_span: int
    """The spans that the first and the last session lie in."""
    own_end: int
    """The session from which the course is counted as current."""


class Stretch(NamedTuple):
    """The part of a course within one span that is billed under one schedule: sessions `first` up
    to, not including, `end`. rank = session − rank_zero + 1."""

    schedule: int
    period: int
    first: int
    end: int
    rank_zero: int
    year_first: int
    """The first session of the calendar year."""


Take = Callable[[Run, Plan, Tables, Any], None]


def plan_of(course: Course, tables: Tables) -> Plan:
    """The spans that a course reaches, and how far it is counted as what it is."""
    first_span = span_on(course.start, tables)
    last_span = span_on(day_of(course.sessions - 1, course), tables)
    period = tables.span[first_span].period
    return Plan(course, first_span, last_span, own_end(course, period, tables))


def span_on(day: int, tables: Tables) -> int:
    """The span that a day lies in."""
    return tables.span_of[day - tables.first_day]


def own_end(course: Course, period: int, tables: Tables) -> int:
    """The session from which a course is counted as current: its own rank or its year is over."""
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
    """Hands all that is billed to `take`, run by run, with what it takes them `into`."""
    for place in range(plan.first_span, plan.last_span + 1):
        span = tables.span[place]
        bill(own_part(plan, span, tables), plan, tables, take, into)
        if plan.own_end < plan.course.sessions:
            bill(later_part(plan, span, tables), plan, tables, take, into)


def own_part(plan: Plan, span: Span, tables: Tables) -> Stretch:
    """The part of a span in which a course is counted as what it is."""
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
    """The session from which ranks are counted.

    Prior sessions count in the counter's own period: the calendar year of the first session, or
    the whole course.
    """
    if tables.counting[course.schedule].by_year and span.year > course.start:
        return year_first
    return -course.prior_sessions


def later_part(plan: Plan, span: Span, tables: Tables) -> Stretch:
    """The part of a span in which a course is counted as current, from its first rank on."""
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
    """What is billed in a stretch: a run for each range of ranks, journeys with them, extras."""
    if of.first >= of.end:
        return
    course, terms = plan.course, tables.terms[of.schedule][of.period]
    for ranks in tables.ranks[of.schedule][of.period]:
        begin = ranks.first - 1 + of.rank_zero
        first = max(begin, of.first)
        times = min(ranks.until - 1 + of.rank_zero, of.end) - first
        if times > 0:
            opens = begin >= of.first
            run = Run(SESSION_ORDER, first, times, ranks.line, of.period, opens, ranks.earlier)
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
    """Whether a stretch holds the first session of the course, or of a year in which a report is
    paid again."""
    yearly = tables.counting[of.schedule].report_yearly
    return of.first == 0 or (yearly and of.first == of.year_first)
