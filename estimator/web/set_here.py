"""Choices that the page itself has made, until the browser sends them back.

A person may answer on before the browser was told. It then sends what it showed before, is told
only afterwards, and the amount would rest on another choice than the one in sight. So where one
comes back otherwise than it was made, the questions are drawn anew, as they stand by then.
"""

import streamlit as st

from estimator.web.language import FIXED

UNHEARD = f"{FIXED}unheard"


def set_here(field: str, option: str) -> None:
    """Chooses an option, for the page and for the browser."""
    st.session_state[field] = option
    st.session_state.setdefault(UNHEARD, {})[field] = option


def set_again() -> None:
    """Tells the browser once more, before the questions are drawn anew."""
    for field in tuple(st.session_state.get(UNHEARD, ())):
        set_here(field, st.session_state[field])


def all_heard() -> bool:
    """Whether the browser has sent back all that was chosen here, so that it shows that.

    To be asked where the browser has just sent its answers, before anything is chosen.
    """
    state = st.session_state
    unheard = state.get(UNHEARD, {}).items()
    state[UNHEARD] = {field: option for field, option in unheard if state.get(field) != option}
    return not state[UNHEARD]
