"""The sessions of a course: their days, their rank, and so their code.

A *run* is a number of consecutive sessions with the same code under the same tariff. Session k
(from 0) takes place start + floor(7k / per_week) days, so the first session on or after a day has
k = ceil(days until then × per_week / 7): this finds runs without a loop over the sessions.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from estimator.engine.numbers.courses import DAYS_A_WEEK, Course, day_of
from estimator.engine.numbers.tables import NOWHERE, Ranks, Span, Tables
from estimator.engine.tariffs.prices import EXTRAS

SESSION_ORDER, INTAKE_ORDER, REPORT_ORDER, TRAVEL_ORDER = range(1 + len(EXTRAS))
"""The order of billing within a session: the session itself, then `EXTRAS`."""


class Run(NamedTuple):
    """Consecutive items with one price: `times` items from session `first` (from 0) on.

    `opens`: whether a range of ranks begins here; if not, the run continues an earlier one.
    `earlier`: the code of the ranks before; NOWHERE for extras and for steps with own notices.
    `schedule`: the one that it is billed under.
    """

    order: int
    first: int
    times: int
    code: int
    period: int
    opens: bool
    earlier: int
    schedule: int


class Before(NamedTuple):
    """What came before some sessions of a course.

    `counted`: what the counter of the condition holds; `as_current`: the same for the sessions of
    that calendar year that were counted as current after their own limit. `reported`: whether the
    report that is due was written already.
    """

    counted: int
    as_current: int
    reported: bool


class Part(NamedTuple):
    """Sessions of a course on the calendar: `first` up to, not including, `end`; mostly all of
    them. In a plan another course of the same condition may come between two parts.

    `first_span`, `last_span`: the spans of the first and the last session. `own_end`: the session
    from which the course is counted as current.
    """

    course: Course
    first: int
    end: int
    before: Before
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


Take = Callable[[Run, Part, Tables, Any], None]


def whole(course: Course, tables: Tables) -> Part:
    """All sessions of a course that shares its counters with no other."""
    return part_of(course, 0, course.sessions, Before(course.prior_sessions, 0, False), tables)


def part_of(course: Course, first: int, end: int, before: Before, tables: Tables) -> Part:
    """Finds the spans of some sessions, and the session from which they are counted as current."""
    first_span = span_on(day_of(first, course), tables)
    last_span = span_on(day_of(end - 1, course), tables)
    own = own_end(course, first, before.counted, tables)
    return Part(course, first, end, before, first_span, last_span, min(own, end))


def span_on(day: int, tables: Tables) -> int:
    """The span of a day."""
    return tables.span_of[day - tables.first_day]


def own_end(course: Course, first: int, counted: int, tables: Tables) -> int:
    """The session from which a course is counted as current: its own ranks or its year are over."""
    terms = tables.terms[course.schedule][tables.span[span_on(course.start, tables)].period]
    if terms.fa_years > 0:
        began = max(course.first_session - tables.anniversaries_from, 0)
        until = tables.anniversary[terms.fa_years - 1][began]
        return max(first_session_on(until, course), first)
    return first + max(terms.own_limit - counted, 0)


def first_session_on(day: int, course: Course) -> int:
    """The first session (from 0) on or after a day; the number of sessions if there is none."""
    session = ((day - course.start) * course.per_week + DAYS_A_WEEK - 1) // DAYS_A_WEEK
    return min(max(session, 0), course.sessions)


def each_run(part: Part, tables: Tables, take: Take, into: Any) -> None:
    """Calls `take` with each run that is billed, and with `into`, which collects them."""
    for place in range(part.first_span, part.last_span + 1):
        span = tables.span[place]
        bill(own_stretch(part, span, tables), part, tables, take, into)
        if part.own_end < part.end:
            bill(later_stretch(part, span, tables), part, tables, take, into)


def runs_of(part: Part, tables: Tables) -> list[Run]:
    """Each run that is billed; for plain Python only."""
    found: list[Run] = []
    each_run(part, tables, append_run, found)
    return found


def append_run(run: Run, part: Part, tables: Tables, found: list[Run]) -> None:
    """Adds a run to a list."""
    del part, tables  # `each_run` passes them to any function
    found.append(run)


def own_stretch(part: Part, span: Span, tables: Tables) -> Stretch:
    """The sessions of a part within a span that are counted by their own schedule."""
    course = part.course
    year_first = first_session_on(span.year, course)
    return Stretch(
        course.schedule,
        span.period,
        max(first_session_on(span.start, course), part.first),
        min(first_session_on(span.end, course), part.own_end),
        rank_zero(part, span, year_first, tables),
        year_first,
    )


def rank_zero(part: Part, span: Span, year_first: int, tables: Tables) -> int:
    """The session that has rank 1, counted from the first one of the course.

    What was counted before counts in the calendar year of the first session, or throughout.
    """
    if tables.counting[part.course.schedule].by_year and later_year(part, span):
        return year_first
    return part.first - part.before.counted


def later_year(part: Part, span: Span) -> bool:
    """Whether a span lies in a calendar year after that of the first session."""
    return span.year > day_of(part.first, part.course)


def later_stretch(part: Part, span: Span, tables: Tables) -> Stretch:
    """The sessions of a part within a span that are counted as current."""
    course = part.course
    year_first = first_session_on(span.year, course)
    before = 0 if later_year(part, span) else part.before.as_current
    return Stretch(
        tables.counting[course.schedule].then,
        span.period,
        max(first_session_on(span.start, course), part.own_end),
        min(first_session_on(span.end, course), part.end),
        max(year_first, part.own_end) - before,
        year_first,
    )


def bill(of: Stretch, part: Part, tables: Tables, take: Take, into: Any) -> None:
    """Bills a stretch: a run for each range of ranks, with its journeys, then the extras."""
    if of.first >= of.end:
        return
    course, terms = part.course, tables.terms[of.schedule][of.period]
    for ranks in tables.ranks[of.schedule][of.period]:
        begin = ranks.first - 1 + of.rank_zero
        first = max(begin, of.first)
        times = min(ranks.until - 1 + of.rank_zero, of.end) - first
        if times > 0:
            run = session_run(first, times, begin >= of.first, ranks, of)
            bill_sessions(run, part, tables, take, into)
            if course.travel and terms.travel != NOWHERE:
                travel = extra(TRAVEL_ORDER, first, times, terms.travel, of)
                take(travel, part, tables, into)
    if course.intake and terms.intake != NOWHERE and of.first == 0:
        take(extra(INTAKE_ORDER, 0, 1, terms.intake, of), part, tables, into)
    if course.report and terms.report != NOWHERE and report_due(of, part, tables):
        take(extra(REPORT_ORDER, of.first, 1, terms.report, of), part, tables, into)


def session_run(first: int, times: int, opens: bool, ranks: Ranks, of: Stretch) -> Run:
    """A run of sessions."""
    code, earlier = ranks.code, ranks.earlier
    return Run(SESSION_ORDER, first, times, code, of.period, opens, earlier, of.schedule)


def bill_sessions(run: Run, part: Part, tables: Tables, take: Take, into: Any) -> None:
    """Bills a run of sessions; a first session that costs another fee is a run of its own."""
    course = part.course
    alone = int(run.first == 0 and course.first_fee != course.fee)
    if alone:
        take(part_of_run(run, 0, alone, run.opens), part, tables, into)
    if run.times > alone:
        opens = run.opens and not alone
        take(part_of_run(run, alone, run.times - alone, opens), part, tables, into)


def part_of_run(run: Run, skipped: int, times: int, opens: bool) -> Run:
    """Some sessions of a run."""
    first, schedule = run.first + skipped, run.schedule
    return Run(run.order, first, times, run.code, run.period, opens, run.earlier, schedule)


def extra(order: int, first: int, times: int, code: int, of: Stretch) -> Run:
    """A run of what is billed beside the sessions."""
    return Run(order, first, times, code, of.period, True, NOWHERE, of.schedule)


def report_due(of: Stretch, part: Part, tables: Tables) -> bool:
    """Whether a report is due with the first session of a stretch: that of the part, or that of a
    year with a new report."""
    if of.first == part.first:
        return not part.before.reported
    return tables.counting[of.schedule].report_yearly and of.first == of.year_first
