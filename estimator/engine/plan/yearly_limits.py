"""What the conditions of a person share within a calendar year: only so many of them have normal
sessions, and all of them together have one number of reimbursed overrun sessions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.plan import CourseRefused
from estimator.engine.numbers.courses import Course, day_of
from estimator.engine.numbers.sessions import SESSION_ORDER, Run
from estimator.engine.numbers.tables import NOWHERE, Tables
from estimator.engine.plan.conditions import Condition, Counted, first_place, reopened, year_on


class Overrun(NamedTuple):
    """What comes past the normal sessions of a schedule: the code of an overrun session, that code
    past the cap, and the cap."""

    code: int
    past_cap: int
    cap: int


class Placed(NamedTuple):
    """A run of sessions in one calendar year that is priced as current, by the day of its first
    session, with its course, the place of that, and what comes past the normal sessions."""

    day: int
    place: int
    run: Run
    overrun: Overrun | None
    of: Counted


class Visit(NamedTuple):
    """One session; those of the same day in the order of their courses."""

    day: int
    place: int
    session: int
    code: int
    overrun: Overrun


class Prior(NamedTuple):
    """The sessions that a condition had before its first course in that calendar year: how many of
    them are counted as overrun. `unlimited`: whether the course takes place where no limit holds.
    """

    day: int
    place: int
    overrun: int
    year: int
    unlimited: bool


class Begun(NamedTuple):
    """A condition with current sessions in a calendar year: the first day of the year, which one
    it is (the first is 1), and the place of the course with its first session."""

    year: int
    number: int
    place: int


class Limits(NamedTuple):
    """How many conditions a year have normal sessions, and how many each of them."""

    conditions: int
    normal: int


class YearlyLimits(NamedTuple):
    """`begun`: the conditions of each year. `prior`: what they had before. `past_cap`: in each year
    where several conditions use up the cap together, the first session past it. `runs`: those of
    the courses that this changes, by place."""

    begun: list[Begun]
    prior: list[Prior]
    past_cap: list[Visit]
    runs: dict[int, list[Run]]


def overrun_of(schedule: int, period: int, tables: Tables) -> Overrun | None:
    """The overrun of a schedule in a period; None where no cap concerns it."""
    for of, after in pairwise(tables.ranks[schedule][period]):
        if after.code != NOWHERE and tables.code[of.code].is_starred:
            return Overrun(of.code, after.code, after.first - of.first)
    return None


def yearly_limits(conditions: Sequence[Condition], limits: Limits, tables: Tables) -> YearlyLimits:
    """What the conditions of one person share.

    Raises `CourseRefused` for one more where no code is known past the normal sessions.
    """
    found = YearlyLimits([], [], [], {})
    by_year: defaultdict[int, list[list[Placed]]] = defaultdict(list)
    for condition in conditions:
        placed = sorted(limited_runs(condition, tables))
        for year, runs in groupby(placed, key=lambda it: year_on(it.day, tables)):
            by_year[year].append(list(runs))
        found.prior.extend(prior_of(condition, limits.normal, tables))
    for year, of_conditions in sorted(by_year.items()):
        in_order = sorted(of_conditions)
        found.begun.extend(
            Begun(year, number, runs[0].place) for number, runs in enumerate(in_order, 1)
        )
        beyond = past_normal(in_order, limits.conditions, tables)
        if beyond and sum(map(len, conditions)) > 1:
            share_cap(beyond, [it for it in found.prior if it.year == year], found)
    return found


def limited_runs(condition: Condition, tables: Tables) -> Iterator[Placed]:
    """The runs of a condition that are priced as current under a limit; patients lying in a
    hospital have none."""
    for place, of in condition.items():
        for run in of.runs:
            counting = tables.counting[run.schedule]
            overrun = overrun_of(run.schedule, run.period, tables)
            if run.order == SESSION_ORDER and counting.current and (overrun or counting.ends):
                yield Placed(day_of(run.first, of.part.course), place, run, overrun, of)


def prior_of(condition: Condition, normal: int, tables: Tables) -> Iterator[Prior]:
    """The sessions that a condition had before its first course, as if on its first day; wherever
    that course takes place, as nobody says where they were."""
    place = first_place({place: of.part.course for place, of in condition.items()})
    part, span = condition[place].part, tables.span[condition[place].part.first_span]
    counting, before = tables.counting[part.course.schedule], part.before.counted
    if counting.current and before:
        overrun = overrun_of(part.course.schedule, span.period, tables)
        unlimited = overrun is None and not counting.ends
        yield Prior(part.course.start, place, max(before - normal, 0), span.year, unlimited)


def past_normal(in_order: Sequence[Sequence[Placed]], most: int, tables: Tables) -> list[Placed]:
    """The sessions past the normal number; each condition past the first few has no normal ones."""
    for placed in chain.from_iterable(in_order[most:]):
        if placed.overrun is None:
            number = placed.place + 1
            raise CourseRefused(number, too_many_conditions(number, most))
    return [
        placed
        for number, runs in enumerate(in_order)
        for placed in runs
        if number >= most or tables.code[placed.run.code].is_starred
    ]


def too_many_conditions(number: int, most: int) -> InvalidAnswer:
    """Why one more condition has no price where no code is known past the normal sessions."""
    return InvalidAnswer("condition", given=number, reason="fourth_condition", allowed=(most,))


def share_cap(beyond: Sequence[Placed], prior: Sequence[Prior], found: YearlyLimits) -> None:
    """Gives each session past the normal number its code: in order of date, those past the cap are
    not reimbursed."""
    codes: defaultdict[int, dict[int, int]] = defaultdict(dict)
    changed: list[Visit] = []
    used, waiting = 0, sorted(prior)
    for visit in visits(beyond):
        while waiting and waiting[0][:2] <= visit[:2]:
            used += waiting.pop(0).overrun
        paid = used < visit.overrun.cap
        code = visit.overrun.code if paid else visit.overrun.past_cap
        codes[visit.place][visit.session] = code
        used += 1
        if code != visit.code:
            changed.append(visit)
    for place in {visit.place for visit in changed}:
        of = next(placed.of for placed in beyond if placed.place == place)
        runs = found.runs.get(place, of.runs)
        found.runs[place] = recoded(runs, codes[place], of.part.course)
    found.past_cap.extend(
        [it for it in changed if codes[it.place][it.session] == it.overrun.past_cap][:1]
    )


def visits(runs: Iterable[Placed]) -> list[Visit]:
    """The sessions of some runs in order of date."""
    return sorted(
        Visit(day_of(session, of.part.course), place, session, run.code, overrun)
        for _, place, run, overrun, of in runs
        if overrun
        for session in range(run.first, run.first + run.times)
    )


def recoded(runs: Iterable[Run], codes: Mapping[int, int], course: Course) -> list[Run]:
    """The runs of a course with other codes for some sessions."""
    found: list[Run] = []
    for run in runs:
        sessions = range(run.first, run.first + run.times)
        if run.order != SESSION_ORDER or run.first not in codes:
            found.append(run)
            continue
        for code, together in groupby(sessions, key=codes.__getitem__):
            several = list(together)
            found.append(run._replace(first=several[0], times=len(several), code=code))
    return reopened(found, course)
