"""The headline of an estimate: the amount left to pay, why it may change, and what it rests on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from estimator.engine.model.notices import price_since
from estimator.engine.model.result import OVERRUN_FEE, Item, Result
from estimator.engine.model.schedules import PaidCode
from estimator.engine.model.tariff_book import STATUSES, OpenQuestion, TariffBook, weakest
from estimator.engine.numbers.tables import OVERRUN
from estimator.engine.progress import share
from estimator.engine.ranges import CostRange, EuroRange
from estimator.engine.tariffs.prices import TRAVEL
from estimator.locales import Value, Words
from estimator.wording.amounts import amount, within

OFFICIAL, PUBLISHED, _, ASSUMED, PRESUMED = STATUSES


def each_session(words: Words, own: CostRange) -> str:
    """What one session leaves to pay, as the end of a sentence."""
    if not own.span("patient").certain:
        return words("answer.each_session_average", amount=within(words, own.average))
    each = share(own.low)
    if each.constant:
        return words("answer.each_session", amount=each.lowest)
    return words("answer.each_session_differs", **each._asdict())


def questions_in(book: TariffBook, results: Iterable[Result]) -> list[OpenQuestion]:
    """The open questions about rules of some results, each once, in the order of the data."""
    ids = {name for result in results for name in result.open_questions}
    return [question for question in book.open_questions if question.id in ids]


def why_open(words: Words, book: TariffBook, results: Sequence[Result]) -> Iterator[str]:
    """One sentence for each open question, then why the amount does not depend on it."""
    yield from open_sentences(words, book, results).values()
    if questions_in(book, results) and (since := share_unchanged_since(book, results)):
        yield words("answer.share_stays", since=since)


def open_sentences(words: Words, book: TariffBook, results: Sequence[Result]) -> dict[str, str]:
    """One sentence for each open question of some results, by its id; first the one that the person
    can settle."""
    asked = [it for it in results if OVERRUN_FEE in it.open_questions]
    found = {OVERRUN_FEE: overrun_sentence(words, asked)} if asked else {}
    return found | {it.id: open_sentence(words, book, it) for it in questions_in(book, results)}


def overrun_sentence(words: Words, results: Iterable[Result]) -> str:
    """What a kiné bound by official fees may ask for an overrun session, and how to learn more."""
    asked = [
        (
            item.official_fee,
            item.charged - (result.case.surcharge if result.case.conventioned else 0),
        )
        for result in results
        for item in result.items
        if item.service == OVERRUN
    ]
    tariffs, ceilings = zip(
        *((tariff, most) for tariff, most in asked if tariff < most), strict=True
    )
    return words(
        f"open_question.{OVERRUN_FEE}",
        tariff=amount(words, EuroRange(min(tariffs), max(tariffs))),
        ceiling=amount(words, EuroRange(min(ceilings), max(ceilings))),
        question=words(f"question.{OVERRUN_FEE}"),
    )


def open_sentence(words: Words, book: TariffBook, question: OpenQuestion) -> str:
    """Which rule is unknown, from which day on, and when the sources were last checked."""
    last = book.editions[max(book.editions)]
    return words(
        f"open_question.{question.id}",
        first_day=question.first_day,
        until=question.first_day - timedelta(days=1),
        percent=max(question.percents, default=0),
        checked_on=book.sources[last.source].checked_on,
    )


def share_unchanged_since(book: TariffBook, results: Iterable[Result]) -> Value | None:
    """The day since when the fixed share is the same, over at least one change of tariff.

    None if the patient pays more than the share, or if it changed with the last tariff.
    """
    items = [item for result in results for item in result.items]
    copayments = [item.copayment for item in items]
    if [item.patient for item in items] != copayments or not any(copayments):
        return None
    shares = [item for item in items if item.service != TRAVEL]
    since = max(price_since(book, PaidCode(item.code), item.date) for item in shares)
    return since if since < max(book.editions) else None


def certainty(words: Words, book: TariffBook, results: Sequence[Result]) -> str:
    """What the amounts rest on: the tariff, then every value that is less certain."""
    values = tariff_values(book, [item for result in results for item in result.items])
    keys = certainty_keys(book, results)
    return " ".join(words(f"certainty.{key}", **values) for key in keys)


def certainty_keys(book: TariffBook, results: Sequence[Result]) -> list[str]:
    """How sure the tariff is, then every kind of value that is less certain.

    Omits that the last tariff is assumed to go on if an open question about fees says so.
    """
    items = [item for result in results for item in result.items]
    statuses = {item.status for item in items}
    # How sure the official fees are, each on its own day.
    codes = {(item.code, item.date) for item in items if item.service != TRAVEL}
    tariff = weakest(book.multiplier(code, day).status for code, day in codes)
    keys = [tariff]
    if tariff == OFFICIAL and PUBLISHED in statuses:
        keys.append("in_part")
    if ASSUMED in statuses:
        keys.append(ASSUMED)
    about_fees = any(question.about == "fees" for question in questions_in(book, results))
    if PRESUMED in statuses and not about_fees:
        keys.append(PRESUMED)
    return [*dict.fromkeys(keys)]


def tariff_values(book: TariffBook, items: Iterable[Item]) -> dict[str, Value]:
    """Values of the sentences: the tariff used, the official one that it is computed from, the
    last day it is known for, and the day of the last check."""
    used = book.editions[max(item.edition for item in items)]
    official = [day for day, it in book.editions.items() if it.status == OFFICIAL]
    return {
        "first_day": used.first_day,
        "base": max((day for day in official if day <= used.first_day), default=used.first_day),
        "known_until": used.known_until or used.first_day,
        "checked_on": book.sources[used.source].checked_on,
    }
