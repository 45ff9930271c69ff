"""What a new edition changes against the one before it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.money import Cents, cents
from estimator.engine.model.tariff_book import Code, Copayment, Multiplier


class FeeChange(NamedTuple):
    """A code whose multiplier or fee changes."""

    code: str
    service: str
    multiplier_before: Decimal
    multiplier: Decimal
    fee_before: Cents
    fee: Cents


class ShareChange(NamedTuple):
    """A class whose fixed share changes, in euros."""

    copayment_class: str
    before: Copayment
    after: Copayment


class TravelChange(NamedTuple):
    """A travel indemnity that changes, in euros."""

    code: str
    before: Decimal
    after: Decimal


class Changes(NamedTuple):
    """All that changes since the edition that began on `since`; None for the very first one."""

    since: date | None
    new: tuple[str, ...]
    vanished: tuple[str, ...]
    fees: tuple[FeeChange, ...]
    shares: tuple[ShareChange, ...] = ()
    travel: tuple[TravelChange, ...] = ()


def fees_changed(
    before: Mapping[str, Code],
    after: Mapping[str, Code],
    last: Mapping[str, Multiplier],
    multipliers: Iterable[Multiplier],
) -> Iterator[FeeChange]:
    """Every code of both editions whose multiplier or fee differs."""
    for new in multipliers:
        if new.code in last and new.code in before and new.code in after:
            old = last[new.code].multiplier
            known, code = before[new.code], after[new.code]
            fees = cents(old * known.coefficient), cents(new.multiplier * code.coefficient)
            if old != new.multiplier or fees[0] != fees[1]:
                yield FeeChange(new.code, code.service, old, new.multiplier, *fees)
