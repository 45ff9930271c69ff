"""The plan that the courses of the year make, or why there is none."""

from collections.abc import Sequence
from typing import NamedTuple

from estimator.engine.answers import case_from
from estimator.engine.model.case import Case
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.plan import CourseRefused, PlannedCourse, PlanResult
from estimator.engine.plan import plan
from estimator.engine.plan.answers import PERSON, check_sessions, name_from
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.pages.forms.year_courses import YearCourse


class RefusedCourse(NamedTuple):
    """A course without a price: its place, the first is 0, and the answer to change."""

    place: int
    refusal: InvalidAnswer


def read_course(course: YearCourse) -> Case | InvalidAnswer:
    """The case of a course, or the first answer to change."""
    try:
        name_from(PERSON, course.person)
        return case_from(course.answers, tariffs(), clock.today())
    except InvalidAnswer as refusal:
        return refusal


def priced(found: Sequence[YearCourse]) -> PlanResult | list[RefusedCourse]:
    """What the courses cost together; where some have no price, only those. Raises `InvalidAnswer`
    for too many sessions in all."""
    cases = [read_course(course) for course in found]
    refused = [RefusedCourse(n, it) for n, it in enumerate(cases) if isinstance(it, InvalidAnswer)]
    if refused:
        return refused
    planned = [
        PlannedCourse(case=case, condition=course.condition, person=course.person)
        for case, course in zip(cases, found, strict=True)
        if isinstance(case, Case)
    ]
    check_sessions(planned)
    try:
        return plan(planned, tariffs())
    except CourseRefused as fault:
        if not isinstance(fault.refusal, InvalidAnswer):
            raise
        return [RefusedCourse(fault.number - 1, fault.refusal)]
