"""Which language a person reads: the one asked in the address, else the browser's, else French."""

from collections.abc import Sequence

import streamlit as st

from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from estimator.web import markup

SWITCH = "language"
SHOWN = "language_shown"
#: How the keys of widgets begin that take no value from us: files, tables, buttons.
FIXED = "fixed_"


def choose_language(offered: Sequence[str] = LANGUAGES) -> Words:
    """Shows the switch at the top of the page; gives the words of the language chosen."""
    if st.session_state.setdefault(SWITCH, first_language()) not in offered:
        st.session_state[SWITCH] = offered[0]
    keep_answers_when_changed()
    if len(offered) > 1:
        show_switch(offered)
        if st.session_state[SWITCH] != first_language():
            remember_in_address()  # another page was opened, by an address without the language
    language = str(st.session_state[SWITCH])
    st.html(markup.language_mark(language))
    return words(language)


def show_switch(offered: Sequence[str]) -> None:
    """The languages side by side, each by its own name."""
    st.segmented_control(
        " · ".join(words(language)("language.label") for language in offered),
        offered,
        format_func=lambda language: words(language)("language.name"),
        key=SWITCH,
        required=True,
        label_visibility="collapsed",
        on_change=remember_in_address,
        wrap=True,
        persist_state="session",
    )


def first_language() -> str:
    """The language before any choice on the page."""
    wanted = st.query_params.get("lang"), st.context.locale
    return next(filter(None, map(supported, wanted)), DEFAULT_LANGUAGE)


def supported(tag: str | None) -> str | None:
    """The language of a tag such as nl-BE, if the page speaks it."""
    language = (tag or "").lower().split("-")[0]
    return language if language in LANGUAGES else None


def remember_in_address() -> None:
    """Puts the language, and only the language, in the address, so that a link keeps it."""
    st.query_params["lang"] = str(st.session_state[SWITCH])


def keep_answers_when_changed() -> None:
    """Sets every answer anew when the language changed.

    A browser sends the translated label of a choice; after a switch it would send the label of
    the former language, which no option bears, and Streamlit would fall back to the first one.
    """
    state = st.session_state
    if state.get(SHOWN) != state[SWITCH]:
        for key in list(state):
            if not str(key).startswith(FIXED):
                state[key] = state[key]
    state[SHOWN] = state[SWITCH]
