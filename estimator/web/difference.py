"""What changes between two tariffs, as a table."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import streamlit as st
from markupsafe import Markup

from estimator import tariffs
from estimator.engine.alike import ChangedAlike, changed_alike
from estimator.engine.differences import fees_changed
from estimator.engine.money import Cents, euros
from estimator.locales import Words, words
from estimator.web.code_rows import NAMED
from estimator.web.markup import labelled, paragraph, table

COLUMNS = ("codes", "before", "after", "more")


def show_difference(say: Words) -> None:
    """Two tariffs to choose, and the fees that changed from one to the other."""
    editions = sorted(tariffs().book.editions)
    with st.expander(say("tariffs.difference"), key="tariffs_difference"):
        before = choose(say, "before", editions, editions[-2])
        after = choose(say, "after", editions, editions[-1])
        st.html(difference(say.language, before, after))


def choose(say: Words, name: str, editions: list[date], first: date) -> date:
    """One of the editions, by its first day."""
    chosen: date = st.selectbox(
        say(f"tariffs.{name}"),
        editions,
        editions.index(first),
        format_func=say.day,
        key=f"tariffs_{name}",
        filter_mode=None,
        persist_state="session",
    )
    return chosen


@cache
def difference(language: str, before: date, after: date) -> Markup:
    """The fees that differ, made once per language and pair."""
    say = words(language)
    alike = changed_alike(fees_changed(tariffs().book, before, after))
    if not alike:
        return paragraph(say("tariffs.difference.none"))
    count = sum(len(each.codes) for each in alike)
    return table(
        say("tariffs.difference.caption", n=count, before=before, after=after),
        [say(f"tariffs.difference.{column}") for column in COLUMNS],
        [list(row(say, each)) for each in alike],
        kind="codes labelled",
    )


def row(say: Words, each: ChangedAlike) -> Iterator[Markup]:
    """Codes that change alike: before, after, and by how much."""
    yield NAMED.format(say(f"service.{each.service}"), ", ".join(each.codes))
    for column, fee in zip(COLUMNS[1:], (each.before, each.after, each.difference), strict=True):
        yield labelled(say(f"tariffs.difference.{column}"), shown(say, fee))


def shown(say: Words, fee: Cents | None) -> str:
    """An amount; in words where a day lacks the code."""
    return say("tariffs.absent") if fee is None else say.euros(euros(fee))
