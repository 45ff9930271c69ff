"""Draws a form: each question as the widget of its kind; its key is the field, after the prefix of
the form."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from estimator.pages.blocks.html import bullets, paragraph
from estimator.pages.forms.form import Fold, Form, Hint, Item, Question, Told

#: Called with the field and its options when the person has changed an answer.
OnChange = Callable[[str, tuple[str, ...]], None]


def draw(form: Form, items: Iterable[Item], on_change: OnChange) -> None:
    """Some items of a form, one below the other."""
    for item in items:
        if isinstance(item, Hint):
            st.caption(item.text)
        elif isinstance(item, Told):
            st.html(paragraph(item.facts.sentence, "facts") + bullets(item.facts.more, "facts"))
        elif isinstance(item, Fold):
            draw_fold(form, item, on_change)
        else:
            draw_question(form, item, on_change)


def draw_fold(form: Form, fold: Fold, on_change: OnChange) -> DeltaGenerator:
    """An expander; comes back with it, so that more can be written into it."""
    expander = st.expander(fold.label, key=f"{form.prefix}{fold.name}", on_change="rerun")
    with expander:
        if fold.items and fold.intro:
            st.html(paragraph(fold.intro))
        draw(form, fold.items, on_change)
    return expander


def draw_question(form: Form, asked: Question, on_change: OnChange) -> None:
    """A widget. First answers are its default, and not set in the session: after a server was lost
    the browser still holds what the person answered, and a value that is set would win over it."""
    first = form.choices.get(asked.field) or form.first_answers[asked.field]
    WIDGETS[asked.kind](
        asked,
        first,
        key=f"{form.prefix}{asked.field}",
        on_change=on_change,
        args=(asked.field, asked.options),
        persist_state="session",
    )
    if not asked.options:
        tell_beside(form, asked.field)


def tell_beside(form: Form, field: str) -> None:
    """What is wrong or doubtful about a typed answer; an empty element keeps what stands below in
    its place, and the focus there."""
    refusal = form.refused.get(field) if form.in_sight(field) else None
    if refusal:
        st.error(refusal)
    elif doubt := form.doubts.get(field):
        st.warning(doubt)
    else:
        st.empty()


def radio(asked: Question, first: str, **others: Any) -> None:
    """One choice of a few, each with its official name in small print."""
    st.radio(
        asked.label,
        asked.options,
        asked.options.index(first),
        format_func=asked.name_of,
        captions=asked.captions,
        **others,
    )


def selectbox(asked: Question, first: str, **others: Any) -> None:
    """One choice of many."""
    st.selectbox(
        asked.label,
        asked.options,
        asked.options.index(first),
        format_func=asked.name_of,
        filter_mode=None,
        **others,
    )


def segmented_control(asked: Question, first: str, **others: Any) -> None:
    """One choice of two or three, side by side."""
    st.segmented_control(
        asked.label,
        asked.options,
        default=first,
        format_func=asked.name_of,
        required=True,
        wrap=True,
        **others,
    )


def text_input(asked: Question, first: str, **others: Any) -> None:
    """A few typed characters."""
    st.text_input(
        asked.label,
        first,
        max_chars=asked.longest,
        autocomplete="off",
        placeholder=asked.example,
        **others,
    )


def number_input(asked: Question, first: int, **others: Any) -> None:
    """A whole number."""
    st.number_input(asked.label, value=first, step=1, **others)


def date_input(asked: Question, first: date | None, **others: Any) -> None:
    """A day of the calendar."""
    st.date_input(
        asked.label, first, min_value=date.min, max_value=date.max, format="DD/MM/YYYY", **others
    )


WIDGETS: Mapping[str, Callable[..., None]] = {
    each.__name__: each
    for each in (radio, selectbox, segmented_control, text_input, number_input, date_input)
}
