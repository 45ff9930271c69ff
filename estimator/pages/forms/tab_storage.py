"""Texts that the browser keeps in the sessionStorage of its tab (docs/privacy.md says which).

A reload or a switch to another server starts a new session. Its page is first rendered without
them; then the browser sends back what it kept, once.
"""

from collections.abc import Callable
from secrets import token_hex
from typing import NamedTuple

import streamlit as st

from estimator.pages.forms.session import FIXED

COMPONENT, SCRIPT = "kine-cost-estimator.answers", "answers.js"
VISIT, MOUNT = f"{FIXED}visit", f"{FIXED}mount"


class Entry(NamedTuple):
    """A text in the storage: its name there, the key of its element, and how long it may be."""

    name: str
    key: str
    longest: int


def keep_text(
    entry: Entry, text: str, take_back: Callable[[str], None], *, settled: bool = False
) -> None:
    """Has the browser keep a text, nothing where it is empty.

    `take_back` gets what a new session's browser had kept, unless this session has `settled` it.
    """
    state = st.session_state
    if VISIT not in state:  # Streamlit looks its file up each time that it is declared
        state[VISIT] = token_hex(4)
        state[MOUNT] = st.components.v2.component(COMPONENT, js=SCRIPT)

    def given_back() -> None:
        take_back(str(st.session_state[entry.key]["kept"])[: entry.longest])

    state[MOUNT](
        key=entry.key,
        data={
            "entry": entry.name,
            "longest": entry.longest,
            "visit": state[VISIT],
            "text": text,
            "settled": settled,
        },
        on_kept_change=given_back,
    )
