"""The courses of the year: in the session, and as a text for the browser's tab.

Nothing here is sent anywhere else; docs/privacy.md says what the tab keeps.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from secrets import token_hex
from typing import NamedTuple

import streamlit as st

from estimator.engine.model.case import FIELDS
from estimator.pages.forms.answer_store import with_place
from estimator.pages.forms.session import FIXED, set_value
from estimator.pages.forms.tab_storage import Entry, keep_text

COURSES, REMOVED, OPEN = f"{FIXED}year", f"{FIXED}year_removed", f"{FIXED}year_open"
#: A plan was opened in this visit: it wins over the courses that the browser kept.
OPENED_PLAN = f"{FIXED}year_opened"
#: Why a plan could not be opened: said until the courses change.
REFUSED_PLAN = f"{FIXED}year_refused"
#: The page of the year is asked for, from another page.
SHOW_YEAR = f"{FIXED}year_show"
#: Each course takes up to 700 characters.
MOST_COURSES, LONGEST_TEXT = 20, 100
NAMES = ("condition", "person")
#: What the keys of the questions about the household begin with, and their fields.
HOUSEHOLD = "year_household_"
ABOUT_HOUSEHOLD = ("maf_band", "household_bim", "maf_counted")
#: What the names of conditions begin with that the page has given: a person's have no blank there.
OURS = " "
KEPT_YEAR = Entry("kine-year", f"{FIXED}year_kept", 20_000)


class YearCourse(NamedTuple):
    """A course as it was answered: texts by the fields of a case. Courses of one `condition` are
    about the same problem of the same person; nobody has named it where it begins with `OURS`."""

    id: str
    condition: str
    person: str
    answers: Mapping[str, str]


class Removed(NamedTuple):
    """A course that was removed, and its place."""

    place: int
    course: YearCourse


def courses() -> tuple[YearCourse, ...]:
    """Those of the year, in the order of entry."""
    return tuple(st.session_state.get(COURSES, ()))


def set_courses(found: Sequence[YearCourse]) -> None:
    """Makes these the courses of the year."""
    st.session_state[COURSES] = tuple(found)
    st.session_state.pop(REFUSED_PLAN, None)


def new_condition() -> str:
    """A condition that nobody has named."""
    return f"{OURS}{token_hex(4)}"


def add_course(answers: Mapping[str, str], person: str = "") -> YearCourse:
    """Puts a course of a problem of its own at the end; passes over what is no answer of a case."""
    asked = {field: it for field, it in with_place(answers).items() if field in FIELDS}
    course = YearCourse(token_hex(4), new_condition(), person, asked)
    set_courses((*courses(), course))
    st.session_state.pop(REMOVED, None)
    return course


def add_and_show(answers: Mapping[str, str]) -> None:
    """Adds a course from another page, and asks for the page of the year."""
    add_course(answers)
    st.session_state[SHOW_YEAR] = True
    st.rerun()


def change_course(after: YearCourse) -> None:
    """Replaces a course. What names its problem holds for every course of that problem."""
    found = [after if course.id == after.id else course for course in courses()]
    set_courses([like(course, after) for course in found])


def like(course: YearCourse, changed: YearCourse) -> YearCourse:
    """A course with the person and the group of another one about the same problem."""
    if course.condition != changed.condition or "pathology" not in changed.answers:
        return course
    answers = {**course.answers, "pathology": changed.answers["pathology"]}
    return course._replace(person=changed.person, answers=answers)


def remove_course(name: str) -> None:
    """Takes a course away, and remembers it."""
    found = courses()
    place = next(n for n, course in enumerate(found) if course.id == name)
    st.session_state[REMOVED] = Removed(place, found[place])
    set_courses(found[:place] + found[place + 1 :])


def put_back() -> None:
    """Puts the course removed last where it was."""
    place, course = st.session_state.pop(REMOVED)
    found = courses()
    set_courses((*found[:place], course, *found[place:]))


def keep_year_in_browser() -> None:
    """Has the browser keep the courses, and what was answered about the household."""
    settled = OPENED_PLAN in st.session_state
    keep_text(KEPT_YEAR, written(courses(), household()), take_back_year, settled=settled)


def household() -> dict[str, str]:
    """The answers about the household that were given, as texts."""
    state = st.session_state
    given = {field: state.get(f"{HOUSEHOLD}{field}") for field in ABOUT_HOUSEHOLD}
    return {field: str(it) for field, it in given.items() if it}


def set_household(answers: Mapping[str, str]) -> None:
    """Fills answers about the household in, before their questions are drawn."""
    for field in ABOUT_HOUSEHOLD:
        if field in answers:
            set_value(f"{HOUSEHOLD}{field}", answers[field])


def take_back_year(text: str) -> None:
    """Puts the courses that the browser kept before those added since."""
    now, (kept, about) = courses(), year_in(text)
    names = {course.id for course in now}
    before = [course for course in kept if course.id not in names]
    st.session_state[COURSES] = (*before, *now)[:MOST_COURSES]
    set_household({field: it for field, it in about.items() if field not in household()})
    st.rerun()


def written(found: Sequence[YearCourse], about: Mapping[str, str]) -> str:
    """Courses and household as a text; empty for no course."""
    told = {"courses": [course._asdict() for course in found], "household": about}
    return json.dumps(told, ensure_ascii=False) if found else ""


def year_in(text: str) -> tuple[list[YearCourse], dict[str, str]]:
    """The courses and the household in a text from a browser; passes over all that is none."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return [], {}
    if not isinstance(told, dict):
        return [], {}
    given, about = told.get("courses"), told.get("household")
    found = map(course_in, given if isinstance(given, list) else ())
    each = list({course.id: course for course in found if course}.values())
    return each[:MOST_COURSES], texts_in(about, ABOUT_HOUSEHOLD)


def course_in(given: object) -> YearCourse | None:
    """One course; the engine reads its answers, and refuses what it can't use."""
    if not isinstance(given, dict):
        return None
    about = {"id": "", "condition": "", "person": "", **texts_in(given, ("id", *NAMES))}
    # The id is part of the keys of widgets, and so of the style sheet's classes.
    named = about["id"].isascii() and about["id"].isalnum()
    answers = texts_in(given.get("answers"), FIELDS)
    return YearCourse(**about, answers=answers) if named and answers else None


def texts_in(given: object, fields: Iterable[str]) -> dict[str, str]:
    """Some of the fields of an object, as texts of a sensible length."""
    found = given if isinstance(given, dict) else {}
    return {field: str(found[field])[:LONGEST_TEXT] for field in fields if field in found}
