"""What a session holds: the answers, and the form that its browser shows.

A person may answer on before the browser has received what the server drew or set, and Streamlit
drops what it has not sent yet when the next run starts. So each form that is drawn bears a mark, in
a hidden widget: the browser sends it back with every answer. While it sends another one, the form
is drawn again and the answers that the server has set are set again.
"""

from collections.abc import Hashable, Mapping
from secrets import token_hex
from typing import Any

import streamlit as st

from estimator.pages.forms.first_answers import FIRST_ANSWERS
from estimator.pages.forms.form import wish_of

#: How the keys of a session begin that are no answers to be set: our own notes; files, tables and
#: buttons, which take no value from us.
FIXED = "fixed_"
#: The mark of the form that the browser shows; that of the form drawn last, and how it looks.
SHOWN, DRAWN = f"{FIXED}shown", f"{FIXED}drawn"
#: The fields that the server has set since the browser last knew of all.
SET = f"{FIXED}set"
#: Questions whose widgets hold a number or a day; the others hold texts.
TYPED = frozenset({"start", *(it for it, first in FIRST_ANSWERS.items() if type(first) is not str)})


def held() -> dict[Any, Any]:
    """What the widgets hold, by field, and what else the session keeps."""
    return st.session_state.to_dict()


def put(answers: Mapping[str, Any]) -> None:
    """Sets answers before their widgets are drawn, as if the person had chosen them."""
    for field, answer in answers.items():
        st.session_state[wish_of(field)] = answer
        set_answer(field, answer)


def set_answer(field: str, answer: Any) -> None:
    """Sets what a widget holds, for the page and for the browser."""
    st.session_state[field] = answer
    st.session_state.setdefault(SET, set()).add(field)


def keep_possible(choices: Mapping[str, str]) -> None:
    """Sets the options that widgets should hold, where they hold another; that one stays a wish."""
    state = st.session_state
    for field, choice in choices.items():
        if state.get(field, choice) != choice:
            state.setdefault(wish_of(field), state[field])
            set_answer(field, choice)


def set_again() -> None:
    """Sets once more what the browser may not know yet, before the widgets are drawn."""
    state = st.session_state
    if (drawn := state.get(DRAWN)) and state.get(SHOWN) == drawn[0]:
        state[SET] = set()
    for field in state.get(SET, ()):
        if field in state:
            state[field] = state[field]


def begin_form() -> None:
    """From here to `end_form` no form is known to be complete."""
    st.session_state.pop(DRAWN, None)


def end_form(look: Hashable) -> None:
    """Notes how the form looks that was drawn, and marks it."""
    mark = st.session_state[SHOWN] = token_hex(4)
    st.session_state[DRAWN] = mark, look
    st.text_input(SHOWN, key=SHOWN, label_visibility="collapsed")


def shows(look: Hashable) -> bool:
    """Whether the browser shows a form that looks like this."""
    state = st.session_state
    return bool(state.get(DRAWN) == (state.get(SHOWN), look))


def keep_wish(field: str, options: tuple[str, ...]) -> None:
    """Keeps the option in the widget as the one that the person wants.

    A browser that hasn't heard of a switch of language yet sends words that are no option.
    """
    if st.session_state.get(field) in options:
        st.session_state[wish_of(field)] = st.session_state[field]
