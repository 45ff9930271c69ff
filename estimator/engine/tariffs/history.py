"""How the tariffs came about: earlier fees, new editions, the reduction going on and off."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from estimator.engine.model.tariff_book import (
    Edition,
    Nomenclature,
    OldFee,
    Reduction,
    TariffBook,
    weakest,
)
from estimator.engine.tariffs.price_changes import Change, change_days, changes_between

Event = OldFee | Edition | Reduction


def events(book: TariffBook) -> list[Event]:
    """Earlier fees, new editions and changes of the reduction, the oldest first."""
    found: list[Event] = [*book.old_fees, *book.editions.values(), *book.reductions.values()]
    return sorted(found, key=lambda event: event.first_day)


class NewValues(NamedTuple):
    """A day on which values begin, and what it changed; None on the very first day.

    `status` is that of the least sure value, `sources` are the texts that the values come from.
    """

    first_day: date
    changed: tuple[Change, ...] | None
    status: str
    sources: tuple[str, ...]


def changelog(book: TariffBook) -> Iterator[NewValues]:
    """Every day that changed something or began an edition, the newest first."""
    days = change_days(book)
    changed = {
        after: tuple(changes_between(book, *it)) for it in pairwise(days) for after in it[1:]
    }
    for day in reversed(days):
        begun = [values[day] for values in book.dated if day in values]
        new = [value for value in begun if not isinstance(value, Nomenclature)]
        yield NewValues(
            day,
            changed.get(day),
            weakest(value.status for value in new),
            tuple(dict.fromkeys(value.source for value in new)),
        )
