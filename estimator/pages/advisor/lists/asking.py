"""What is asked about a list: which sheet, which column means what, how its days are read."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa
import streamlit as st

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Choice, Field, Truth
from estimator.lists.columns.first_values import texts_in
from estimator.lists.columns.model import MEANINGS, DayOrder
from estimator.lists.columns.telling import (
    with_days,
    with_empty,
    with_everywhere,
    with_meaning,
)
from estimator.lists.files.chunks import Chunk
from estimator.lists.first_look.look import Asked, Look, Question
from estimator.lists.values.day_example import day_example
from estimator.locales import Words
from estimator.pages.advisor.lists.meaning_words import KEPT, examples, meaning_name
from estimator.pages.advisor.lists.state import GivenList, tell
from estimator.pages.blocks.html import paragraph
from estimator.pages.forms.session import FIXED
from estimator.wording.columns import value_name
from estimator.wording.refusals import refusal_sentence

SHEET_ASKED = "sheet"
"""The reason of a refusal that asks which sheet to read."""
SAME = "", ""
"""The choice that one answer, to be typed, holds for the whole list."""
Option = TypeVar("Option")
Take = Callable[[Any], None]


class Asking(NamedTuple):
    """What a question is asked about: the list, what is known of it, its first chunk with rows."""

    words: Words
    given: GivenList
    look: Look
    first: Chunk

    @property
    def rows(self) -> pa.Table:
        """The first rows."""
        return self.first.rows


def ask_sheet(words: Words, name: str, sheets: Sequence[str], take: Take) -> None:
    """Asks which sheet of a workbook to read; `name` is that of the question."""
    st.html(paragraph(words("list_page.sheet.why", n=len(sheets))))
    asked = widget(words, name, take)
    st.selectbox(
        words("list_page.sheet"), sheets, None, placeholder=words("list_page.choose"), **asked
    )


def show_questions(asking: Asking) -> None:
    """The questions that are left, each with its reason."""
    words, questions = asking.words, asking.look.questions
    st.html(paragraph(words("list_page.questions", n=len(questions))))
    for question in questions:
        with st.container(border=True):
            ASK[question.kind](asking, question)


def ask_meaning(asking: Asking, question: Question) -> None:
    """Asks what a column means."""
    words, given, look, first = asking
    own = question.about

    def take(meaning: str) -> None:
        tell(given, with_meaning(look.columns, own, meaning or None))

    values = examples(words, first.rows, own)
    st.html(paragraph(words("list_page.meaning.why", column=own, values=values)))
    st.selectbox(
        words("list_page.meaning", column=own),
        list(dict.fromkeys((*question.choices, KEPT, *MEANINGS))),
        None,
        partial(meaning_name, words),
        placeholder=words("list_page.choose"),
        **widget(words, key_of(question), take),
    )


def ask_which(asking: Asking, question: Question) -> None:
    """Asks which column says something, or what holds for the whole list."""
    words, given, look, _ = asking
    field = FIELDS[question.about]
    what = words(f"field.{field.name}")
    of_its_own = f"list_page.which.{field.name}"

    def take(option: tuple[str, str]) -> None:
        own, value = option
        if own:
            tell(given, with_meaning(look.columns, own, field.name))
        elif option != SAME:
            tell(given, with_everywhere(look.columns, field.name, value))

    st.html(paragraph(words("list_page.which.why")))
    chosen = st.selectbox(
        words(of_its_own) if of_its_own in words else words("list_page.which", what=what),
        [*((own, "") for own in question.choices), *answers_for_all(field)],
        None,
        partial(source_name, asking, field),
        placeholder=words("list_page.choose"),
        **widget(words, key_of(question), take),
    )
    if chosen == SAME:
        type_answer(asking, field)


def answers_for_all(field: Field) -> list[tuple[str, str]]:
    """The answers that may hold for the whole list."""
    closed = isinstance(field.kind, Choice | Truth)
    return [("", str(value)) for value in field.kind.allowed] if closed else [SAME]


def source_name(asking: Asking, field: Field, option: tuple[str, str]) -> str:
    """A column with its first values, or an answer that holds for the whole list."""
    words, (own, value) = asking.words, option
    if own:
        values = examples(words, asking.rows, own)
        return words("list_page.which.column", column=own, values=values)
    if option == SAME:
        return words("list_page.which.same")
    return words("list_page.which.everywhere", value=value_name(words, field, value))


def type_answer(asking: Asking, field: Field) -> None:
    """Asks for one answer that holds for the whole list."""
    words, given, look, _ = asking
    text = st.text_input(words(f"field.{field.name}"), key=f"{FIXED}typed_{field.name}").strip()
    if not text:
        return
    try:
        field.read(text)
    except InvalidAnswer as refused:
        st.error(refusal_sentence(words, refused))
        return
    tell(given, with_everywhere(look.columns, field.name, text))
    st.rerun()


def ask_days(asking: Asking, question: Question) -> None:
    """Asks how the days of a column are read, by one of its own days written out."""
    words, given, look, first = asking
    own = question.about
    example = day_example(texts_in(first.rows, own), look.columns.columns.get(own) or "start")

    def named(order: DayOrder) -> str:
        if not example:
            return words(f"list_page.{order}")
        return words("list_page.day_as", given=example.text, day=example.days[order])

    def take(order: DayOrder) -> None:
        tell(given, with_days(look.columns, own, order))

    st.html(paragraph(words("list_page.days.why", column=own)))
    label = words("list_page.days", column=own)
    st.radio(label, list(DayOrder), None, named, **widget(words, key_of(question), take))


def ask_empty(asking: Asking, question: Question) -> None:
    """Asks what an empty cell means in a column with a single answer."""
    words, given, look, first = asking
    own, field = look.columns.sources()[question.about], FIELDS[question.about]

    def named(answer: str) -> str:
        if not answer:
            return words("list_columns.empty.wrong")
        return words("list_columns.empty.as", value=value_name(words, field, answer))

    def take(answer: str) -> None:
        tell(given, with_empty(look.columns, field.name, answer))

    values = examples(words, first.rows, own)
    st.html(paragraph(words("list_columns.empty.why", column=own, values=values)))
    label = words("list_columns.empty", column=own)
    options = [*question.choices, ""]
    st.radio(label, options, None, named, **widget(words, key_of(question), take))


ASK = {
    Asked.MEANING: ask_meaning,
    Asked.WHICH: ask_which,
    Asked.EMPTY: ask_empty,
    Asked.DAYS: ask_days,
}


def widget(words: Words, name: str, take: Take) -> dict[str, Any]:
    """The key of a choice, and what takes it. Each language has its own widget, as a browser sends
    the words of a choice, which mean nothing in another language."""
    key = f"{FIXED}{name}_{words.language}"

    def taken() -> None:
        if (chosen := st.session_state[key]) is not None:
            take(chosen)

    return {"key": key, "on_change": taken}


def key_of(question: Question) -> str:
    """What the widget of a question is called."""
    return f"{question.kind}_{question.about}"
