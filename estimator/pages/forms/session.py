"""The state of a session: the answers, and which form its browser shows.

A person may change another answer before the browser has received the last form or the values
that the server set; Streamlit drops unsent messages when the next run starts. Each form therefore
carries a mark in a hidden text input, which the browser sends back with every answer. If the
browser sends an old mark, the form is rendered again and those values are set again.
"""

from collections.abc import Hashable, Mapping
from secrets import token_hex
from typing import Any

import streamlit as st

from estimator.pages.forms.first_answers import FIRST_ANSWERS
from estimator.pages.forms.form import wish_of

#: Prefix of session keys that are not answers: internal state, and widgets whose value cannot be
#: set from code (files, tables, buttons).
FIXED = "fixed_"
#: Keys: the mark of the form in the browser; the mark and look of the form rendered last.
SHOWN_MARK, LAST_FORM = f"{FIXED}shown", f"{FIXED}drawn"
#: Key: the fields that the server has set and the browser may not have received yet.
UNCONFIRMED = f"{FIXED}set"
#: Questions whose widgets hold a number or a day; the others hold texts.
TYPED = frozenset({"start", *(it for it, first in FIRST_ANSWERS.items() if type(first) is not str)})


def widget_values() -> dict[Any, Any]:
    """What the widgets hold, by field, and what else the session keeps."""
    return st.session_state.to_dict()


def prefill(answers: Mapping[str, Any]) -> None:
    """Sets answers before their widgets are drawn, as if the person had chosen them."""
    for field, answer in answers.items():
        st.session_state[wish_of(field)] = answer
        set_value(field, answer)


def set_value(field: str, answer: Any) -> None:
    """Sets what a widget holds, for the page and for the browser."""
    st.session_state[field] = answer
    st.session_state.setdefault(UNCONFIRMED, set()).add(field)


def apply_choices(choices: Mapping[str, str]) -> None:
    """Replaces options that are not possible now; keeps the replaced ones as wishes."""
    state = st.session_state
    for field, choice in choices.items():
        if state.get(field, choice) != choice:
            state.setdefault(wish_of(field), state[field])
            set_value(field, choice)


def resend_values() -> None:
    """Sets once more what the browser may not know yet, before the widgets are drawn."""
    state = st.session_state
    if (drawn := state.get(LAST_FORM)) and state.get(SHOWN_MARK) == drawn[0]:
        state[UNCONFIRMED] = set()
    for field in state.get(UNCONFIRMED, ()):
        if field in state:
            state[field] = state[field]


def begin_form() -> None:
    """Forgets the last form, so that a run interrupted before `end_form` leaves none."""
    st.session_state.pop(LAST_FORM, None)


def end_form(look: Hashable) -> None:
    """Records the look of the form just rendered, and gives it a new mark."""
    mark = st.session_state[SHOWN_MARK] = token_hex(4)
    st.session_state[LAST_FORM] = mark, look
    st.text_input(SHOWN_MARK, key=SHOWN_MARK, label_visibility="collapsed")


def shows(look: Hashable) -> bool:
    """Whether the browser shows a form that looks like this."""
    state = st.session_state
    return bool(state.get(LAST_FORM) == (state.get(SHOWN_MARK), look))


def remember_wish(field: str, options: tuple[str, ...]) -> None:
    """Keeps the option in the widget as the one that the person wants.

    Right after a switch of language the browser may send a label of the old language: no option.
    """
    if st.session_state.get(field) in options:
        st.session_state[wish_of(field)] = st.session_state[field]
