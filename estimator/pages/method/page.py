"""The method page: the rules and their sources, our assumptions, and what is not covered."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from estimator.engine.model.tariff_book import TariffBook
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.pages.blocks.html import bullets, heading, paragraph
from estimator.pages.common.page_top import begin
from estimator.pages.common.tariff_pages import (
    contents,
    open_data_link,
    show_tariff_in_use,
    source_line,
)
from estimator.pages.method import lists
from estimator.pages.method.asked import asked
from estimator.pages.method.rules import rules

#: Enough for every part in every language, today and yesterday.
PARTS_KEPT = 80
UNCOVERED = ("other_care", "complementary")
Part = Callable[[Words, TariffBook, date], Markup]


def page() -> None:
    """Links to the parts, then every part."""
    words = begin("method")
    today = clock.today()
    show_tariff_in_use(words, tariffs().book, today)
    st.html(contents(words, {name: words(f"method.{name}") for name in PARTS}))
    for name in PARTS:
        st.html(part(words.language, name, today))
    st.caption(words("method.limits"))


@lru_cache(maxsize=PARTS_KEPT)
def part(language: str, name: str, today: date) -> Markup:
    """A part with its heading, made once a day because it contains the amounts of today."""
    words = words_of(language)
    return heading(words(f"method.{name}"), name) + PARTS[name](words, tariffs().book, today)


def text(name: str, words: Words, *_: object) -> Markup:
    """A part that is one paragraph."""
    return paragraph(words(f"method.{name}.text"), "reading")


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "asked": asked,
        "rules": rules,
        "history": lists.history,
        "assumptions": lists.assumptions,
        "elsewhere": lists.elsewhere,
        "uncovered": lambda words, *_: bullets(
            (words(f"method.uncovered.{name}") for name in UNCOVERED), "reading"
        ),
        "changelog": lambda words, book, _: lists.tariffs_so_far(words, book),
        "sources": lambda words, book, _: (
            bullets(source_line(words, source) for source in book.sources.values())
            + open_data_link(words)
        ),
        "accessibility": partial(text, "accessibility"),
        "privacy": partial(text, "privacy"),
        "error": partial(text, "error"),
    }
)
