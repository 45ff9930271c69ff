"""Why: the notices, every code billed, and the texts that the amounts come from."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from estimator.engine.model.notices import CLIFFS, LEFT_OUT_OF_COMPARISONS
from estimator.engine.model.result import Notice, Result
from estimator.engine.model.tariff_book import Source, TariffBook
from estimator.engine.progress import ItemRun, item_runs
from estimator.engine.ranges import CostRange
from estimator.engine.tariffs.prices import Explained, explained
from estimator.locales import Words
from estimator.pages.blocks.html import bullets, folded, heading, paragraph, table, with_small_print
from estimator.pages.common.tariff_pages import source_line, source_link, source_name
from estimator.pages.estimate.answer import reading_note
from estimator.wording.amounts import end_name, total
from estimator.wording.comparison import TOTALS
from estimator.wording.items import service_name
from estimator.wording.notices import notice_sentences
from estimator.wording.situation import agreement

#: How many lines about codes and sources to cache; they depend on no answer.
KEPT = 4096
#: Assumptions too important to fold away.
OPEN = frozenset({"edition_after_known"})


def warnings(words: Words, own: CostRange) -> Iterator[Markup]:
    """The sessions from which on more is left to pay."""
    if ahead := sentences(words, own, CLIFFS):
        yield heading(words("warnings.heading"), "warnings") + bullets(ahead, "warning")


def notices(words: Words, own: CostRange, book: TariffBook) -> Iterator[Markup]:
    """What is good to know; our own assumptions are folded away."""
    ids = {notice.id for end in own.ends for notice in end.result.notices}
    assumptions = book.assumptions.keys() - OPEN
    if others := sentences(words, own, ids - CLIFFS - LEFT_OUT_OF_COMPARISONS - assumptions):
        yield heading(words("notices.heading"), "notices") + bullets(others)
    if assumed := sentences(words, own, assumptions):
        yield folded(words("assumptions.heading"), bullets(assumed), "assumptions")


def sentences(words: Words, own: CostRange, ids: Collection[str]) -> list[str]:
    """Some notices of both ends as sentences, with the answers that each depends on."""

    def chosen(result: Result) -> Iterator[Notice]:
        return (notice for notice in result.notices if notice.id in ids)

    return notice_sentences(words, own.ends, own.found, chosen)


def items(words: Words, own: CostRange, book: TariffBook) -> Markup:
    """Every code billed and how its fee is computed, folded away; for a range, both ends."""
    ends, content = own.ends, Markup("")
    for end in ends:
        name = paragraph(end_name(words, end), "end") if len(ends) > 1 else Markup("")
        content += name + items_table(words, end.result, book) + fees(words, end.result, book)
        asked = words("agreement.line", agreement=agreement(words, end.result))
        content += paragraph(asked, "aside")
    return folded(words("items.heading"), content + reading_note(words, [own]), "items")


def items_table(words: Words, result: Result, book: TariffBook) -> Markup:
    """What was billed, from which tariff, and what is left of it to pay."""
    totals = (total(words, result, name) for name in TOTALS)
    return table(
        words("items.caption"),
        [words(f"items.{column}") for column in ("sessions", "what", *TOTALS, "status")],
        [item_row(words, run, book) for run in item_runs(result.items)],
        [words("items.total"), "", *totals, words(f"status.{result.status}")],
        kind="items",
    )


def item_row(words: Words, run: ItemRun, book: TariffBook) -> list[str]:
    """One run: its sessions, the code and its tariff, and the amounts each time."""
    item = run.item
    source = book.sources[book.editions[item.edition].source]
    sessions = words("items.range", first=run.first, last=run.last)
    return [
        str(run.first) if run.first == run.last else sessions,
        billed_code(words, item.service, item.code, item.edition, source),
        *(words.euros(getattr(item, name)) for name in TOTALS),
        words(f"status.{item.status}"),
    ]


@lru_cache(KEPT)
def billed_code(words: Words, service: str, code: str, edition: date, source: Source) -> Markup:
    """The service and its code; in small print the text and the first day of its tariff."""
    since = words("items.since", day=edition)
    return with_small_print(
        service_name(words, service, code), source_name(words, source) + ". " + since
    )


def fees(words: Words, result: Result, book: TariffBook) -> Markup:
    """How the official fee of each kind of item is computed, and the text that sets it."""
    lines = (fee_line(words, each) for each in explained(result.items, book))
    return paragraph(words("why.heading"), "end") + bullets(lines, "sources")


@lru_cache(KEPT)
def fee_line(words: Words, each: Explained) -> Markup:
    """M × coefficient = fee; below it the text with its link, first day and last check."""
    service = service_name(words, each.service, each.code)
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
    source, read = each.source, words(f"source.read.{each.source.read}")
    since = words("why.since", day=each.edition, checked=source.checked_on, read=read)
    return with_small_print(sentence, source_link(words, source) + ". " + since)


def sources(words: Words, own: CostRange) -> Markup:
    """The texts that this estimate comes from, with the day of the last check of each."""
    found = dict.fromkeys(source for end in own.ends for source in end.result.sources)
    lines = bullets((source_line(words, source) for source in found), "sources")
    return folded(words("sources.heading"), lines, "sources")
