"""The courses of the year one below the other: add one, change it in place, remove it, put it back.

A change after which the questions look the same reruns only the answer's fragment.
"""

from collections.abc import Hashable
from contextlib import suppress
from functools import partial

import streamlit as st
from markupsafe import Markup
from streamlit.errors import StreamlitAPIException

from estimator.engine.model.errors import InvalidAnswer
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words, words
from estimator.pages.blocks.html import heading, paragraph
from estimator.pages.common.buttons import button
from estimator.pages.common.language import language_so_far
from estimator.pages.common.tariff_pages import subheading
from estimator.pages.forms import session
from estimator.pages.forms.first_answers import FIRST_ANSWERS
from estimator.pages.forms.form import Form
from estimator.pages.forms.widgets import draw
from estimator.pages.forms.year_courses import (
    MOST_COURSES,
    OPEN,
    REMOVED,
    YearCourse,
    add_course,
    change_course,
    courses,
    put_back,
    remove_course,
)
from estimator.pages.year.plan_of import read_course
from estimator.pages.year.questions import answered, course_form
from estimator.wording.plan.courses import course_name
from estimator.wording.refusals import refusal_sentence

#: The key of the answer's fragment.
ANSWER = "year_answer"
#: What a new course takes from the one before it, and from the first answers of the estimate.
LIKE_BEFORE = ("setting", "bim", "conventioned", "fee")
USUAL = ("pathology", "setting", "bim", "conventioned", "sessions", "per_week")


def show_courses(say: Words) -> None:
    """Every course, the one that is being changed with its questions; a button for another."""
    found, form = courses(), open_form(say)
    st.html(heading(say("year.courses"), "courses"))
    if not found:
        st.html(paragraph(say("year.none")))
    for place, course in enumerate(found):
        show_course(say, place, course, form if is_open(course) else None)
    if REMOVED in st.session_state:
        offer_back(say)
    if len(found) < MOST_COURSES:
        button(say, say("year.add"), "year_add", add)
    else:
        st.html(paragraph(say("year.full", n=MOST_COURSES)))


def show_course(say: Words, place: int, course: YearCourse, form: Form | None) -> None:
    """One course: its name and what it is, or its questions."""
    number = place + 1
    with st.container(border=True, key=f"fixed_year_course_{course.id}"):
        st.html(title(say, place, course, closed=form is None))
        if form:
            session.apply_choices({f"{form.prefix}{it}": to for it, to in form.choices.items()})
            draw(form, form.items, partial(changed, course.id))
        with st.container(horizontal=True):
            if form:
                button(say, say("year.done", number=number), "year_done", close)
            else:
                label = say("year.change", number=number)
                button(say, label, f"year_change_{course.id}", open_course, course.id)
            label = say("year.remove", number=number)
            button(say, label, f"year_remove_{course.id}", remove, course.id)


def title(say: Words, place: int, course: YearCourse, *, closed: bool) -> Markup:
    """The name of a course; while it is closed also how many sessions, from when, at which kiné."""
    name = subheading(name_of(say, place, course))
    return name + paragraph(line(say, course) + same_line(say, place, course)) if closed else name


def name_of(say: Words, place: int, course: YearCourse) -> str:
    """A course by its number, its problem and its person."""
    given = course.answers.get("pathology", "")
    return course_name(say, tariffs().book, place, given, course.person)


def line(say: Words, course: YearCourse) -> str:
    """A course in one line, or what to change in it."""
    case = read_course(course)
    if isinstance(case, InvalidAnswer):
        return refusal_sentence(say, case)
    kine = say("kind.conventioned" if case.conventioned else "kind.non_conventioned")
    return say("year.line", n=case.sessions, start=case.start, kind=kine)


def same_line(say: Words, place: int, course: YearCourse) -> str:
    """Which course before this one is about the same problem: nothing else on its card says so."""
    first = next((n for n, it in enumerate(courses()) if it.condition == course.condition), place)
    return f" {say('year.line_same', number=first + 1)}" if first < place else ""


def offer_back(say: Words) -> None:
    """What was removed, and the way back."""
    removed = st.session_state[REMOVED]
    with st.container(key="fixed_year_removed"):
        name = name_of(say, removed.place, removed.course)
        st.html(paragraph(say("year.removed", course=name)))
        button(say, say("year.put_back"), "year_put_back", put_back)


def is_open(course: YearCourse) -> bool:
    """Whether the questions of a course are shown."""
    return bool(st.session_state.get(OPEN) == course.id)


def open_form(say: Words) -> Form | None:
    """The form of the course that is being changed; what it shows is what counts."""
    course = next(filter(is_open, courses()), None)
    if course is None:
        return None
    form = course_form(say, tariffs(), course, courses(), clock.today())
    change_course(answered(course, form))
    return form


def look_of(say: Words) -> Hashable:
    """Equal where the courses and their questions look the same."""
    form = open_form(say)
    found = courses()
    names = [title(say, n, it, closed=not is_open(it)) for n, it in enumerate(found)]
    return tuple(names), form and form.look, st.session_state.get(REMOVED)


def changed(name: str, field: str, options: tuple[str, ...]) -> None:
    """Called when an answer changes: reruns only the fragment if the questions look the same."""
    session.remember_wish(f"year_{name}_{field}", options)
    if session.shows(look_of(words(language_so_far()))):
        with suppress(StreamlitAPIException):  # the server doesn't know the fragment
            st.rerun(ANSWER)


def add() -> None:
    """Adds a course with the usual answers, those about the person and the kiné as in the course
    before; opens it."""
    before = courses()[-1] if courses() else None
    answers = {name: str(FIRST_ANSWERS[name]) for name in USUAL}
    if before:
        answers |= {it: before.answers[it] for it in LIKE_BEFORE if it in before.answers}
    answers["start"] = clock.today().isoformat()
    course = add_course(answers, before.person if before else "")
    open_course(course.id)


def open_course(name: str) -> None:
    """Shows the questions of a course, and of no other."""
    st.session_state[OPEN] = name


def close() -> None:
    """Folds the questions away."""
    st.session_state.pop(OPEN, None)


def remove(name: str) -> None:
    """Takes a course away; the page offers to put it back."""
    if st.session_state.get(OPEN) == name:
        close()
    remove_course(name)
