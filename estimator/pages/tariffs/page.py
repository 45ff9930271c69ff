"""The tariffs page: every code of a day with its amounts, to search, compare and download."""

from datetime import date
from functools import partial

import streamlit as st

from estimator.editions.nomensoft.comparison import match_on
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.pages.blocks.html import paragraph
from estimator.pages.common.buttons import download
from estimator.pages.common.page_top import begin
from estimator.pages.common.tariff_pages import ask_tariff_day, open_data_link, show_tariff_in_use
from estimator.pages.tariffs.code_rows import all_tables, codes_on, found_tables
from estimator.pages.tariffs.difference import show_difference
from estimator.wording.search.codes import codes_found
from estimator.wording.spreadsheet import codes_csv

DAY, SEARCH = "tariffs_day", "tariffs_search"


def page() -> None:
    """The day and the query, the codes, and what changes between two tariffs."""
    words = begin("tariffs")
    head = st.container()
    day = ask_tariff_day(words, words("tariffs.day"), DAY)
    with head:
        show_tariff_in_use(words, tariffs().book, day or clock.today())
        show_match(words, day or clock.today())
    st.text_input(words("tariffs.search"), key=SEARCH, autocomplete="off", persist_state="session")
    st.caption(words("check.code.help"))
    if day:
        show_difference(words)
        show_codes(words, day, str(st.session_state[SEARCH] or "").strip())


def show_match(words: Words, day: date) -> None:
    """How the tariff of a day compares with NomenSoft; nothing where nobody compared it."""
    if match := match_on(tariffs().book, day):
        key = "tariffs.nomensoft" + (".all" if match.same == match.codes else "")
        sentence = words(key, day=match.compared_on, n=match.same, codes=match.codes)
        st.html(paragraph(sentence, "tariff"))


def show_codes(words: Words, day: date, query: str) -> None:
    """All codes of a day, folded away, or those that match a query."""
    total = len(codes_on(day))
    codes = codes_found(tariffs().book, day, query) if query else ()
    if query and not codes:
        st.info(words("check.none", given=query))
    elif query:
        st.html(paragraph(words("tariffs.found", n=len(codes), total=total)))
        st.html(found_tables(words, day, codes))
    else:
        st.html(all_tables(words.language, day))
    st.html(paragraph(words("tariffs.explained"), "small"))
    make = partial(codes_csv, words, tariffs().book, day)
    download(words("tariffs.download"), "codes", make, f"kine-{day}.csv", "text/csv")
    st.html(open_data_link(words))
