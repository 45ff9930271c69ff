"""The top of every page: language, title, purpose."""

from collections.abc import Sequence

import streamlit as st

from estimator.locales import LANGUAGES, Words
from estimator.pages.common.language import choose_language


def begin(name: str, languages: Sequence[str] = LANGUAGES) -> Words:
    """Renders the top of the page that the catalogues call `name`, and returns the words of the
    language chosen."""
    words = choose_language(languages)
    title = words(f"{name}.title")
    st.set_page_config(page_title=title, layout="wide", initial_sidebar_state="collapsed")
    st.title(title, anchor=False)
    st.markdown(words(f"{name}.intro"))
    return words
