"""How the page looks, beyond the theme in .streamlit/config.toml."""

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("style.css")


def dress() -> None:
    """Puts the style sheet on the page."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
