"""Answers that the page itself has set, until the browser sends them back.

A person may answer on before the browser was told. It then sends what it showed before, is told
only afterwards, and the amount would rest on another answer than the one in sight. So where one
comes back otherwise than it was set, the questions are drawn anew, as they stand by then.
"""

from typing import Any

import streamlit as st

from estimator.pages.forms.first_answers import FIRST_ANSWERS

#: How the keys of a session begin that are no answers to be set: our own notes; files, tables and
#: buttons, which take no value from us.
FIXED = "fixed_"
UNHEARD = f"{FIXED}unheard"
#: Questions whose widgets hold a number or a day; the others hold texts.
TYPED = frozenset({"start", *(it for it, first in FIRST_ANSWERS.items() if type(first) is not str)})


def set_here(field: str, answer: Any) -> None:
    """Sets an answer, for the page and for the browser. Texts are waited for: those of the first
    page, all others being drawn anew with every change."""
    st.session_state[field] = answer
    if isinstance(answer, str):
        st.session_state.setdefault(UNHEARD, {})[field] = answer


def set_again() -> None:
    """Tells the browser once more, before the questions are drawn anew."""
    for field in tuple(st.session_state.get(UNHEARD, ())):
        if field in st.session_state:
            set_here(field, st.session_state[field])


def all_heard() -> bool:
    """Whether the browser has sent back all that was set here, so that it shows that.

    To be asked where the browser has just sent its answers, before anything is set.
    """
    state, unheard = st.session_state, st.session_state.get(UNHEARD, {})
    state[UNHEARD] = {key: was for key, was in unheard.items() if state.get(key, was) != was}
    return not state[UNHEARD]
