"""How the tariffs came about: fees of before, new editions, the reduction going on and off."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from estimator.engine.model.tariff_book import (
    Convention,
    Copayment,
    Edition,
    Limit,
    OldFee,
    Quota,
    Reduction,
    TariffBook,
    Travel,
    weakest,
)
from estimator.engine.tariffs.price_changes import Change, change_days, changes_between

Event = OldFee | Edition | Reduction
Dated = Copayment | Convention | Limit | Quota | Reduction | Travel


def events(book: TariffBook) -> list[Event]:
    """Fees of before, new tariffs, the reduction going on and off: in the order of time."""
    found: list[Event] = [*book.old_fees, *book.editions.values(), *book.reductions.values()]
    return sorted(found, key=lambda event: event.first_day)


class NewValues(NamedTuple):
    """A day on which values begin, and what it changed; None on the first day of all.

    `status` is that of the least sure value, `sources` are the texts that they come from.
    """

    first_day: date
    changed: tuple[Change, ...] | None
    status: str
    sources: tuple[str, ...]


def changelog(book: TariffBook) -> Iterator[NewValues]:
    """Every day that changed something, or began an edition, the newest first."""
    days = change_days(book)
    changed: dict[date, tuple[Change, ...]] = {
        after: tuple(changes_between(book, before, after)) for before, after in pairwise(days)
    }
    for day in reversed(days):
        values = list(beginning(book, day))
        yield NewValues(
            day,
            changed.get(day),
            weakest(value.status for value in values),
            tuple(dict.fromkeys(value.source for value in values)),
        )


def beginning(book: TariffBook, day: date) -> Iterator[Edition | Dated]:
    """The values that begin on a day; of an edition the sheet as a whole."""
    if day in book.editions:
        yield book.editions[day]
    tables: list[Mapping[date, Dated]] = [book.reductions, book.conventions]
    for kind in (book.copayments, book.travel, book.limits, book.quotas):
        tables += kind.values()
    yield from (values[day] for values in tables if day in values)
