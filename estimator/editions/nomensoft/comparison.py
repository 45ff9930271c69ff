"""Holds our amounts against NomenSoft's, code by code."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from estimator.editions.nomensoft.amounts import OfficialFee
from estimator.editions.nomensoft.model import Kind
from estimator.engine.model.money import Cents
from estimator.engine.model.tariff_book import NomenSoftMatch, TariffBook, in_force
from estimator.engine.tariffs.prices import TRAVEL, unit_price


class Difference(NamedTuple):
    """An amount that is not the same, in cents; `theirs` is None where NomenSoft doesn't tell it.

    `first_day` is the day since when theirs holds.
    """

    code: str
    kind: Kind
    theirs: Cents | None
    ours: Cents
    first_day: date | None


class Compared(NamedTuple):
    """The differences, and how many of our codes have none."""

    differences: tuple[Difference, ...]
    same: int
    codes: int


def compared(book: TariffBook, fees: Mapping[str, OfficialFee], day: date) -> Compared:
    """Every code of a day but travel, held against NomenSoft's amounts of that day."""
    codes = priced_codes(book, day)
    found = tuple(it for code in codes for it in differences(book, code, fees.get(code), day))
    return Compared(found, len(codes) - len({it.code for it in found}), len(codes))


def priced_codes(book: TariffBook, day: date) -> list[str]:
    """The codes that an edition prices: all of the nomenclature but travel."""
    known = book.nomenclature(day).codes.values()
    return sorted(code.code for code in known if code.group != TRAVEL)


def differences(
    book: TariffBook, code: str, fee: OfficialFee | None, day: date
) -> Iterator[Difference]:
    """The amounts of a code that differ, or that NomenSoft doesn't tell."""
    for kind, ours in our_amounts(book, code, day).items():
        theirs = fee.amounts.get(kind) if fee else None
        if theirs != ours:
            row = fee.rows.get(kind, fee.any_row) if fee else None
            yield Difference(code, kind, theirs, ours, row.first_day if row else None)


def our_amounts(book: TariffBook, code: str, day: date) -> dict[Kind, Cents]:
    """Our amounts of a code on a day, by NomenSoft's kinds."""
    bim, other = (unit_price(book, code, day, bim=each) for each in (True, False))
    return {
        Kind.FEE: other.official_fee,
        Kind.REIMBURSED_BIM: bim.reimbursed,
        Kind.REIMBURSED: other.reimbursed,
        Kind.SHARE_BIM: bim.share,
        Kind.SHARE: other.share,
    }


def match_of(book: TariffBook, found: Compared, day: date, compared_on: date) -> NomenSoftMatch:
    """The record of a comparison of the edition in force on a day."""
    first_day = in_force(book.editions, day, "edition").first_day
    amounts = fingerprint(book, day)
    return NomenSoftMatch(first_day, compared_on, found.same, found.codes, amounts)


def match_on(book: TariffBook, day: date) -> NomenSoftMatch | None:
    """The record of the tariff of a day; None if there is none, or if an amount changed since."""
    match = book.nomensoft.get(in_force(book.editions, day, "edition").first_day)
    return match if match and match.amounts == fingerprint(book, day) else None


def fingerprint(book: TariffBook, day: date) -> str:
    """A number that another amount would change: a record holds for the amounts it was made of."""
    lines = (
        f"{code} {' '.join(map(str, our_amounts(book, code, day).values()))}\n"
        for code in priced_codes(book, day)
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]
