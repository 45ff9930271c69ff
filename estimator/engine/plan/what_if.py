"""What if: a plan changed in one way, and several such plans side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.case import Case
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Count
from estimator.engine.model.plan import PlannedCourse, PlanResult
from estimator.engine.numbers.courses import DAYS_A_WEEK
from estimator.engine.numbers.tables import Sheet
from estimator.engine.plan.price import plan
from estimator.engine.ranges import EuroRange

SINCE = "since"


class Kine(NamedTuple):
    """Another kiné: signed the convention or not, and what is asked (see `Case`)."""

    conventioned: bool
    fee: Decimal | None = None
    overrun_fee: Decimal | None = None


class Variant(NamedTuple):
    """A plan under its name. `difference`: what it leaves the patient to pay more than the first
    one (less: below zero). `care_differs`: it gives other sessions, or at another pace: whether
    that will do is a medical question."""

    name: str
    result: PlanResult
    difference: EuroRange
    care_differs: bool


def stopped(
    courses: Sequence[PlannedCourse], place: int, sessions: int
) -> tuple[PlannedCourse, ...]:
    """The plan with one course stopped after some sessions. Raises `InvalidAnswer`."""
    course = courses[place]
    Count(1, course.case.sessions).check("sessions", sessions)
    return with_case(courses, place, replace(course.case, sessions=sessions))


def paced(courses: Sequence[PlannedCourse], place: int, per_week: int) -> tuple[PlannedCourse, ...]:
    """The plan with another number of sessions a week in one course. Raises `InvalidAnswer`."""
    return with_case(courses, place, replace(courses[place].case, per_week=per_week))


def at_kine(
    courses: Sequence[PlannedCourse], place: int, kine: Kine, since: date | None = None
) -> tuple[PlannedCourse, ...]:
    """The plan with one course at another kiné, the whole of it or from a day on.

    From a day on it is a second course of the same condition, which begins with the first session
    on or after that day; its later sessions may come a day sooner than they would have. Raises
    `InvalidAnswer`: the day must be within the course.
    """
    course = courses[place]
    done = 0 if since is None else sessions_before(course.case, since)
    if done == 0:
        return with_case(courses, place, moved_to(course.case, kine))
    condition = course.condition if course.condition is not None else free_name(courses, place)
    first = replace(course.case, sessions=done)
    # What came before counts with the first part, and only that one opens with an intake.
    rest = replace(
        course.case,
        sessions=course.case.sessions - done,
        start=day_of_session(course.case, done),
        prior_sessions=0,
        first_session=None,
        intake=False,
    )
    parts = [replace(course, case=it, condition=condition) for it in (first, moved_to(rest, kine))]
    return (*courses[:place], *parts, *courses[place + 1 :])


def with_case(
    courses: Sequence[PlannedCourse], place: int, case: Case
) -> tuple[PlannedCourse, ...]:
    """The plan with another case at one place."""
    return (*courses[:place], replace(courses[place], case=case), *courses[place + 1 :])


def moved_to(case: Case, kine: Kine) -> Case:
    """The case at another kiné; a free fee holds at any hour, so no surcharge comes on top, and
    what a first session there costs is not asked."""
    return replace(
        case,
        conventioned=kine.conventioned,
        fee=None if kine.conventioned else kine.fee,
        first_fee=None,
        overrun_fee=kine.overrun_fee,
        surcharge=case.surcharge if kine.conventioned else Decimal(0),
    )


def sessions_before(case: Case, day: date) -> int:
    """How many sessions come before a day of the course. Raises `InvalidAnswer`."""
    last = day_of_session(case, case.sessions - 1)
    if not case.start <= day <= last:
        raise InvalidAnswer(SINCE, given=day, reason="outside_course", allowed=(case.start, last))
    return -((case.start - day).days * case.per_week // DAYS_A_WEEK)


def day_of_session(case: Case, session: int) -> date:
    """The day of a session; the first is 0."""
    return case.start + timedelta(DAYS_A_WEEK * session // case.per_week)


def free_name(courses: Sequence[PlannedCourse], place: int) -> str:
    """A name for the condition of a course without one, which no other course bears."""
    taken = {course.condition for course in courses}
    return next(
        name
        for number in range(place + 1, place + 2 + len(courses))
        if (name := str(number)) not in taken
    )


def side_by_side(
    variants: Mapping[str, Sequence[PlannedCourse]], sheet: Sheet
) -> tuple[Variant, ...]:
    """Several plans by their names, each compared with the first. Raises `CourseRefused`."""
    results = {name: plan(courses, sheet) for name, courses in variants.items()}
    first = next(iter(results.values()))
    return tuple(
        Variant(name, result, gap(first, result), care_of(result) != care_of(first))
        for name, result in results.items()
    )


def gap(first: PlanResult, other: PlanResult) -> EuroRange:
    """What another plan leaves to pay more, from the least to the most.

    What is open turns out alike in both plans: at kinés whom official fees bind the fee of an
    overrun session, at the others the reduction.
    """
    by_kind = [
        [
            after - before
            for before, after in zip(left_at(first, bound), left_at(other, bound), strict=True)
        ]
        for bound in (True, False)
    ]
    return EuroRange(sum(map(min, by_kind), Decimal(0)), sum(map(max, by_kind), Decimal(0)))


def left_at(result: PlanResult, bound: bool) -> tuple[Decimal, Decimal]:
    """What is left to pay, at the least and at the most, at kinés whom official fees bind or at the
    others."""
    found = [it for it in result.courses if it.case.bound is bound]
    return (
        sum((it.least.patient for it in found), Decimal(0)),
        sum((it.most.patient for it in found), Decimal(0)),
    )


def care_of(result: PlanResult) -> Counter[tuple[object, ...]]:
    """How many sessions each person has of each kind, and at which pace."""
    care: Counter[tuple[object, ...]] = Counter()
    for person, case in ((it.person, it.case) for it in result.planned):
        care[person, case.pathology, case.service, case.per_week] += case.sessions
    return care
