"""Why: what a person should know, every code billed, and the texts that the amounts come from."""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from estimator.engine.result import Item, Notice, Result
from estimator.engine.tariffs import Source, TariffBook
from estimator.locales import Words
from estimator.spoken import notice_sentence
from estimator.web.markup import bullets, heading, link, table, with_small_print
from estimator.web.series import Run, runs

# The cliffs: from such a session on, more is left to pay.
WARNINGS = frozenset({"capped", "overrun", "overrun_at_once"})
# At a conventioned kiné the fee on the page is there to compare with; nothing was ignored.
UNSAID = frozenset({"fee_ignored_conventioned"})


def show_notices(words: Words, own: Result, book: TariffBook) -> None:
    """The cliffs ahead, then what is good to know; readings of ours fold away."""
    told = [notice for notice in own.notices if notice.id not in UNSAID]
    ahead = sentences(words, (it for it in told if it.id in WARNINGS))
    assumed = sentences(words, (it for it in told if it.id in book.assumptions))
    others = sentences(words, (it for it in told if it.id not in {*WARNINGS, *book.assumptions}))
    if ahead:
        st.html(heading(words("warnings.heading"), "warnings") + bullets(ahead, "warning"))
    if others:
        st.html(heading(words("notices.heading"), "notices") + bullets(others))
    if assumed:
        with st.expander(words("assumptions.heading"), key="assumptions"):
            st.html(bullets(assumed))


def sentences(words: Words, notices: Iterable[Notice]) -> list[str]:
    """Notices in the words of the person."""
    return [notice_sentence(words, notice) for notice in notices]


def show_items(words: Words, own: Result, book: TariffBook) -> None:
    """Every code billed, folded away: sessions billed alike stand in one row."""
    with st.expander(words("items.heading"), key="items"):
        st.html(items_table(words, own, book))


def items_table(words: Words, own: Result, book: TariffBook) -> Markup:
    """What was billed, from which tariff, and what is left of it to pay."""
    columns = ("sessions", "what", "charged", "reimbursed", "patient")
    totals = own.totals
    amounts = (totals.charged, totals.reimbursed, totals.patient)
    return table(
        words("items.caption"),
        [words(f"items.{column}") for column in columns],
        [item_row(words, run, book) for run in runs(own.items)],
        [words("items.total"), "", *map(words.euros, amounts)],
        kind="items",
    )


def item_row(words: Words, run: Run, book: TariffBook) -> list[str]:
    """One run: its sessions, what it is by which tariff, and the amounts each time."""
    item = run.item
    amounts = (item.charged, item.reimbursed, item.patient)
    return [sessions_of(words, run), what(words, item, book), *map(words.euros, amounts)]


def what(words: Words, item: Item, book: TariffBook) -> Markup:
    """The service and its code; in small print the official text and the day its tariff began."""
    code = words("items.code", service=words(f"service.{item.service}"), code=item.code)
    text = book.sources[book.editions[item.edition].source].title
    return with_small_print(code, words("items.since", text=text, day=item.edition))


def sessions_of(words: Words, run: Run) -> str:
    """Which sessions a row stands for."""
    if run.first == run.last:
        return str(run.first)
    return words("items.range", first=run.first, last=run.last)


def show_sources(words: Words, own: Result) -> None:
    """The texts that this estimate comes from, with the day somebody last checked each."""
    with st.expander(words("sources.heading"), key="sources"):
        st.html(bullets((source_line(words, source) for source in own.sources), "sources"))


def source_line(words: Words, source: Source) -> Markup:
    """A text, linked where it stands on the web, its publisher, and the last check."""
    title = link(source.address, source.title) if source.address else Markup.escape(source.title)
    about = words("sources.line", publisher=source.publisher, day=source.checked_on)
    return with_small_print(title, about)
