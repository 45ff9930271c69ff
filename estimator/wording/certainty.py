"""How sure an estimate is, in words: from the least to the most, why, and what it rests on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from estimator.engine.both_kinds import CostRange, EuroRange
from estimator.engine.model.notices import price_since
from estimator.engine.model.result import Item, Result
from estimator.engine.model.schedules import PaidCode
from estimator.engine.model.tariff_book import STATUSES, OpenQuestion, Source, TariffBook, weakest
from estimator.engine.ranges import Possibility
from estimator.locales import Value, Words

OFFICIAL, PUBLISHED, _, ASSUMED, PRESUMED = STATUSES
TRAVEL = "travel"


def amount(words: Words, span: EuroRange) -> str:
    """In a table or beside a name: 112,50 € à 388,44 €."""
    return words.euros(span.low) if span.certain else words("keep.from_to", **span._asdict())


def within(words: Words, span: EuroRange) -> str:
    """In a sentence: entre 112,50 € et 388,44 €."""
    return words.euros(span.low) if span.certain else words("answer.between", **span._asdict())


def prospect_of(*results: Result) -> CostRange:
    """Results as the possibilities of one prospect, all answers known."""
    return CostRange(tuple(Possibility({}, result) for result in results), ())


def results_of(prospect: CostRange) -> tuple[Result, ...]:
    """Every estimate that a prospect holds."""
    return tuple(possible.result for possible in prospect.found)


def total(words: Words, result: Result, name: str) -> str:
    """One of the totals of a result, from the least to the most where that isn't known."""
    return amount(words, prospect_of(result).span(name))


def asked_questions(book: TariffBook, results: Iterable[Result]) -> list[OpenQuestion]:
    """The open questions of some results, each once, in the order of the data."""
    ids = {name for result in results for name in result.open_questions}
    return [question for question in book.open_questions if question.id in ids]


def why_open(words: Words, book: TariffBook, results: Sequence[Result]) -> Iterator[str]:
    """One sentence for each rule that nobody knows yet; then why the amount stays all the same."""
    questions = asked_questions(book, results)
    for question in questions:
        yield open_sentence(words, book, question)
    if questions and (since := share_unchanged_since(book, results)):
        yield words("answer.share_stays", since=since)


def open_sentence(words: Words, book: TariffBook, question: OpenQuestion) -> str:
    """What nobody knows yet, from which day on, and when somebody last looked."""
    last = book.editions[max(book.editions)]
    return words(
        f"open_question.{question.id}",
        first_day=question.first_day,
        until=question.first_day - timedelta(days=1),
        percent=max(question.percents, default=0),
        checked_on=book.sources[last.source].checked_on,
    )


def share_unchanged_since(book: TariffBook, results: Iterable[Result]) -> Value | None:
    """Since when the fixed share has been what it is, over at least one change of tariff.

    None where the share isn't all that is left to pay, or where it moved with the last tariff.
    """
    items = [item for result in results for item in result.items]
    if not all(item.patient == item.copayment for item in items) or not any(
        item.copayment for item in items
    ):
        return None
    shares = [item for item in items if item.service != TRAVEL]
    since = max(price_since(book, PaidCode(item.code), item.date) for item in shares)
    return since if since < max(book.editions) else None


def certainty(words: Words, book: TariffBook, results: Sequence[Result]) -> list[str]:
    """What the amounts rest on: the tariff, then what is less sure than the tariff.

    That the last tariff goes on is left out where an open question about the fees tells it.
    """
    items = [item for result in results for item in result.items]
    tariff = tariff_status(book, items)
    statuses = {item.status for item in items}
    keys = [tariff]
    if tariff == OFFICIAL and PUBLISHED in statuses:
        keys.append("in_part")
    keys += [ASSUMED] * (ASSUMED in statuses)
    told = any(question.about == "fees" for question in asked_questions(book, results))
    keys += [PRESUMED] * (PRESUMED in statuses and not told)
    values = values_of(book, items)
    return [words(f"certainty.{key}", **values) for key in dict.fromkeys(keys)]


def tariff_status(book: TariffBook, items: Iterable[Item]) -> str:
    """How sure the official fees are that the amounts are made of, each on its own day."""
    codes = {(item.code, item.date) for item in items if item.service != TRAVEL}
    return weakest(book.multiplier(code, day).status for code, day in codes)


def values_of(book: TariffBook, items: Iterable[Item]) -> dict[str, Value]:
    """What the sentences name: the tariff used, the official one that it is computed from, until
    when the last one is known, and when somebody last looked for another."""
    used = book.editions[max(item.edition for item in items)]
    read = [day for day, it in book.editions.items() if it.status == OFFICIAL]
    return {
        "first_day": used.first_day,
        "base": max((day for day in read if day <= used.first_day), default=used.first_day),
        "known_until": used.known_until or used.first_day,
        "checked_on": book.sources[used.source].checked_on,
    }


def source_about(words: Words, source: Source) -> str:
    """Who published a text, and how much of it was read when somebody last looked."""
    read = words(f"source.read.{source.read}")
    return words("sources.line", publisher=source.publisher, day=source.checked_on, read=read)
