"""Which language a person reads: the one asked in the address, else the browser's. Whoever has
neither is asked."""

from collections.abc import Sequence

import streamlit as st

from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES, Words, by_own_name, words
from estimator.pages.blocks import html as markup
from estimator.pages.forms.session import FIXED, TYPED, set_value

SWITCH = "language"
SHOWN_LANGUAGE = f"{FIXED}language"


def choose_language(offered: Sequence[str] = LANGUAGES) -> Words:
    """Shows the switch at the top of the page; gives the words of the language chosen."""
    if len(offered) > 1 and nothing_told():
        ask_language(by_own_name(offered))
    language = language_so_far()
    if language not in offered:
        language = st.session_state[SWITCH] = offered[0]
    keep_answers_when_changed(language)
    if len(offered) > 1:
        language = show_switch(offered, language)
        if language != first_language():
            remember_in_address()  # another page was opened, by an address without the language
    st.html(markup.language_mark(language))
    return words(language)


def language_so_far() -> str:
    """The language chosen, here or on the page before; else the first."""
    state = st.session_state
    return str(state.get(SWITCH) or state.get(SHOWN_LANGUAGE) or first_language())


def nothing_told() -> bool:
    """Whether neither the person nor the address nor the browser has named a language of ours. A
    visitor without a browser, a program, is not asked."""
    told = st.session_state.get(SWITCH), st.session_state.get(SHOWN_LANGUAGE)
    wanted = st.query_params.get("lang"), browser_language()
    return bool(browser_language()) and not any((*told, *map(supported, wanted)))


def ask_language(offered: Sequence[str]) -> None:
    """Asks in every language which one it shall be. Nothing else is shown until that is known: no
    language is more at home here than another."""
    st.html(markup.in_every_language({each: words(each)("page.title") for each in offered}))
    show_switch(offered, None)
    st.stop()


def show_switch(offered: Sequence[str], language: str | None) -> str:
    """The languages side by side, each by its own name; gives the one chosen, empty for none.

    Each page has a switch of its own: its default is the language of the page before.
    """
    chosen: str | None = st.segmented_control(
        " · ".join(words(each)("language.label") for each in offered),
        offered,
        default=language,
        format_func=lambda each: words(each)("language.name"),
        key=SWITCH,
        required=True,
        label_visibility="collapsed",
        on_change=remember_in_address,
        wrap=True,
        persist_state="session",
    )
    return chosen or ""


def first_language() -> str:
    """The language before any choice on the page."""
    wanted = st.query_params.get("lang"), browser_language()
    return next(filter(None, map(supported, wanted)), DEFAULT_LANGUAGE)


def browser_language() -> str | None:
    """The tag of the browser's language, None without a browser."""
    return st.context.locale


def supported(tag: str | None) -> str | None:
    """The language of a tag such as nl-BE, if the page speaks it."""
    language = (tag or "").lower().split("-")[0]
    return language if language in LANGUAGES else None


def remember_in_address() -> None:
    """Puts the language, and only the language, in the address, so that a link keeps it."""
    st.query_params["lang"] = language_so_far()


def keep_answers_when_changed(language: str) -> None:
    """After a switch of language, sets every answer again, except typed numbers and days.

    A browser sends the translated label of a choice; after a switch it would send a label in the
    old language, which matches no option, and Streamlit would choose the first one. Setting a typed
    answer would overwrite what the person types at that moment.
    """
    state = st.session_state
    if state.get(SHOWN_LANGUAGE, language) != language:
        for key, answer in state.to_dict().items():
            if not str(key).startswith(FIXED) and key not in TYPED:
                set_value(str(key), answer)
    state[SHOWN_LANGUAGE] = language
