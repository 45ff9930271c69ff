"""The courses of one person: what its conditions share in a calendar year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from estimator.engine.model.case import Pathology, Service
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EPOCH
from estimator.engine.model.plan import CourseRefused, PlannedCourse
from estimator.engine.model.result import Notice, Value
from estimator.engine.numbers.courses import Course, day_of
from estimator.engine.numbers.sessions import INTAKE_ORDER
from estimator.engine.numbers.tables import NOWHERE, Sheet, Tables
from estimator.engine.plan.conditions import (
    Condition,
    Counted,
    Courses,
    counted,
    first_place,
    year_on,
)
from estimator.engine.plan.yearly_limits import Begun, Limits, YearlyLimits, yearly_limits

#: The courses of one person by their place in the plan.
Planned = Mapping[int, PlannedCourse]


def counted_together(
    planned: Planned, courses: Courses, sheet: Sheet
) -> tuple[dict[int, Counted], list[Notice]]:
    """Each course of a person with its sessions counted, and what is to be said of what they share.

    Raises `CourseRefused`.
    """
    grouped = list(by_condition(planned, courses))
    conditions = [counted(of, sheet.tables) for of in grouped]
    found = {place: of for condition in conditions for place, of in condition.items()}
    limits = limits_of(planned, sheet)
    shared = yearly_limits(conditions, limits, sheet.tables)
    for place, runs in shared.runs.items():
        found[place].runs = runs
    without = share_intake(conditions, sheet.tables)
    for of in found.values():
        of.beside_others = len(conditions) > 1
    for begun in shared.begun:
        if begun.number > limits.conditions:
            mark_further(begun, conditions)
    notices = [
        *further_conditions(shared, limits),
        *order_assumed(shared, limits),
        *(prior_counted(shared) if len(conditions) > 1 else ()),
        *cap_shared(shared),
        *(Notice("plan_intake_once", {"course": place + 1}) for place in without),
        *same_day(planned, courses),
        *prior_passed_over(planned, grouped),
    ]
    return found, notices


def by_condition(planned: Planned, courses: Courses) -> Iterator[dict[int, Course]]:
    """The courses of each condition; a course without a name is a condition of its own.

    Only the first one begins a treatment: a later one bills an intake if the answers say so. Raises
    `CourseRefused` for a course of another group.
    """
    places: defaultdict[object, list[int]] = defaultdict(list)
    for place, of in planned.items():
        places[place if of.condition is None else of.condition].append(place)
    for together in places.values():
        first = first_place({place: courses[place] for place in together})
        others = [place for place in together if place != first]
        found = {first: courses[first]}
        for place in others:
            check_same_group(place, planned[first], planned[place])
            intake = planned[place].case.intake is True
            found[place] = courses[place]._replace(intake=intake)
        yield found


def check_same_group(place: int, first: PlannedCourse, other: PlannedCourse) -> None:
    """Refuses courses of one condition that are on different lists."""
    group = first.case.pathology
    if other.case.pathology is not group:
        given = other.case.pathology
        raise CourseRefused(
            place + 1,
            InvalidAnswer("pathology", given=given, reason="one_group", allowed=(group,)),
        )


def limits_of(planned: Planned, sheet: Sheet) -> Limits:
    """The limits in force when the first course begins."""
    first = min(of.case.start for of in planned.values())
    names = "pathologies_per_year", "normal_sessions"
    return Limits(*(sheet.book.limit(name, Pathology.CURRENT, first).value for name in names))


def share_intake(conditions: Iterable[Condition], tables: Tables) -> list[int]:
    """Leaves one intake to a condition, and one to a calendar year.

    The first course of a condition that asks for one, where its place has a code for it, decides:
    later ones have none, even if it could not bill it. Returns the places of the courses whose
    intake another one has.
    """
    deciding: list[tuple[int, int, Counted]] = []
    without: list[int] = []
    for condition in conditions:
        asking = sorted(
            (of.part.course.start, place)
            for place, of in condition.items()
            if of.part.course.intake and has_intake(of, tables)
        )
        deciding += [(start, place, condition[place]) for start, place in asking[:1]]
        for _, place in asking[1:]:
            if leave_out_intake(condition[place]) and bills_intake(condition[asking[0][1]]):
                without.append(place)
    years: set[int] = set()
    for start, place, of in sorted(deciding, key=lambda it: it[:2]):
        year = year_on(start, tables)
        if year in years and leave_out_intake(of):
            without.append(place)
        elif bills_intake(of):
            years.add(year)
    return sorted(without)


def has_intake(of: Counted, tables: Tables) -> bool:
    """Whether there is a code for an intake where a course takes place."""
    schedule, period = of.part.course.schedule, tables.span[of.part.first_span].period
    both = schedule, tables.counting[schedule].then
    return any(tables.terms[each][period].intake != NOWHERE for each in both)


def bills_intake(of: Counted) -> bool:
    """Whether an intake is billed with a course."""
    return any(run.order == INTAKE_ORDER for run in of.runs)


def leave_out_intake(of: Counted) -> bool:
    """A course without the intake; whether there was one."""
    billed = bills_intake(of)
    of.runs = [run for run in of.runs if run.order != INTAKE_ORDER]
    of.part = of.part._replace(course=of.part.course._replace(intake=False))
    return billed


def further_conditions(shared: YearlyLimits, limits: Limits) -> Iterator[Notice]:
    """The second and the third condition of a year need an approval; a further one has no normal
    sessions."""
    most = limits.conditions
    for begun in shared.begun:
        if begun.number > 1:
            name = "plan_approval" if begun.number <= most else "plan_fourth"
            yield Notice(name, values_of(begun) | {"conditions": most})


def mark_further(begun: Begun, conditions: Iterable[Condition]) -> None:
    """Marks the courses of a condition that has no normal sessions in a year."""
    for condition in conditions:
        if begun.place in condition:
            for of in condition.values():
                of.further = True


def order_assumed(shared: YearlyLimits, limits: Limits) -> Iterator[Notice]:
    """Each year in which nobody knows which condition is one too many, as one of them had sessions
    before the plan."""
    for year in dict.fromkeys(it.year for it in shared.begun if it.number > limits.conditions):
        if any(prior.year == year for prior in shared.prior):
            yield Notice("plan_order_assumed", {"year": day(year).year})


def prior_counted(shared: YearlyLimits) -> Iterator[Notice]:
    """Overrun sessions before a course in a hospital, which may have taken place elsewhere."""
    for prior in shared.prior:
        if prior.unlimited and prior.overrun:
            values: dict[str, Value] = {"course": prior.place + 1, "sessions": prior.overrun}
            yield Notice("plan_prior_counted", values)


def values_of(begun: Begun) -> dict[str, int]:
    """The course, its place among the conditions of the year, and the year."""
    year = day(begun.year).year
    return {"course": begun.place + 1, "number": begun.number, "year": year}


def cap_shared(shared: YearlyLimits) -> Iterator[Notice]:
    """The first session of each year that is past the cap since other conditions used it too."""
    for visit in shared.past_cap:
        values: dict[str, Value] = {"cap": visit.overrun.cap, "date": day(visit.day)}
        values |= {"course": visit.place + 1, "session": visit.session + 1}
        yield Notice("plan_cap_shared", values)


def same_day(planned: Planned, courses: Courses) -> Iterator[Notice]:
    """The first day with sessions of two courses, none of them a second session of the day."""
    taken: dict[int, int] = {}
    both: list[tuple[int, int, int]] = []
    for place, course in courses.items():
        if planned[place].case.service is Service.SECOND_SESSION:
            continue
        for session in range(course.sessions):
            on = day_of(session, course)
            if taken.setdefault(on, place) != place:
                both.append((on, taken[on], place))
    if both:
        on, one, other = min(both)
        yield Notice("plan_same_day", {"date": day(on), "course": one + 1, "other": other + 1})


def prior_passed_over(planned: Planned, grouped: Sequence[Courses]) -> Iterator[Notice]:
    """Later courses of a condition whose answers say what came before: only the first one's do."""
    for courses in grouped:
        first, *others = courses
        for place in others:
            case = planned[place].case
            if case.prior_sessions or case.first_session not in {None, case.start}:
                yield Notice("plan_prior_ignored", {"course": place + 1, "first": first + 1})


def day(number: int) -> date:
    """A day from its number."""
    return date.fromordinal(number + EPOCH)
