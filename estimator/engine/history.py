"""How the tariffs came about: fees of before, new editions, the reduction going on and off."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from estimator.engine.differences import fees_changed
from estimator.engine.tariffs import Edition, OldFee, Reduction, TariffBook

Event = OldFee | Edition | Reduction


def events(book: TariffBook) -> list[Event]:
    """Fees of before, new tariffs, the reduction going on and off: in the order of time."""
    found: list[Event] = [*book.old_fees, *book.editions.values(), *book.reductions.values()]
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
