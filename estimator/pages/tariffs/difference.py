"""What changes between two tariffs, as a table."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import streamlit as st
from markupsafe import Markup, escape

from estimator.engine.model.money import euros
from estimator.engine.tariffs.price_changes import (
    ChangeGroup,
    change_days,
    changes_between,
    grouped,
    opened_between,
)
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.pages.blocks.html import labelled, paragraph, table
from estimator.pages.tariffs.code_rows import NAMED
from estimator.wording.changes import codes_of, subject, value_text
from estimator.wording.headline import open_sentence

HEAD = ("codes", "before", "after", "more")


def show_difference(words: Words) -> None:
    """Two days on which something changed, to choose, and everything that differs between them."""
    editions, days = sorted(tariffs().book.editions), change_days(tariffs().book)
    with st.expander(words("tariffs.difference"), key="tariffs_difference"):
        before = choose(words, "before", days, editions[-2])
        after = choose(words, "after", days, editions[-1])
        st.html(difference(words.language, before, after))


def choose(words: Words, name: str, days: Sequence[date], first: date) -> date:
    """One of the days on which something changed."""
    chosen: date = st.selectbox(
        words(f"tariffs.{name}"),
        days,
        days.index(first),
        format_func=words.day,
        key=f"tariffs_{name}",
        filter_mode=None,
        persist_state="session",
    )
    return chosen


@cache
def difference(language: str, before: date, after: date) -> Markup:
    """Everything that differs, made once per language and pair."""
    words, book = words_of(language), tariffs().book
    changed = list(changes_between(book, before, after))
    unknown = Markup("").join(
        paragraph(open_sentence(words, book, it), "why")
        for it in opened_between(book, before, after)
    )
    if not changed:
        return unknown or paragraph(words("tariffs.difference.none"))
    return unknown + table(
        words("tariffs.difference.caption", n=len(changed), before=before, after=after),
        [words(f"tariffs.difference.{column}") for column in HEAD],
        [list(change_row(words, each)) for each in grouped(changed)],
        kind="codes labelled",
    )


def change_row(words: Words, change: ChangeGroup) -> Iterator[Markup]:
    """What changes: before, after, and the rise in euros if it is an amount."""
    codes, what = codes_of(change), subject(words, change)
    yield NAMED.format(what, codes) if codes else escape(what)
    values = [value_text(words, change.kind, value) for value in (change.before, change.after)]
    rise = change.difference
    values.append("–" if rise is None else words.euros(euros(rise)))
    for column, text in zip(HEAD[1:], values, strict=True):
        yield labelled(words(f"tariffs.difference.{column}"), text)
