"""What is told about the tariffs beside the estimates: how they came about, what others claim."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from estimator.engine.differences import fees_changed
from estimator.engine.tables import load_table
from estimator.engine.tariffs import Edition, Reduction, TariffBook


class OldFee(NamedTuple):
    """What a kind of session cost before the first edition."""

    first_day: date
    known_until: date
    group: str
    coefficient: int
    fee: Decimal
    status: str
    source: str
    page: str


class Claim(NamedTuple):
    """An amount that people read elsewhere, of a code on a day."""

    claim: str
    amount: Decimal
    code: str
    day: date
    source: str


Event = OldFee | Edition | Reduction


@cache
def old_fees() -> tuple[OldFee, ...]:
    """The fees of before, from the tariff files."""
    return load_table("history.csv", OldFee)


@cache
def claims() -> tuple[Claim, ...]:
    """The amounts claimed elsewhere, from the tariff files."""
    return load_table("elsewhere.csv", Claim)


def events(book: TariffBook) -> list[Event]:
    """Fees of before, new tariffs, the reduction going on and off: in the order of time."""
    found: list[Event] = [*old_fees(), *book.editions.values(), *book.reductions.values()]
    return sorted(found, key=lambda event: event.first_day)


class NewEdition(NamedTuple):
    """An edition, and how many fees it changed; None for the first."""

    edition: Edition
    changed: int | None


def changelog(book: TariffBook) -> Iterator[NewEdition]:
    """Every edition with what it changed, the newest first."""
    days = sorted(book.editions)
    changed: dict[date, int] = {
        after: len(list(fees_changed(book, before, after))) for before, after in pairwise(days)
    }
    for day in reversed(days):
        yield NewEdition(book.editions[day], changed.get(day))
