"""The sessions of a course: their days, their rank, and so their code.

A course is cut into *runs*: consecutive sessions with the same code under the same tariff. Session
k (from 0) falls on start + floor(7k / per_week) days, so the first session on or after a day has
k = ceil(days until then × per_week / 7): runs are found without walking through the sessions.
Every function takes one course or columns of courses (see `columns`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from estimator.engine.calendar import FAR, years_later
from estimator.engine.columns import Fact, Number, either, least, most, some
from estimator.engine.courses import DAYS_A_WEEK, Course
from estimator.engine.places import exists
from estimator.engine.sheet import EXTRAS, INTAKE, REPORT, TRAVEL, Sheet

SESSION = 0
"""Order of billing within a session: the session first, then EXTRAS as they are listed."""


EXTRA_ORDERS = range(1, 1 + len(EXTRAS))


class Run(NamedTuple):
    """Consecutive items with one price: `count` of them from session `first` (from 0) on.

    A count below 1 means that nothing is billed. `opens` tells whether a
    range of ranks begins here; where not, the run goes on from an earlier one.
    """

    order: int
    first: Number
    count: Number
    line: Number
    period: Number
    opens: Fact = False


class Stretch(NamedTuple):
    """The part of a course within one span: sessions `first` up to, not including, `end`."""

    span: Number
    period: Number
    first: Number
    end: Number


class Reach(NamedTuple):
    """The spans that the first and the last session of a course lie in."""

    first: Number
    last: Number


def reach_of(course: Course, sheet: Sheet) -> Reach:
    """The spans that a course reaches."""
    last_day = course.day_of(course.sessions - 1)
    return Reach(sheet.calendar.span_of(course.start), sheet.calendar.span_of(last_day))


def runs_in(course: Course, span: Number, over: Number, sheet: Sheet) -> Iterator[Run]:
    """All that is billed in one span. From session `over` on the course is counted as current."""
    whole = stretch(course, span, sheet)
    own = whole._replace(end=least(whole.end, over))
    yield from billed(course, course.schedule, own, rank_zero(course, own, sheet), sheet)
    if some(over < course.sessions):
        later = whole._replace(first=most(whole.first, over))
        anew = most(year_first(course, whole, sheet), over)
        yield from billed(course, sheet.by_schedule.then(course.schedule), later, anew, sheet)


def stretch(course: Course, span: Number, sheet: Sheet) -> Stretch:
    """The part of a course that falls into a span."""
    calendar = sheet.calendar
    return Stretch(
        span=span,
        period=calendar.span_period(span),
        first=first_session_on(calendar.span_start(span), course),
        end=first_session_on(calendar.span_end(span), course),
    )


def first_session_on(day: Number, course: Course) -> Number:
    """The first session (from 0) on or after a day; the number of sessions if there is none."""
    session = ((day - course.start) * course.per_week + DAYS_A_WEEK - 1) // DAYS_A_WEEK
    return least(most(session, 0), course.sessions)


def year_first(course: Course, of: Stretch, sheet: Sheet) -> Number:
    """The first session of the calendar year that a stretch lies in."""
    return first_session_on(sheet.calendar.span_year(of.span), course)


def own_end(course: Course, reach: Reach, sheet: Sheet) -> Number:
    """The session from which a course is counted as current: its own rank or its year is over."""
    period = sheet.calendar.span_period(reach.first)
    limit = sheet.by_schedule.own_limit(course.schedule, period)
    end = course.sessions
    if some(limit < FAR):
        end = least(most(limit - course.prior_sessions, 0), end)
    years = sheet.by_schedule.fa_years(course.schedule, period)
    if not some(years > 0):
        return end
    return either(years > 0, first_session_on(years_later(course.start, years), course), end)


def rank_zero(course: Course, of: Stretch, sheet: Sheet) -> Number:
    """The session from which ranks are counted: rank = session − rank_zero + 1.

    Prior sessions count in the counter's own period: the calendar year of the first session, or
    the whole course.
    """
    by_year = sheet.by_schedule.by_year(course.schedule)
    if not some(by_year):
        return -course.prior_sessions
    first = year_first(course, of, sheet)
    anew = by_year & (sheet.calendar.span_year(of.span) > course.start)
    return either(anew, first, -course.prior_sessions)


def billed(
    course: Course, schedule: Number, of: Stretch, zero: Number, sheet: Sheet
) -> Iterator[Run]:
    """What is billed in a stretch under one schedule. `zero`: see `rank_zero`."""
    intake, report, travel = sheet.by_schedule.extra_line(schedule, of.period)
    travelled = course.travel & exists(travel)
    for session in session_runs(schedule, of, zero, sheet):
        yield session
        if some(travelled):
            count = either(travelled, session.count, 0)
            yield Run(order_of(TRAVEL), session.first, count, travel, of.period)
    if some(course.intake & exists(intake)):
        due = course.intake & exists(intake) & opens_course(of)
        yield Run(order_of(INTAKE), of.first, due, intake, of.period)
    if some(course.report & exists(report)):
        due = (
            course.report
            & exists(report)
            & (opens_course(of) | opens_year(course, schedule, of, sheet))
        )
        yield Run(order_of(REPORT), of.first, due, report, of.period)


def session_runs(schedule: Number, of: Stretch, zero: Number, sheet: Sheet) -> Iterator[Run]:
    """One run for each range of ranks."""
    ranks = sheet.by_schedule.range_first(schedule, of.period)
    lines = sheet.by_schedule.range_line(schedule, of.period)
    for line, first_rank, next_rank in zip(lines, ranks[:-1], ranks[1:], strict=True):
        if some(exists(line)):
            begin = first_rank - 1 + zero
            first = most(begin, of.first)
            count = least(next_rank - 1 + zero, of.end) - first
            yield Run(SESSION, first, count, line, of.period, begin >= of.first)


def order_of(extra: str) -> int:
    """The place of an extra among the items of a session."""
    return 1 + EXTRAS.index(extra)


def opens_course(of: Stretch) -> Fact:
    """Whether a stretch holds the first session of the course."""
    return (of.end > of.first) & (of.first == 0)


def opens_year(course: Course, schedule: Number, of: Stretch, sheet: Sheet) -> Fact:
    """Whether a stretch holds the first session of a year in which a report is paid again."""
    yearly = sheet.by_schedule.report_yearly(schedule)
    if not some(yearly):
        return False
    return yearly & (of.end > of.first) & (of.first == year_first(course, of, sheet))
