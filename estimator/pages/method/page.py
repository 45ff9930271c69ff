"""Method and sources: the rules and their texts, what we suppose, and what we don't know."""

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
from estimator.pages.common.html import heading, paragraph
from estimator.pages.common.tariff_pages import begin, contents, show_tariff_in_use
from estimator.pages.method import lists
from estimator.pages.method.rules import rules

#: Every part in every language, of today and yesterday.
PARTS_KEPT = 80
Part = Callable[[Words, TariffBook, date], Markup]


def page() -> None:
    """All parts, one below the other."""
    words = begin("method")
    today = clock.today()
    show_tariff_in_use(words, tariffs().book, today)
    st.html(contents(words, {name: words(f"method.{name}") for name in PARTS}))
    for name in PARTS:
        st.html(part(words.language, name, today))
    st.caption(words("method.limits"))


@lru_cache(maxsize=PARTS_KEPT)
def part(language: str, name: str, today: date) -> Markup:
    """A part with its heading; made once a day, as today's amounts stand in it."""
    words = words_of(language)
    return heading(words(f"method.{name}"), name) + PARTS[name](words, tariffs().book, today)


def history(words: Words, book: TariffBook, _: date) -> Markup:
    """How it came about, and what joining the convention means."""
    return lists.history(words, book) + paragraph(words("method.joining"), "reading")


def assumptions(words: Words, book: TariffBook, today: date) -> Markup:
    """The register of our readings."""
    intro = paragraph(words("method.assumptions.intro"), "reading")
    return intro + lists.assumptions(words, book, today)


def text(name: str, words: Words, *_: object) -> Markup:
    """A part that is one paragraph."""
    return paragraph(words(f"method.{name}.text"), "reading")


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "rules": rules,
        "history": history,
        "assumptions": assumptions,
        "elsewhere": lists.elsewhere,
        "uncovered": lambda words, *_: lists.uncovered(words),
        "changelog": lambda words, book, _: lists.tariffs_so_far(words, book),
        "sources": lambda words, book, _: lists.sources(words, book),
        "accessibility": partial(text, "accessibility"),
        "privacy": partial(text, "privacy"),
        "error": partial(text, "error"),
    }
)
