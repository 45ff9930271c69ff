"""How the page looks, beyond the theme in .streamlit/config.toml and the style sheet."""

import streamlit as st


def dress(title: str) -> None:
    """Gives the page its title and its width; the document links to the style sheet."""
    st.set_page_config(page_title=title, layout="wide", initial_sidebar_state="collapsed")
