"""A plan as a small file, the JSON that the command line reads: to keep, and to open again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from estimator.engine.model.case import FIELDS, Case
from estimator.engine.model.errors import EstimatorError, InvalidAnswer, TariffGap
from estimator.engine.model.plan import CourseRefused, PlannedCourse
from estimator.engine.model.situations import PATHOLOGY
from estimator.engine.plan.answers import CONDITION, COURSES, MOST_BYTES_OF_PLAN, PERSON
from estimator.locales import Words
from estimator.wording.as_json import plain
from estimator.wording.refusals import refusal_sentence

HOUSEHOLD = "household"
Told = Mapping[str, Any]
NOTHING_TOLD: Told = MappingProxyType({})


class UnreadablePlan(EstimatorError):
    """A file or a link that holds no plan, or a plan too long for a link; its sentence is
    `plan_paper.refused.<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def plan_told(planned: Sequence[PlannedCourse], household: Told = NOTHING_TOLD) -> dict[str, Any]:
    """A plan as the contract's JSON; answers that are the default are left out."""
    told: dict[str, Any] = {COURSES: [course_told(course) for course in planned]}
    return told | ({HOUSEHOLD: plain(household)} if household else {})


def course_told(course: PlannedCourse) -> dict[str, Any]:
    """The answers of one course, with its condition and its person if they have a name."""
    told = {**dict(answers_told(course.case)), CONDITION: course.condition, PERSON: course.person}
    return {name: plain(value) for name, value in told.items() if value not in (None, "")}


def answers_told(case: Case) -> Iterator[tuple[str, object]]:
    """The answers that differ from the default; a situation code where one was given."""
    for name, field in FIELDS.items():
        answer = getattr(case, name)
        if name == PATHOLOGY and case.situation:
            yield name, case.situation.code
        elif field.required or answer != field.default:
            yield name, answer


def plan_file(told: Told) -> bytes:
    """The file of a plan, to be read by a person too."""
    return f"{json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False)}\n".encode()


def plan_document(content: bytes) -> dict[str, Any]:
    """What a file says, not yet read as a plan. Raises `UnreadablePlan`."""
    if len(content) > MOST_BYTES_OF_PLAN:
        raise UnreadablePlan("too_large")
    try:
        told = json.loads(content.decode("utf-8-sig"))
        plan_file(told)  # half a sign as an escape, or NaN, can't be written again
    except (ValueError, RecursionError) as fault:
        raise UnreadablePlan("no_plan") from fault
    if not is_plan(told):
        raise UnreadablePlan("no_plan")
    return dict(told)


def is_plan(told: object) -> bool:
    """Whether something has the shape of a plan; its answers are not looked at."""
    if not isinstance(told, dict) or not isinstance(told.get(HOUSEHOLD, {}), dict):
        return False
    courses = told.get(COURSES)
    if not isinstance(courses, list) or not courses:
        return False
    return all(isinstance(course, dict) for course in courses)


def plan_refusal(words: Words, refused: CourseRefused | InvalidAnswer) -> str:
    """Why a plan can't be priced, in the words of the page, with the course if it is only one."""
    if isinstance(refused, InvalidAnswer):
        known = f"field.{refused.field}" in words
        return refusal_sentence(words, refused, identifiers=not known)
    sentence = course_sentence(words, refused.refusal)
    return words("plan.course", n=refused.number, sentence=sentence)


def course_sentence(words: Words, refusal: EstimatorError) -> str:
    """Why a course can't be priced."""
    if isinstance(refusal, TariffGap):
        return words("gap.tariff", what=refusal.what, date=refusal.on)
    return refusal_sentence(words, refusal) if isinstance(refusal, InvalidAnswer) else str(refusal)
