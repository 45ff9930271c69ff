"""Open a plan that was kept: from a link, from a file, or from a list of the advisor page.

An answer that can't be used is no reason to refuse it: the page asks to correct that answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from secrets import token_hex
from typing import Any

import streamlit as st

from estimator.documents.plan_file import Told, UnreadablePlan, is_plan, plan_document
from estimator.documents.plan_link import PLAN, unpacked
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.plan.answers import (
    CONDITION,
    COURSES,
    LONGEST_NAME,
    MOST_BYTES_OF_PLAN,
    PERSON,
    name_from,
)
from estimator.locales import Words
from estimator.pages.blocks.html import paragraph
from estimator.pages.forms.answer_store import with_place
from estimator.pages.forms.session import FIXED
from estimator.pages.forms.year_courses import (
    MOST_COURSES,
    OPEN,
    OPENED_PLAN,
    REFUSED_PLAN,
    REMOVED,
    YearCourse,
    course_in,
    new_condition,
    set_courses,
)
from estimator.pages.year.household_told import open_household

#: Keys: the file that a person chose, and which one was opened last.
CHOSEN, LAST_OPENED = f"{FIXED}plan", f"{FIXED}plan_opened"
#: The least that Streamlit can be told.
MEGABYTE = 1


def open_kept(words: Words) -> None:
    """Opens the plan of the address, which then loses it, or of a file chosen just now; says why
    one can't be opened."""
    try:
        told = told_now()
        if told is not None:
            open_plan(told)
    except UnreadablePlan as refused:
        st.session_state[REFUSED_PLAN] = refused.reason
    if reason := st.session_state.get(REFUSED_PLAN):
        st.error(words(f"plan_paper.refused.{reason}", n=MOST_COURSES, most=LONGEST_NAME))


def told_now() -> Told | None:
    """What a plan says that was not opened yet. Raises `UnreadablePlan`."""
    state = st.session_state
    if PLAN in st.query_params:
        link = st.query_params[PLAN]
        del st.query_params[PLAN]
        return unpacked(link)
    file = state.get(CHOSEN)
    if file is None or file.file_id == state.get(LAST_OPENED):
        return None
    state[LAST_OPENED] = file.file_id
    return plan_document(file.read(MOST_BYTES_OF_PLAN + 1))


def open_plan(told: Told) -> None:
    """Puts a plan in the place of the year, its household too. Raises `UnreadablePlan`."""
    if not is_plan(told):
        raise UnreadablePlan("no_plan")
    if len(told[COURSES]) > MOST_COURSES:
        raise UnreadablePlan("too_many")
    found = [*year_courses(told[COURSES])]
    if not found:
        raise UnreadablePlan("no_plan")
    set_courses(found)
    open_household(told, found)
    st.session_state[OPENED_PLAN] = True
    for key in (OPEN, REMOVED):
        st.session_state.pop(key, None)


def year_courses(told: Sequence[Mapping[str, Any]]) -> Iterator[YearCourse]:
    """The courses as the page holds them, where a condition belongs to one person; passes over one
    that answers nothing. Raises `UnreadablePlan` for a name that can't be used."""
    named = [(name_in(course, CONDITION), name_in(course, PERSON)) for course in told]
    names = one_for_each([(condition, person) for condition, person in named if condition])
    for course, about in zip(told, named, strict=True):
        texts = {name: typed(answer) for name, answer in course.items() if answer is not None}
        condition = names.get(about) or new_condition()
        names_held = {"id": token_hex(4), CONDITION: condition, PERSON: about[1]}
        if found := course_in({**names_held, "answers": with_place(texts)}):
            yield found


def name_in(course: Mapping[str, Any], field: str) -> str:
    """A name in a course, empty where it has none. Raises `UnreadablePlan`."""
    try:
        return name_from(field, course.get(field)) or ""
    except InvalidAnswer as refusal:
        raise UnreadablePlan("name") from refusal


def one_for_each(named: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """A name for each condition of each person that no other one has: its own for the first person
    who has it, then one with the person's name."""
    taken, found = {condition for condition, _ in named}, dict[tuple[str, str], str]()
    people: dict[str, str] = {}
    for condition, person in dict.fromkeys(named):
        name = condition
        if people.setdefault(condition, person) != person:
            name = next(it for it in names_with(condition, person) if it not in taken)
        taken.add(name)
        found[condition, person] = name
    return found


def names_with(condition: str, person: str) -> Iterator[str]:
    """Names for a condition that tell whose it is, the later ones with a number; none is longer
    than a name may be."""
    short = person[: LONGEST_NAME // 3]
    for n in count(1 if short else 2):
        end = f" ({short})" if n == 1 else f" ({short} {n})".replace("( ", "(")
        yield f"{condition[: LONGEST_NAME - len(end)].rstrip()}{end}"


def typed(answer: object) -> str:
    """An answer as a person would have typed it."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def offer_opening(words: Words) -> None:
    """The field for the file of a plan, folded away."""
    with st.expander(words("plan_paper.open"), key="open-plan"):
        st.html(paragraph(words("plan_paper.open.what")))
        label = words("plan_paper.open.file")
        st.file_uploader(label, "json", key=CHOSEN, max_upload_size=MEGABYTE)
