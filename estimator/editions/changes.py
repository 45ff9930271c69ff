"""What a new edition changes against the last one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from estimator.editions.circular.model import Entry
from estimator.editions.known import Basis
from estimator.engine.model.money import Cents, cents
from estimator.engine.model.tariff_book import Code, Copayment, Multiplier, Travel


class FeeChange(NamedTuple):
    """A code whose multiplier or fee isn't the same."""

    code: str
    service: str
    multiplier_before: Decimal
    multiplier: Decimal
    fee_before: Cents
    fee: Cents


class ShareChange(NamedTuple):
    """A class whose fixed share isn't the same, in euros."""

    copayment_class: str
    before: Copayment
    after: Copayment


class TravelChange(NamedTuple):
    """A travel indemnity that isn't the same, in euros."""

    code: str
    before: Decimal
    after: Decimal


class Changes(NamedTuple):
    """All that changes since the edition that began on `since`; None where there is none."""

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


def codes_moved(basis: Basis, entries: Sequence[Entry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that came, and those that went."""
    printed = {entry.code for entry in entries}
    return tuple(sorted(basis.likes)), tuple(sorted(basis.known.keys() - printed))


def shares_changed(
    before: Iterable[Copayment], after: Mapping[str, Copayment]
) -> Iterator[ShareChange]:
    """Every class whose share differs."""
    for old in before:
        new = after.get(old.copayment_class)
        if new and (old.bim, old.not_bim) != (new.bim, new.not_bim):
            yield ShareChange(old.copayment_class, old, new)


def travel_changed(before: Mapping[str, Travel], after: Iterable[Travel]) -> Iterator[TravelChange]:
    """Every travel code whose indemnity differs."""
    for new in {travel.code: travel for travel in after}.values():
        if before[new.code].amount != new.amount:
            yield TravelChange(new.code, before[new.code].amount, new.amount)
