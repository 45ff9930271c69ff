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
from estimator.locales import Words, words
from estimator.pages.common.html import labelled, paragraph, table
from estimator.pages.tariffs.code_rows import NAMED
from estimator.wording.certainty import open_sentence
from estimator.wording.changes import codes_of, shown_value, subject

#: There is no difference in euros.
NO_AMOUNT = "–"
COLUMNS = ("codes", "before", "after", "more")


def show_difference(say: Words) -> None:
    """Two days to choose on which something changed, and all that differs between them."""
    editions, days = sorted(tariffs().book.editions), change_days(tariffs().book)
    with st.expander(say("tariffs.difference"), key="tariffs_difference"):
        before = choose(say, "before", days, editions[-2])
        after = choose(say, "after", days, editions[-1])
        st.html(difference(say.language, before, after))


def choose(say: Words, name: str, days: Sequence[date], first: date) -> date:
    """One of the days on which something changed."""
    chosen: date = st.selectbox(
        say(f"tariffs.{name}"),
        days,
        days.index(first),
        format_func=say.day,
        key=f"tariffs_{name}",
        filter_mode=None,
        persist_state="session",
    )
    return chosen


@cache
def difference(language: str, before: date, after: date) -> Markup:
    """All that differs, made once per language and pair."""
    say, changed = words(language), list(changes_between(tariffs().book, before, after))
    unknown = Markup("").join(
        paragraph(open_sentence(say, tariffs().book, it), "why")
        for it in opened_between(tariffs().book, before, after)
    )
    if not changed:
        return unknown or paragraph(say("tariffs.difference.none"))
    return unknown + table(
        say("tariffs.difference.caption", n=len(changed), before=before, after=after),
        [say(f"tariffs.difference.{column}") for column in COLUMNS],
        [list(row(say, each)) for each in grouped(changed)],
        kind="codes labelled",
    )


def row(say: Words, each: ChangeGroup) -> Iterator[Markup]:
    """What changes alike: before, after, and by how much."""
    codes = codes_of(each)
    yield NAMED.format(subject(say, each), codes) if codes else escape(subject(say, each))
    shown = [shown_value(say, each.kind, value) for value in (each.before, each.after)]
    for column, text in zip(COLUMNS[1:], (*shown, more(say, each)), strict=True):
        yield labelled(say(f"tariffs.difference.{column}"), text)


def more(say: Words, each: ChangeGroup) -> str:
    """By how much an amount rises or falls."""
    return NO_AMOUNT if each.difference is None else say.euros(euros(each.difference))
