"""The smallest page that answers a change in a fragment: one number, one line of HTML.

What it costs is Streamlit's own share of a change; benchmarks.load measures it beside our page.
"""

import streamlit as st


@st.fragment
def ask_and_answer() -> None:
    """A number, and the same number as HTML."""
    sessions = st.number_input("sessions", value=18, step=1, key="sessions")
    st.html(f"<p>{sessions}</p>")


ask_and_answer()
