"""Where each official fee comes from: M × coefficient, and the text that sets it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.result import Item
from estimator.engine.model.tariff_book import Source, TariffBook, in_force


class Explained(NamedTuple):
    """One code under one tariff; without a multiplier the amount is a fixed one."""

    service: str
    code: str
    edition: date
    """The first day of the tariff."""
    official_fee: Decimal
    multiplier: Decimal | None
    coefficient: Decimal | None
    source: Source


def explained(items: Iterable[Item], book: TariffBook) -> tuple[Explained, ...]:
    """Each code billed, once a tariff, in the order of first use."""
    kinds: dict[tuple[object, ...], Item] = {}
    for item in items:
        kinds.setdefault((item.code, item.edition), item)
    return tuple(explain(item, book) for item in kinds.values())


def explain(item: Item, book: TariffBook) -> Explained:
    """How the official fee of one item is made."""
    told = (item.service, item.code, item.edition, item.official_fee)
    code = book.code(item.code, item.date)
    if code.group == "travel":
        source = in_force(book.travel[item.code], item.date).source
        return Explained(*told, None, None, book.sources[source])
    found = book.multiplier(item.code, item.date)
    return Explained(*told, found.multiplier, code.coefficient, book.sources[found.source])
