"""The courses of one condition: they share its counters, session by session in order of date."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from estimator.engine.numbers.costs import fee_asked
from estimator.engine.numbers.courses import Course, day_of
from estimator.engine.numbers.sessions import (
    SESSION_ORDER,
    Before,
    Part,
    Run,
    first_session_on,
    part_of,
    runs_of,
    span_on,
    whole,
)
from estimator.engine.numbers.tables import NOWHERE, Tables, Terms

#: Courses by their place in the plan.
Courses = Mapping[int, Course]


@dataclass(slots=True)
class Counters:
    """What was counted of a condition so far; years by the number of their first day."""

    sessions: int
    in_year: Counter[int]
    as_current: Counter[int] = field(default_factory=Counter)
    reported: set[int] = field(default_factory=set)

    def before(self, course: Course, first: int, tables: Tables) -> Before:
        """What the counters hold before session `first` of a course."""
        year, counting = year_on(day_of(first, course), tables), tables.counting[course.schedule]
        return Before(
            counted=self.in_year[year] if counting.by_year else self.sessions,
            as_current=self.as_current[year],
            reported=year in self.reported if counting.report_yearly else bool(self.reported),
        )

    def count(self, part: Part, tables: Tables) -> None:
        """Counts the sessions of a part, and its reports."""
        if not tables.counting[part.course.schedule].counts:
            return
        self.sessions += part.end - part.first
        for place in range(part.first_span, part.last_span + 1):
            span = tables.span[place]
            first = max(first_session_on(span.start, part.course), part.first)
            end = min(first_session_on(span.end, part.course), part.end)
            self.in_year[span.year] += end - first
            self.as_current[span.year] += max(end - max(first, part.own_end), 0)
            if part.course.report and first_terms(part, tables).report != NOWHERE:
                self.reported.add(span.year)


@dataclass(slots=True)
class Counted:
    """A course with its sessions counted, and everything billed. `later`: another course of the
    condition began before. `beside_others`: the person has other conditions too. `further`: it is
    past the conditions with normal sessions in a year."""

    part: Part
    runs: list[Run]
    later: bool = False
    beside_others: bool = False
    further: bool = False


#: The courses of one condition by their place in the plan.
Condition = Mapping[int, Counted]


def year_on(day: int, tables: Tables) -> int:
    """The first day of the calendar year of a day, as a number."""
    return tables.span[span_on(day, tables)].year


def first_terms(part: Part, tables: Tables) -> Terms:
    """The rules that the first session of a part is billed by."""
    schedule = part.course.schedule
    if part.own_end == part.first:
        schedule = tables.counting[schedule].then
    return tables.terms[schedule][tables.span[part.first_span].period]


def counted(courses: Courses, tables: Tables) -> dict[int, Counted]:
    """Each course of a condition with its sessions counted."""
    if len(courses) == 1:
        ((place, course),) = courses.items()
        part = whole(course, tables)
        return {place: Counted(part, runs_of(part, tables))}
    sharing = one_beginning(courses)
    parts: dict[int, list[Part]] = {place: [] for place in sharing}
    for place, part in parts_in_order(sharing, tables):
        parts[place].append(part)
    first = first_place(courses)
    return {place: joined(of, place != first, tables) for place, of in parts.items()}


def first_place(courses: Courses) -> int:
    """The course of a condition that begins first."""
    return min(courses, key=lambda place: (courses[place].start, place))


def one_beginning(courses: Courses) -> dict[int, Course]:
    """The courses of a condition as they count together: what came before, and the first day of
    all, are those of the course that begins first."""
    first = first_place(courses)
    began = courses[first].first_session
    return {
        place: course._replace(
            first_session=began, prior_sessions=course.prior_sessions if place == first else 0
        )
        for place, course in courses.items()
    }


def parts_in_order(courses: Courses, tables: Tables) -> Iterator[tuple[int, Part]]:
    """The parts of all courses of a condition, with the place of their course, in order of date."""
    before = sum(course.prior_sessions for course in courses.values())
    year = year_on(min(course.start for course in courses.values()), tables)
    counters = Counters(before, Counter({year: before}))
    for place, first, end in uninterrupted(courses):
        course = courses[place]
        part = part_of(course, first, end, counters.before(course, first, tables), tables)
        counters.count(part, tables)
        yield place, part


def uninterrupted(courses: Courses) -> Iterator[tuple[int, int, int]]:
    """Consecutive sessions of one course, without one of another course of the condition between
    them: the place of the course, the first session, and the first one after them. On the same day
    the course that was entered first comes first."""
    visits = sorted(
        (day_of(session, course), place, session)
        for place, course in courses.items()
        for session in range(course.sessions)
    )
    for place, together in groupby(visits, key=itemgetter(1)):
        sessions = [session for _, _, session in together]
        yield place, sessions[0], sessions[-1] + 1


def joined(parts: Sequence[Part], later: bool, tables: Tables) -> Counted:
    """The parts of a course as one."""
    runs = [run for part in parts for run in runs_of(part, tables)]
    first, last = parts[0], parts[-1]
    switched = [part.own_end for part in parts if part.own_end < part.end]
    course = first.course._replace(prior_sessions=first.before.counted)
    if all(part.before.reported for part in parts):
        course = course._replace(report=False)
    own_end = min(switched, default=last.end)
    part = Part(course, 0, last.end, first.before, first.first_span, last.last_span, own_end)
    return Counted(part, reopened(runs, course), later=later)


def reopened(runs: Iterable[Run], course: Course) -> list[Run]:
    """The runs of a course in order, joined where only a session of another course parted them. A
    new code opens a range of ranks, also where its first rank went to another course."""
    found: list[Run] = []
    last: dict[int, Run] = {}
    for run in sorted(runs, key=lambda run: (run.order, run.first)):
        before = last.get(run.order)
        opens = run.code != before.code if before else run.opens
        if before and not opens and goes_on(before, run, course):
            found[-1] = before._replace(times=before.times + run.times)
        else:
            found.append(run._replace(opens=opens))
        last[run.order] = found[-1]
    return found


def goes_on(before: Run, run: Run, course: Course) -> bool:
    """Whether a run of the same code begins where another ends, under the same tariff and at the
    same fee."""
    if before.order == SESSION_ORDER and fee_asked(course, before) != fee_asked(course, run):
        return False
    return before.first + before.times == run.first and (before.period, before.schedule) == (
        run.period,
        run.schedule,
    )
