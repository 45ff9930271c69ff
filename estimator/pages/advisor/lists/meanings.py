"""What each column of a list means, to see or to change."""

from functools import partial

import streamlit as st

from estimator.lists.columns.model import MEANINGS, DayOrder
from estimator.lists.columns.telling import with_days, with_meaning
from estimator.locales import Words
from estimator.pages.advisor.lists.asking import Asking, widget
from estimator.pages.advisor.lists.meaning_words import (
    KEPT,
    examples,
    meaning_name,
    said_of_all,
)
from estimator.pages.advisor.lists.state import NOTHING_TOLD, GivenList, tell
from estimator.pages.blocks.html import bullets, paragraph, with_small_print
from estimator.pages.common.buttons import button

MOST_CHANGED = 60
"""Columns that can be changed here; those with a meaning come first."""


def show_meanings(asking: Asking) -> None:
    """Every column with its first values and its meaning, folded."""
    words, given, look, rows = asking
    with st.expander(words("list_page.meanings"), key="meanings"):
        st.html(paragraph(words("list_page.meanings.how")))
        own = sorted(rows.column_names, key=lambda it: not look.columns.columns.get(it))
        for name in own[:MOST_CHANGED]:
            show_meaning(asking, name)
        if len(own) > MOST_CHANGED:
            st.html(paragraph(words("list_page.meanings.more", n=len(own) - MOST_CHANGED)))
        if look.columns.everywhere:
            st.html(bullets(said_of_all(words, *each) for each in look.columns.everywhere.items()))
        show_forgetting(words, given)


def show_forgetting(words: Words, given: GivenList) -> None:
    """A button that forgets what was told of this list."""
    button(words, words("list_page.ask_again"), "ask_again", tell, given, NOTHING_TOLD)


def show_meaning(asking: Asking, own: str) -> None:
    """A column: its head, its first values, what it means."""
    words, given, look, rows = asking
    asked = widget(
        words,
        f"means_{own}",
        lambda meaning: tell(given, with_meaning(look.columns, own, meaning or None)),
    )
    head, choice = st.columns(2, vertical_alignment="center")
    head.html(paragraph(with_small_print(own, examples(words, rows, own)), "own_column"))
    st.session_state[asked["key"]] = look.columns.columns.get(own) or KEPT
    choice.selectbox(
        words("list_page.meaning", column=own),
        [KEPT, *MEANINGS],
        format_func=partial(meaning_name, words),
        label_visibility="collapsed",
        **asked,
    )
    if own in look.columns.days:
        show_order(asking, own)


def show_order(asking: Asking, own: str) -> None:
    """How the days of a column are read, as that was told."""
    words, given, look, _ = asking
    asked = widget(
        words, f"order_{own}", lambda order: tell(given, with_days(look.columns, own, order))
    )
    st.session_state[asked["key"]] = look.columns.days[own]
    st.radio(
        words("list_page.days", column=own),
        list(DayOrder),
        format_func=partial(order_name, words),
        **asked,
    )


def order_name(words: Words, order: DayOrder) -> str:
    """An order of day and month."""
    return words(f"list_page.{order}")
