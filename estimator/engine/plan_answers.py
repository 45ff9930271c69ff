"""Plans as people give them: the answers of each course, and the names of condition and person."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from estimator.engine.answers import case_from
from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.plan import CourseRefused, PlannedCourse
from estimator.engine.numbers.tables import Sheet

MOST_COURSES = 100
MOST_SESSIONS_OF_PLAN = 2_000
"""Of all its courses: what five people have who get care every day of a year."""
LONGEST_NAME = 60
"""Characters of the name of a condition, a person or a plan."""
MOST_BYTES_OF_PLAN = 256 << 10
"""Of a plan in JSON: all courses with all answers, and room to spare."""
COURSES, COURSE = "courses", "course"
CONDITION, PERSON = "condition", "person"
NAMES = (CONDITION, PERSON)
#: The names that a course of a plan may have.
COURSE_FIELDS = (*FIELDS, *NAMES)


def planned_from(
    answers: Sequence[Mapping[str, object]], sheet: Sheet, today: date | None
) -> tuple[PlannedCourse, ...]:
    """The courses that some answers make, each read as `case_from` reads them, which also says
    what `today` is for and what is passed over. Raises `CourseRefused`, and `InvalidAnswer` for no
    courses or too many, and for too many sessions."""
    check_length(len(answers))
    found = tuple(numbered(n, each, sheet, today) for n, each in enumerate(answers, 1))
    sessions = sum(course.case.sessions for course in found)
    if sessions > MOST_SESSIONS_OF_PLAN:
        allowed = (MOST_SESSIONS_OF_PLAN,)
        raise InvalidAnswer("sessions", given=sessions, reason="plan_sessions", allowed=allowed)
    return found


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
    """A name without the blanks around it; None where there is none. Refuses what is no short text
    on one line."""
    if given is None:
        return None
    name = given.strip() if isinstance(given, str) else None
    if name is None or len(name) > LONGEST_NAME or not name.isprintable():
        raise name_refusal(field, given)
    return name or None


def name_refusal(field: str, given: object) -> InvalidAnswer:
    """The refusal of a name."""
    return InvalidAnswer(field, given=given, reason="plan_name", allowed=(LONGEST_NAME,))


def courses_in(document: object) -> Sequence[Mapping[str, object]]:
    """The answers of each course in `{"courses": […]}`, as JSON holds it. Refuses another shape,
    and names that are not known."""
    if not isinstance(document, dict):
        raise InvalidAnswer("plan", given=document, reason="json", allowed=("object",))
    check_names(document, (COURSES,))
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
