"""For advisors: situations side by side, and whole lists."""

import streamlit as st

from estimator.pages.advisor.lists import show_lists
from estimator.pages.advisor.scenarios import show_scenarios
from estimator.pages.common.language import choose_language
from estimator.pages.common.look import dress


def page() -> None:
    """Compare, then work through a list."""
    words = choose_language()
    dress(words("advisor.title"))
    st.title(words("advisor.title"), anchor=False)
    st.markdown(words("advisor.intro"))
    show_scenarios(words)
    show_lists(words)
