"""The price list: as it will look, its code to copy, and as a file."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from estimator.embed.snippet import link
from estimator.environment import clock
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.pages.blocks.html import heading
from estimator.pages.common.buttons import download
from estimator.pages.practice.state import key
from estimator.practice.model import Practice
from estimator.practice.price_list import price_list

ALL = "all"


def show_price_list(words: Words, practice: Practice, base: str) -> None:
    """The prices in one of the practice's languages, or in all of them."""
    st.html(heading(words("practice_form.prices"), "prices"))
    st.markdown(words("practice_form.prices.how"))
    languages = ask_list_languages(words, practice.languages)
    address = partial(address_in, practice, base)
    made = price_list(practice, languages, address, clock.today())
    with st.expander(words("practice_form.prices.look"), key="price-list"):
        st.html(made)
    with st.expander(words("practice_form.prices.code")):
        st.code(made, language=None, wrap_lines=True)
    download(
        words("practice_form.prices.download"), "prices", made.encode, "prices.html", "text/html"
    )


def ask_list_languages(words: Words, offered: Sequence[str]) -> Sequence[str]:
    """One language, that of the page at first, or all of them."""
    if len(offered) == 1:
        return offered
    options, chosen = (*offered, ALL), key("list_language")
    state = st.session_state
    if state.get(chosen) not in options:
        here = words.language
        state[chosen] = here if here in offered else offered[0]
    st.segmented_control(
        words("practice_form.prices.language"),
        options,
        format_func=lambda option: language_name(words, option),
        key=chosen,
        required=True,
        wrap=True,
        persist_state="session",
    )
    return offered if state[chosen] == ALL else [str(state[chosen])]


def language_name(words: Words, option: str) -> str:
    """What a language calls itself, or that all of them are meant."""
    return words("practice_form.prices.all") if option == ALL else words_of(option)("language.name")


def address_in(practice: Practice, base: str, language: str) -> str:
    """The address of the estimator that opens in a language."""
    return link(base, replace(practice, lang=language))
