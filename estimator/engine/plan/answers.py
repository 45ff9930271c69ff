"""Plans as people give them: the answers of each course, and the names of condition and person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from estimator.engine.answers import case_from, read
from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS, TRUTH, Count, Field
from estimator.engine.model.plan import CourseRefused, PlannedCourse
from estimator.engine.numbers.tables import Sheet
from estimator.engine.plan.household import COUNTED_IN, INCOME_BANDS, Household

MOST_COURSES = 100
MOST_SESSIONS_OF_PLAN = 2_000
"""Of all its courses: what five people have who get care every day of a year."""
LONGEST_NAME = 60
"""Characters of the name of a condition, a person or a plan."""
#: White space that ends no line: blanks, those that don't break, tabs.
BLANKS = re.compile(r"[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
#: The signs that join letters or emoji, or keep them apart: not seen, but part of how names are
#: written.
JOINERS = re.compile("[\u200c\u200d]")
MOST_BYTES_OF_PLAN = 256 << 10
"""Of a plan in JSON: all courses with all answers, and room to spare."""
COURSES, COURSE = "courses", "course"
CONDITION, PERSON = "condition", "person"
NAMES = (CONDITION, PERSON)
#: The names that a course of a plan may have.
COURSE_FIELDS = (*FIELDS, *NAMES)
HOUSEHOLD, COUNTED = "household", "counted"
#: What must be known of a household; in JSON the lowest income band is 1.
HOUSEHOLD_FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("income_band", Count(1, INCOME_BANDS), MISSING),
        Field("bim", TRUTH, MISSING),
    )
}
HOUSEHOLD_NAMES = (*HOUSEHOLD_FIELDS, COUNTED)


def planned_from(
    answers: Sequence[Mapping[str, object]], sheet: Sheet, today: date | None
) -> tuple[PlannedCourse, ...]:
    """The courses that some answers make, each read as `case_from` reads them, which also says
    what `today` is for and what is passed over. Raises `CourseRefused`, and `InvalidAnswer` for no
    courses or too many, and for too many sessions."""
    check_length(len(answers))
    found = tuple(numbered(n, each, sheet, today) for n, each in enumerate(answers, 1))
    check_sessions(found)
    return found


def check_sessions(courses: Iterable[PlannedCourse]) -> None:
    """Refuses a plan with too many sessions in all."""
    sessions = sum(course.case.sessions for course in courses)
    if sessions > MOST_SESSIONS_OF_PLAN:
        allowed = (MOST_SESSIONS_OF_PLAN,)
        raise InvalidAnswer("sessions", given=sessions, reason="plan_sessions", allowed=allowed)


def check_length(courses: int) -> None:
    """Refuses a plan without courses, and one with too many."""
    if not 1 <= courses <= MOST_COURSES:
        raise length_refusal(courses)


def length_refusal(courses: int) -> InvalidAnswer:
    """The refusal of a plan with so many courses."""
    allowed = (1, MOST_COURSES)
    return InvalidAnswer(COURSES, given=courses, reason="plan_length", allowed=allowed)


def numbered(
    number: int, answers: Mapping[str, object], sheet: Sheet, today: date | None
) -> PlannedCourse:
    """One course of a plan. Raises `CourseRefused` with its number."""
    try:
        case = case_from(answers, sheet, today)
        condition, person = (name_from(field, answers.get(field)) for field in NAMES)
    except InvalidAnswer as refusal:
        raise CourseRefused(number, refusal) from refusal
    return PlannedCourse(case=case, condition=condition, person=person or "")


def name_from(field: str, given: object) -> str | None:
    """A name as `tidy` writes it; None where there is none. Refuses what is no short text on one
    line."""
    if given is None:
        return None
    if not isinstance(given, str):
        raise name_refusal(field, given)
    name = tidy(given)
    seen = JOINERS.sub("", name)
    if len(name) > LONGEST_NAME or not seen.isprintable():
        raise name_refusal(field, given)
    return name if seen.strip() else None


def tidy(name: str) -> str:
    """A name as it is compared: each letter in one sign where there is one (NFC), one blank for
    several, none around it."""
    return BLANKS.sub(" ", normalize("NFC", name)).strip()


def name_refusal(field: str, given: object) -> InvalidAnswer:
    """The refusal of a name."""
    return InvalidAnswer(field, given=given, reason="plan_name", allowed=(LONGEST_NAME,))


def courses_in(document: object) -> Sequence[Mapping[str, object]]:
    """The answers of each course in `{"courses": […]}`, as JSON holds it. Refuses another shape,
    and names that are not known."""
    if not isinstance(document, dict):
        raise InvalidAnswer("plan", given=document, reason="json", allowed=("object",))
    check_names(document, (COURSES, HOUSEHOLD))
    courses = document.get(COURSES)
    if courses is None:
        raise InvalidAnswer(COURSES, given="", reason="missing", allowed=("list",))
    if not isinstance(courses, list):
        raise InvalidAnswer(COURSES, given=courses, reason="json", allowed=("list",))
    check_length(len(courses))
    for number, course in enumerate(courses, 1):
        try:
            check_course(course)
        except InvalidAnswer as refusal:
            raise CourseRefused(number, refusal) from refusal
    return courses


def household_in(document: Mapping[str, object]) -> Household | None:
    """The household that the yearly ceiling is asked for; None where none is given. Refuses what
    can't be used, and names that are not known."""
    given = document.get(HOUSEHOLD)
    if given is None:
        return None
    if not isinstance(given, dict):
        raise InvalidAnswer(HOUSEHOLD, given=given, reason="json", allowed=("object",))
    check_names(given, HOUSEHOLD_NAMES)
    found, refused = read(HOUSEHOLD_FIELDS, given)
    if refused:
        raise refused[0]
    band, bim = found["income_band"], found["bim"]
    return Household(income_band=band - 1, bim=bim, counted=counted_from(given.get(COUNTED)))


def counted_from(given: object) -> dict[int, Decimal]:
    """The euros already counted in each calendar year."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise InvalidAnswer(COUNTED, given=given, reason="json", allowed=("object",))
    return {
        COUNTED_IN.read(COUNTED, year): EUROS.read(COUNTED, amount)
        for year, amount in given.items()
    }


def check_course(course: object) -> None:
    """Refuses what is no object of answers, and names that are not known."""
    if not isinstance(course, dict):
        raise InvalidAnswer(COURSE, given=course, reason="json", allowed=("object",))
    check_names(course, COURSE_FIELDS)


def check_names(given: Iterable[str], known: Sequence[str]) -> None:
    """Refuses the first name that is not known."""
    unknown = next((name for name in given if name not in known), None)
    if unknown is not None:
        raise InvalidAnswer(unknown, given=unknown, reason="unknown_field", allowed=known)
