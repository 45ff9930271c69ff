"""The courses of one person: what its conditions share in a calendar year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from estimator.engine.model.case import Service
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EPOCH
from estimator.engine.model.plan import CourseRefused, PlannedCourse
from estimator.engine.model.result import Notice, Value
from estimator.engine.numbers.courses import Course, day_of
from estimator.engine.numbers.sessions import INTAKE_ORDER
from estimator.engine.numbers.tables import Sheet, Tables
from estimator.engine.plan.conditions import (
    Condition,
    Counted,
    Courses,
    counted,
    first_place,
    year_on,
)
from estimator.engine.plan.yearly_limits import Begun, YearlyLimits, yearly_limits

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
    limits = yearly_limits(conditions, conditions_a_year(planned, sheet), sheet.tables)
    for place, runs in limits.runs.items():
        found[place].runs = runs
    without = intakes_too_many(conditions, sheet.tables)
    for place in without:
        leave_out_intake(found[place])
    for of in found.values():
        of.shares_cap = len(conditions) > 1
    notices = [
        *further_conditions(limits, planned, sheet),
        *cap_shared(limits),
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


def conditions_a_year(planned: Planned, sheet: Sheet) -> int:
    """How many conditions a year have normal sessions."""
    first = min(of.case.start for of in planned.values())
    return sheet.book.limit("pathologies_per_year", "current", first).value


def intakes_too_many(conditions: Iterable[Condition], tables: Tables) -> list[int]:
    """The places of the courses whose intake was billed already: for the condition, or in the
    calendar year."""
    asked = sorted(
        (of.part.course.start, place, number)
        for number, condition in enumerate(conditions)
        for place, of in condition.items()
        if any(run.order == INTAKE_ORDER for run in of.runs)
    )
    found: list[int] = []
    billed: set[tuple[str, int]] = set()
    for start, place, number in asked:
        keys = {("condition", number), ("year", year_on(start, tables))}
        if billed & keys:
            found.append(place)
        else:
            billed |= keys
    return found


def leave_out_intake(of: Counted) -> None:
    """A course without the intake."""
    of.runs = [run for run in of.runs if run.order != INTAKE_ORDER]
    of.part = of.part._replace(course=of.part.course._replace(intake=False))


def further_conditions(limits: YearlyLimits, planned: Planned, sheet: Sheet) -> Iterator[Notice]:
    """The second and the third condition of a year need an approval; a further one has no normal
    sessions."""
    most = conditions_a_year(planned, sheet)
    for begun in limits.begun:
        if begun.number > 1:
            name = "plan_approval" if begun.number <= most else "plan_fourth"
            yield Notice(name, values_of(begun) | {"conditions": most})


def values_of(begun: Begun) -> dict[str, int]:
    """The course, its place among the conditions of the year, and the year."""
    year = day(begun.year).year
    return {"course": begun.place + 1, "number": begun.number, "year": year}


def cap_shared(limits: YearlyLimits) -> Iterator[Notice]:
    """The first session of each year that is past the cap since other conditions used it too."""
    for visit in limits.past_cap:
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
