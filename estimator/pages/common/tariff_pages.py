"""What the pages about the tariffs share: the tariff in use, a day, contents, links to sources."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from estimator.editions.freshness import edition_in_use, in_use_sentence
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.tariff_book import Source, TariffBook
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import DEFAULT_LANGUAGE, Words
from estimator.open_data.package import DATA
from estimator.pages.blocks.html import foreign, link, paragraph, with_small_print
from estimator.wording.notices import source_about, source_title
from estimator.wording.refusals import refusal_sentence

#: How many lines about sources to cache.
CACHED_LINES = 4096


def show_tariff_in_use(words: Words, book: TariffBook, on: date) -> None:
    """Shows the tariff of a day and how long it holds; a warning where that is not known."""
    sentence = in_use_sentence(book, on, words)
    if edition_in_use(book, on).id == "past":
        st.warning(sentence)
    else:
        st.html(paragraph(sentence, "tariff"))


def open_data_link(words: Words) -> Markup:
    """Where the same tariffs stand as files."""
    return paragraph(link(f".{DATA}?lang={words.language}", words("data.link")), "small")


def subheading(text: str) -> Markup:
    """The heading of a part of a part."""
    return Markup("<h3>{}</h3>").format(text)


def contents(words: Words, parts: Mapping[str, str]) -> Markup:
    """Links to the parts of a page by their anchors."""
    item = Markup('<li><a href="#{}">{}</a></li>')
    items = Markup("").join(item.format(anchor, title) for anchor, title in parts.items())
    return Markup('<nav aria-label="{}"><ul>{}</ul></nav>').format(words("method.contents"), items)


def source_name(words: Words, source: Source) -> Markup:
    """The title of a text; marked as French where that is all we have."""
    title = source_title(words, source)
    ours = f"source.title.{source.id}" in words
    return foreign(title, words.language if ours else DEFAULT_LANGUAGE, words.language)


def source_link(words: Words, source: Source) -> Markup:
    """The title of a text as a link, if it is on the web."""
    title = source_name(words, source)
    return link(source.address, title) if source.address else title


@lru_cache(CACHED_LINES)
def source_line(words: Words, source: Source) -> Markup:
    """A text with its link, its publisher, and what was read of it."""
    return with_small_print(source_link(words, source), source_about(words, source))


def ask_tariff_day(words: Words, label: str, key: str) -> date | None:
    """The day chosen; None if it has no tariff, which is said below it."""
    st.date_input(
        label,
        clock.today(),
        min_value=date.min,
        max_value=date.max,
        format="DD/MM/YYYY",
        key=key,
        persist_state="session",
    )
    day: date | None = st.session_state[key]
    known = tariffs().book.first_day, tariffs().book.last_start
    if day and not known[0] <= day <= known[1]:
        refusal = InvalidAnswer("day", given=day, reason="day", allowed=known)
        st.error(refusal_sentence(words, refusal))
        return None
    return day
