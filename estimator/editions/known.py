"""The known tariff that a new circular is compared with."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from estimator.editions.circular.model import Entry, Printed
from estimator.editions.similar_codes import similar_codes, taken_over
from estimator.engine.model.money import Cents, cents, percent_of
from estimator.engine.model.tariff_book import (
    Code,
    Multiplier,
    Source,
    TariffBook,
    Travel,
    in_force,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    """The edition to make.

    `settled` names the codes whose findings a person has checked; a new code with the known code
    that it resembles.
    """

    first_day: date
    source: Source
    known_until: date | None
    settled: Mapping[str, str | None]


class Share(NamedTuple):
    """The fixed share of a class."""

    bim: Cents
    not_bim: Cents


class Price(NamedTuple):
    """What a row should print."""

    fee: Cents
    reimbursed_bim: Cents
    reimbursed_not_bim: Cents


@dataclass(frozen=True)
class KnownTariff:
    """What the rows of a circular are compared with.

    `codes` holds the known codes and the new ones whose meaning is settled; `similar` the known
    code that a new one resembles, None if unclear. `last` holds the multipliers of the edition
    that the new one replaces, `earlier` those that an index may have raised.
    """

    known: Mapping[str, Code]
    codes: Mapping[str, Code]
    similar: Mapping[str, str | None]
    shares: Mapping[str, Share]
    travel: Mapping[str, Travel]
    last: Mapping[str, Multiplier]
    since: date | None
    earlier: Sequence[Mapping[str, Multiplier]]

    def price(self, entry: Entry) -> Price:
        """What the row of a code should print: M × coefficient, and that less the fixed share."""
        code = self.codes[entry.code]
        fee = cents(entry.row.multiplier * self.coefficient(entry))
        if code.group == "travel":
            travel = self.travel[code.code]
            percents = travel.reimbursed_percent_bim, travel.reimbursed_percent_not_bim
            return Price(fee, *(percent_of(fee, percent) for percent in percents))
        share = self.shares[code.copayment_class]
        return Price(fee, max(fee - share.bim, 0), max(fee - share.not_bim, 0))

    def coefficient(self, entry: Entry) -> Decimal:
        """The coefficient that the amounts of a row confirm: the printed one, or the known one."""
        row, known = entry.row, self.codes[entry.code]
        share = self.shares.get(known.copayment_class)
        if share and not fits(row, row.coefficient, share) and fits(row, known.coefficient, share):
            return known.coefficient
        return row.coefficient


def fits(row: Printed, coefficient: Decimal, share: Share) -> bool:
    """Whether all amounts of a row agree with a coefficient."""
    fee = cents(row.multiplier * coefficient)
    last = row.reimbursed_not_bim
    due = [(row.fee, fee), (row.reimbursed_bim, fee - share.bim), (last, fee - share.not_bim)]
    return all(cents(amount) == right for amount, right in due if amount is not None)


def known_for(book: TariffBook, entries: Sequence[Entry], new: NewEdition) -> KnownTariff:
    """The tariff in force on the first day of an edition, with the shares that its table prints.

    Raises `TariffGap` where no nomenclature is known that day.
    """
    day = new.first_day
    known = book.nomenclature(day).codes
    similar = similar_codes(known, entries, new.settled)
    codes = dict(known)
    for entry in entries:
        if match := similar.get(entry.code):
            codes[entry.code] = taken_over(known[match], entry, new.source.id)
    since = max((first_day for first_day in book.editions if first_day <= day), default=None)
    return KnownTariff(
        known=known,
        codes=codes,
        similar=similar,
        shares=shares_in(book, codes, entries, day),
        travel={c: in_force(of, day, f"travel {c}") for c, of in book.travel.items()},
        last=book.multipliers[since] if since else {},
        since=since,
        earlier=earlier_editions(book, day),
    )


def earlier_editions(book: TariffBook, day: date) -> list[Mapping[str, Multiplier]]:
    """The last edition that began before a day, and the one of that day unless it is derived."""
    days = sorted(first_day for first_day in book.editions if first_day < day)[-1:]
    if day in book.editions and book.editions[day].index_percent is None:
        days.append(day)
    return [book.multipliers[first_day] for first_day in days]


def shares_in(
    book: TariffBook, codes: Mapping[str, Code], entries: Iterable[Entry], day: date
) -> dict[str, Share]:
    """The share of each class: what more than half of its rows print, else the one in force."""
    pairs: dict[str, list[Share]] = {}
    for entry in entries:
        code = codes.get(entry.code)
        if code and code.group != "travel":
            pairs.setdefault(code.copayment_class, []).append(printed_share(entry.row))
    found = {}
    for name, of in pairs.items():
        share, count = Counter(of).most_common(1)[0]
        right = 2 * count > len(of) and 0 <= share.bim <= share.not_bim
        copayment = book.copayment(name, day)
        known = Share(cents(copayment.bim), cents(copayment.not_bim))
        found[name] = share if right else known
    return found


def printed_share(row: Printed) -> Share:
    """What a row leaves to the patient; below zero where an amount is missing."""
    fee = cents(row.multiplier * row.coefficient)
    bim, not_bim = row.reimbursed_bim, row.reimbursed_not_bim
    if bim is None or not_bim is None:
        return Share(-1, -1)
    return Share(fee - cents(bim), fee - cents(not_bim))
