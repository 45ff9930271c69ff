"""Codes in words and as JSON: what a code is for, and what it costs on a day."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.engine.tariffs.prices import TRAVEL, AtBothKinds, PatientPrice, at_both_kinds
from estimator.locales import Words
from estimator.wording.amounts import cents_amount
from estimator.wording.as_json import plain
from estimator.wording.notices import source_title

#: The name of such a service includes its minutes: lymphoedema_45.
NAMES_MINUTES = re.compile("[0-9]$")


class Prices(NamedTuple):
    """What a code costs a patient without increased reimbursement, and one with it."""

    not_bim: AtBothKinds
    bim: AtBothKinds


def prices_of(book: TariffBook, code: str, day: date) -> Prices:
    """What a code costs both kinds of patient, at both kinds of kiné."""
    return Prices(*(at_both_kinds(book, code, day, bim=bim) for bim in (False, True)))


def reimbursed(words: Words, price: PatientPrice) -> str:
    """What the mutuality pays back."""
    return cents_amount(words, price.least, price.most)


def code_name(words: Words, code: Code, book: TariffBook) -> str:
    """What a code is for, without its setting."""
    return ", ".join(name_parts(words, code, book))


def name_parts(words: Words, code: Code, book: TariffBook) -> Iterator[str]:
    """The service, the groups, the range of sessions, the minutes, and whether in hospital."""
    yield words(f"service.{code.service}")
    groups = [] if code.group == "second_daily_session" else [code.group]
    if code.group == TRAVEL:
        groups = [group for group, own in book.travel_code_of.items() if own == code.code]
    yield from (words(f"group.{group}") for group in groups)
    first, last = code.first_session or 1, code.last_session
    if last and last != first:
        yield words("tariffs.range", first=first, last=last)
    elif first > 1:
        yield words("tariffs.range_from", first=first)
    if code.minutes and not NAMES_MINUTES.search(code.service):
        yield words("tariffs.minutes", minutes=code.minutes)
    if code.patient == "hospitalised":
        yield words("tariffs.hospitalised")


def code_option(words: Words, code: str, day: date, book: TariffBook) -> str:
    """A code with its whole name, as an option of a list."""
    known = in_force(book.nomenclatures, day).codes[code]
    return f"{code} · {code_name(words, known, book)} · {words(f'setting.{known.setting}')}"


def tariff_of(words: Words, code: str, day: date, book: TariffBook) -> str:
    """What a code stands for, and the text that sets its amount."""
    is_travel = book.code(code, day).group == TRAVEL
    value = in_force(book.travel[code], day) if is_travel else book.multiplier(code, day)
    source = book.sources[value.source]
    return words(
        "check.tariff",
        what=code_option(words, code, day, book),
        first_day=in_force(book.editions, day).first_day,
        source=source_title(words, source),
        checked_on=source.checked_on,
        read=words(f"source.read.{source.read}"),
    )


def known_code(book: TariffBook, number: str, day: date) -> Code:
    """A code of that day. Raises `InvalidAnswer` for an unknown one."""
    check_known(book, "on", day)
    if number not in book.nomenclature(day).codes:
        raise InvalidAnswer("code", given=number, reason="unknown_code")
    return book.code(number, day)


def check_known(book: TariffBook, field: str, day: date) -> None:
    """Refuses a day before the first tariff, or too late."""
    if not book.first_day <= day <= book.last_start:
        allowed = (book.first_day, book.last_start)
        raise InvalidAnswer(field, given=day, reason="day", allowed=allowed)


def code_json(book: TariffBook, code: Code, day: date, prices: Prices) -> dict[str, Any]:
    """A code with its prices, amounts as strings with two decimals."""
    document = {"on": day, "edition": in_force(book.editions, day).first_day, **code._asdict()}
    document["coefficient"] = str(code.coefficient)
    if code.group != TRAVEL:
        document["multiplier"] = str(book.multiplier(code.code, day).multiplier)
    return {**plain(document), **{name: price_json(it) for name, it in prices._asdict().items()}}


def price_json(of: AtBothKinds) -> dict[str, str | None]:
    """What one patient pays at both kinds of kiné; no ceiling where the kiné sets the fee."""
    conventioned, other = of
    amounts = {
        "official_fee": conventioned.official_fee,
        "bound_fee": conventioned.fee,
        "share": conventioned.share,
        "reimbursed": conventioned.reimbursed,
        "reimbursed_not_conventioned": other.reimbursed,
        "reimbursed_not_conventioned_least": other.least,
        "reimbursed_not_conventioned_most": other.most,
        "ceiling_not_conventioned": other.ceiling,
    }
    return {
        **{name: None if it is None else plain(euros(it)) for name, it in amounts.items()},
        "status": conventioned.status,
        "status_not_conventioned": other.status,
    }
