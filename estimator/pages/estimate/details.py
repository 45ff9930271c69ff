"""Why: what a person should know, every code billed, and the texts that the amounts come from."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from estimator.engine.both_kinds import CostRange
from estimator.engine.model.notices import CLIFFS, LEFT_OUT_OF_COMPARISONS
from estimator.engine.model.result import Notice, Result
from estimator.engine.model.tariff_book import Source, TariffBook
from estimator.engine.progress import ItemRun, item_runs
from estimator.engine.tariffs.fee_sources import Explained, explained
from estimator.locales import DEFAULT_LANGUAGE, Words
from estimator.pages.common.html import (
    bullets,
    folded,
    foreign,
    heading,
    link,
    paragraph,
    table,
    with_small_print,
)
from estimator.pages.estimate.answer import last_rule
from estimator.wording.as_json import notice_sentence
from estimator.wording.certainty import source_about, total
from estimator.wording.ranges import end_name, supposed

#: How many texts about codes and sources are kept as they were written; they hold no answer.
KEPT = 4096
# Assumptions that nobody should have to unfold.
OPEN = frozenset({"edition_after_known"})


def warnings(words: Words, own: CostRange) -> Iterator[Markup]:
    """The cliffs ahead, before anything is compared."""
    if ahead := list(sentences(words, own, CLIFFS)):
        yield heading(words("warnings.heading"), "warnings") + bullets(ahead, "warning")


def notices(words: Words, own: CostRange, book: TariffBook) -> Iterator[Markup]:
    """What is good to know; readings of ours fold away."""
    ids = {notice.id for end in own.ends for notice in end.result.notices}
    of_ours = book.assumptions.keys() - OPEN
    others = list(sentences(words, own, ids - CLIFFS - LEFT_OUT_OF_COMPARISONS - of_ours))
    if others:
        yield heading(words("notices.heading"), "notices") + bullets(others)
    if assumed := list(sentences(words, own, of_ours)):
        yield folded(words("assumptions.heading"), bullets(assumed), "assumptions")


def sentences(words: Words, own: CostRange, ids: Collection[str]) -> Iterator[str]:
    """Notices in the words of the person; where a range, for which end, unless for both."""
    ends = own.ends
    told: dict[str, list[str]] = {}
    for end in ends:
        for notice in chosen(end.result, ids):
            said = notice_sentence(words, notice)
            told.setdefault(said, []).append(supposed(words, end.options))
    for sentence, for_whom in told.items():
        everybody = len(for_whom) == len(ends)
        yield sentence if everybody else words("keep.at", kind=for_whom[0], sentence=sentence)


def chosen(result: Result, ids: Collection[str]) -> Iterator[Notice]:
    """Some notices of a result, the weightiest first."""
    return (notice for notice in result.notices if notice.id in ids)


def items(words: Words, own: CostRange, book: TariffBook) -> Markup:
    """Every code billed, folded away, and how its fee is made; of a range, both ends."""
    ends, told = own.ends, Markup("")
    for end in ends:
        named = paragraph(end_name(words, end), "end") if len(ends) > 1 else Markup("")
        told += named + items_table(words, end.result, book) + fees(words, end.result, book)
    told += last_rule(words, [own])
    return folded(words("items.heading"), told, "items")


def items_table(words: Words, result: Result, book: TariffBook) -> Markup:
    """What was billed, from which tariff, and what is left of it to pay."""
    columns = ("sessions", "what", "charged", "reimbursed", "patient", "status")
    amounts = (total(words, result, name) for name in ("charged", "reimbursed", "patient"))
    return table(
        words("items.caption"),
        [words(f"items.{column}") for column in columns],
        [item_row(words, run, book) for run in item_runs(result.items)],
        [words("items.total"), "", *amounts, words(f"status.{result.status}")],
        kind="items",
    )


@lru_cache(KEPT)
def what(words: Words, service: str, code: str, edition: date, source: Source) -> Markup:
    """The service and its code; in small print the official text and the day its tariff began."""
    named = words("items.code", service=words(f"service.{service}"), code=code)
    since = words("items.since", day=edition)
    return with_small_print(named, title(words, source) + ". " + since)


def item_row(words: Words, run: ItemRun, book: TariffBook) -> list[str]:
    """One run: its sessions, what it is by which tariff, and the amounts each time."""
    item = run.item
    source = book.sources[book.editions[item.edition].source]
    billed = what(words, item.service, item.code, item.edition, source)
    amounts = (item.charged, item.reimbursed, item.patient)
    status = words(f"status.{item.status}")
    return [sessions_of(words, run), billed, *map(words.euros, amounts), status]


def sessions_of(words: Words, run: ItemRun) -> str:
    """Which sessions a row stands for."""
    if run.first == run.last:
        return str(run.first)
    return words("items.range", first=run.first, last=run.last)


def fees(words: Words, result: Result, book: TariffBook) -> Markup:
    """How the official fee of each kind of item is made, and the text that sets it."""
    lines = (fee_line(words, each) for each in explained(result.items, book))
    return paragraph(words("why.heading"), "end") + bullets(lines, "sources")


@lru_cache(KEPT)
def fee_line(words: Words, each: Explained) -> Markup:
    """M × coefficient = fee; below it the text with its link, first day and last check."""
    service = words("items.code", service=words(f"service.{each.service}"), code=each.code)
    if each.multiplier is None or each.coefficient is None:
        sentence = words("why.fixed", service=service, fee=each.official_fee)
    else:
        sentence = words(
            "why.multiplied",
            service=service,
            multiplier=words.number(each.multiplier),
            coefficient=words.number(each.coefficient),
            fee=each.official_fee,
        )
    return with_small_print(sentence, set_by(words, each.source, each.edition))


def set_by(words: Words, source: Source, edition: date) -> Markup:
    """The text that sets a fee, since when, and when somebody last looked."""
    return (
        linked(words, source)
        + ". "
        + words(
            "why.since",
            day=edition,
            checked=source.checked_on,
            read=words(f"source.read.{source.read}"),
        )
    )


def sources(words: Words, own: CostRange) -> Markup:
    """The texts that this estimate comes from, with the day somebody last checked each."""
    found = dict.fromkeys(source for end in own.ends for source in end.result.sources)
    lines = bullets((source_line(words, source) for source in found), "sources")
    return folded(words("sources.heading"), lines, "sources")


@lru_cache(KEPT)
def source_line(words: Words, source: Source) -> Markup:
    """A text, linked where it stands on the web, its publisher, and what was read of it."""
    return with_small_print(linked(words, source), source_about(words, source))


def linked(words: Words, source: Source) -> Markup:
    """The title of a text, linked where it stands on the web."""
    text = title(words, source)
    return link(source.address, text) if source.address else text


def title(words: Words, source: Source) -> Markup:
    """The title of a text: all of them are written in French."""
    return foreign(source.title, DEFAULT_LANGUAGE, words.language)
