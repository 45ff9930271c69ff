"""What the page asks about one course of the year: the main questions, the others folded away."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from estimator.embed.presets import Presets
from estimator.engine.answers import refusals
from estimator.engine.model.case import FIELDS, Pathology, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.numbers.tables import Sheet
from estimator.engine.plan.answers import LONGEST_NAME, PERSON, name_from, tidy
from estimator.locales import Words
from estimator.pages.estimate.possible import Possible
from estimator.pages.estimate.questions import (
    LESS_COMMON,
    MORE,
    PACES,
    ask_back,
    ask_extras,
    ask_first_session,
    ask_prior_sessions,
    protected,
    settings_of,
)
from estimator.pages.forms.answer_store import answer_from
from estimator.pages.forms.first_answers import FIRST_ANSWERS
from estimator.pages.forms.form import NO, Answer, Form, wish_of
from estimator.pages.forms.year_courses import OURS, YearCourse, new_condition
from estimator.wording.plan.courses import problem_name
from estimator.wording.refusals import refusal_sentence

SAME, NEW = "same", f"{OURS}new"
GROUPS = tuple(map(str, Pathology))
FOLDED = ("prior_sessions", *(it for it in LESS_COMMON if it not in ("start", "per_week")))


class Other(NamedTuple):
    """A course that the one asked about may share its problem with, and its number from 1."""

    number: int
    course: YearCourse


def prefix_of(course: YearCourse) -> str:
    """What the keys of the widgets about a course begin with."""
    return f"year_{course.id}_"


def held_in(course: YearCourse) -> dict[str, Any]:
    """What the widgets about a course hold, by field, and the options chosen last."""
    prefix, wished = prefix_of(course), wish_of(prefix_of(course))
    found: dict[str, Any] = {}
    for key, value in st.session_state.to_dict().items():
        name = str(key)
        if name.startswith(prefix):
            found[name.removeprefix(prefix)] = value
        elif name.startswith(wished):
            found[wish_of(name.removeprefix(wished))] = value
    return found


def first_answers_of(course: YearCourse, same: str, today: date) -> dict[str, Answer]:
    """What the widgets about a course begin with: its answers, as far as they can be read."""
    given = {field: answer_from(field, text) for field, text in course.answers.items()}
    known = {field: answer for field, answer in given.items() if answer is not None}
    return {
        **FIRST_ANSWERS,
        "start": today,
        "first_session": None,
        **known,
        SAME: same,
        PERSON: course.person,
    }


def others_of(course: YearCourse, found: Iterable[YearCourse]) -> dict[str, Other]:
    """The first course of every problem, by condition, but for the problem that begins with this
    course."""
    first: dict[str, Other] = {}
    for number, each in enumerate(found, 1):
        first.setdefault(each.condition, Other(number, each))
    return {condition: it for condition, it in first.items() if it.course.id != course.id}


def course_form(
    words: Words, sheet: Sheet, course: YearCourse, found: Iterable[YearCourse], today: date
) -> Form:
    """The form of one of the courses found."""
    others = others_of(course, found)
    first = first_answers_of(course, course.condition if course.condition in others else NEW, today)
    form = Form(words, first, Presets(), held_in(course), prefix_of(course))
    pathology = ask_problem(form, sheet, others)
    setting = Setting(form.select("setting", settings_of(sheet, [pathology])))
    possible = Possible(sheet, (pathology,), setting, today)
    if len(possible.services) > 1:
        form.select("service", possible.services)
    form.pick("bim")
    form.hint("bim")
    if form.pick("conventioned") == NO and not protected(form, possible):
        form.text("fee", "question.fee.own")
    form.number("sessions")
    form.day("start")
    form.pick("per_week", PACES, words="")
    with form.fold(MORE, words("questions.more"), FOLDED):
        ask_prior_sessions(form, possible)
        ask_first_session(form, possible)
        ask_extras(form, possible)
    for refusal in refusals(form.answers, sheet, today):
        form.refuse(refusal.field, refusal_sentence(words, refusal))
    try:
        name_from(PERSON, form.answers.get(PERSON))
    except InvalidAnswer as refusal:
        form.refuse(PERSON, refusal_sentence(words, refusal))
    ask_back(form, sheet.book)
    return form


def ask_problem(form: Form, sheet: Sheet, others: Mapping[str, Other]) -> Pathology:
    """Whether the problem is that of another course; else whose it is, and in which group."""
    if others and ask_same(form, sheet, others) != NEW:
        same = others[form.answers[SAME]].course
        form.note(PERSON, same.person)
        form.note("pathology", same.answers.get("pathology", ""))
    else:
        form.text(PERSON, longest=LONGEST_NAME)
        form.hint(PERSON)
        ask_group(form, sheet)
    given = form.answers.get("pathology", "")
    situations = sheet.book.situations
    group = situations[given].group if given in situations else given
    return Pathology(group) if group in GROUPS else Pathology.CURRENT


def ask_same(form: Form, sheet: Sheet, others: Mapping[str, Other]) -> str:
    """Which problem it is: a new one, or that of another course."""
    words = form.words
    names = (words("year.new"), *(same_name(words, sheet, each) for each in others.values()))
    chosen = form.select(SAME, (NEW, *others), names)
    form.hint(SAME)
    return chosen


def same_name(words: Words, sheet: Sheet, other: Other) -> str:
    """The problem of another course, as an option; its number tells two of one group apart, for
    people and for the widget, which knows its options by their names."""
    number, course = other
    name = problem_name(words, sheet.book, course.answers.get("pathology", ""))
    key = "year.same_of" if course.person else "year.same"
    return words(key, number=number, what=name, person=course.person)


def ask_group(form: Form, sheet: Sheet) -> None:
    """The group; a situation that the course came with stands among the groups."""
    words = form.words
    come = str(form.first_answers["pathology"])
    groups = (come, *GROUPS) if come in sheet.book.situations else GROUPS
    names = tuple(problem_name(words, sheet.book, it) for it in groups)
    chosen = form.select("pathology", groups, names)
    group = sheet.book.situations[chosen].group if chosen in sheet.book.situations else chosen
    if group in GROUPS:
        examples = words(f"choice.pathology.{group}")
        form.hint("group", group=words(f"pathology.{group}"), examples=examples)


def answered(course: YearCourse, form: Form) -> YearCourse:
    """A course with the answers of its form."""
    condition = form.answers.get(SAME, NEW)
    if condition == NEW:
        alone = form.first_answers[SAME] == NEW
        condition = course.condition if alone else new_condition()
    answers = {field: form.answers[field] for field in FIELDS if field in form.answers}
    person = tidy(form.answers.get(PERSON, ""))
    return YearCourse(course.id, condition, person, answers)
