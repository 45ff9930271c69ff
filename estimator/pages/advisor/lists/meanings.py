"""What each column of a list means, to see or to change."""

from functools import partial

import streamlit as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import MEANINGS, DayOrder
from estimator.lists.columns.telling import with_days, with_meaning
from estimator.lists.first_look.mapping_file import columns_in, mapping_bytes
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
from estimator.pages.common.buttons import button, download
from estimator.pages.forms.session import FIXED
from estimator.wording.refusals import contract_refusal

ANSWERS = f"{FIXED}given_answers"
"""Key of the widget that takes a file of answers."""
ANSWERS_FILE = "columns.json"
MEGABYTE = 1
MOST_CHANGED = 60
"""Columns that can be changed here; those with a meaning come first."""


def show_meanings(asking: Asking) -> None:
    """Every column with its first values and its meaning, folded."""
    words, given, look, first = asking
    with st.expander(words("list_page.meanings"), key="meanings"):
        st.html(paragraph(words("list_page.meanings.how")))
        own = sorted(first.rows.column_names, key=lambda it: not look.columns.columns.get(it))
        for name in own[:MOST_CHANGED]:
            show_meaning(asking, name)
        if len(own) > MOST_CHANGED:
            st.html(paragraph(words("list_page.meanings.more", n=len(own) - MOST_CHANGED)))
        if said := said_of_all(words, look.columns):
            st.html(bullets(said))
        show_forgetting(words, given)
        show_answers_file(asking)


def show_forgetting(words: Words, given: GivenList) -> None:
    """A button that forgets what was told of this list."""
    button(words, words("list_page.ask_again"), "ask_again", tell, given, NOTHING_TOLD)


def show_answers_file(asking: Asking) -> None:
    """What is known of the columns as a file to take, and where to give such a file."""
    words, given, look, _ = asking
    columns = look.columns._replace(sheet=given.reading.sheet)
    st.html(paragraph(words("list_mend.answers.how")))
    download(
        words("list_mend.answers.take"),
        "answers",
        partial(mapping_bytes, columns),
        ANSWERS_FILE,
    )
    # Any kind is taken, so that one that won't do can be told what it lacks.
    st.file_uploader(
        words("list_mend.answers.give"),
        key=ANSWERS,
        max_upload_size=MEGABYTE,
        on_change=take_answers,
        args=(given,),
    )
    if given.not_mapped:
        st.error(contract_refusal(words, given.not_mapped))


def take_answers(given: GivenList) -> None:
    """Takes the answers of a file that was given; if it is refused, those before it hold."""
    file, opened = st.session_state[ANSWERS], given.reading.opened
    given.not_mapped = None
    if not file or not opened:
        return
    try:
        told = columns_in(file.getvalue())
        opened.look(told)
    except InvalidAnswer as refused:
        given.not_mapped = refused
    else:
        tell(given, told)


def show_meaning(asking: Asking, own: str) -> None:
    """A column: its head, its first values, what it means."""
    words, given, look, first = asking
    asked = widget(
        words,
        f"means_{own}",
        lambda meaning: tell(given, with_meaning(look.columns, own, meaning or None)),
    )
    head, choice = st.columns(2, vertical_alignment="center")
    head.html(paragraph(with_small_print(own, examples(words, first.rows, own)), "own_column"))
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
