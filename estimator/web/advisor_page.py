"""For advisors: situations side by side, and whole lists."""

import streamlit as st

from estimator.web.advisor_lists import show_lists
from estimator.web.advisor_scenarios import show_scenarios
from estimator.web.language import choose_language
from estimator.web.look import dress


def page() -> None:
    """Compare, then work through a list."""
    words = choose_language()
    dress(words("advisor.title"))
    st.title(words("advisor.title"), anchor=False)
    st.markdown(words("advisor.intro"))
    show_scenarios(words)
    show_lists(words)
