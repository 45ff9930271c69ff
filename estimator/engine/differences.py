"""What changes from one day's tariff to another's."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from estimator.engine.money import Cents
from estimator.engine.tariffs import TariffBook
from estimator.engine.unit_prices import unit_price


class Change(NamedTuple):
    """A code whose official fee isn't the same; None where a day's nomenclature lacks it."""

    code: str
    service: str
    before: Cents | None
    after: Cents | None


def fees_changed(book: TariffBook, before: date, after: date) -> Iterator[Change]:
    """The codes whose official fee differs between two days, in the order of their number."""
    old, new = book.nomenclature(before).codes, book.nomenclature(after).codes
    for code in sorted(old.keys() | new.keys()):
        service = (new.get(code) or old[code]).service
        change = Change(code, service, fee_on(book, code, before), fee_on(book, code, after))
        if change.before != change.after:
            yield change


def fee_on(book: TariffBook, code: str, day: date) -> Cents | None:
    """The official fee of a code on a day; None where the nomenclature lacks it."""
    if code not in book.nomenclature(day).codes:
        return None
    return unit_price(book, code, day, bim=False).official_fee
