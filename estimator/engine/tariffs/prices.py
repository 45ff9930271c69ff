"""What one code costs on one day, and what one patient pays for it at one kind of kiné."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.case import bound
from estimator.engine.model.money import Cents, cents, percent_of
from estimator.engine.model.notices import ASSUMED, status_where_bound, status_where_free
from estimator.engine.model.result import Item
from estimator.engine.model.schedules import PaidCode
from estimator.engine.model.tariff_book import (
    Code,
    Reduction,
    Source,
    TariffBook,
    Travel,
    in_force,
    weakest,
)

WHOLE_PERCENT = 100
TRAVEL = "travel"
#: What is billed beside a session; every kiné charges the official amount.
EXTRAS = ("intake", "report", TRAVEL)


class UnitPrice(NamedTuple):
    """The price of a code on a day, with or without BIM, in cents.

    `bound_fee` is what a kiné bound by official fees may charge. All that is charged above
    `covered_fee` is supplement. While the reduction of the day is open, between `reimbursed_least`
    and `reimbursed_most` comes back at a non-conventioned kiné.
    """

    official_fee: Cents
    bound_fee: Cents
    share: Cents
    reimbursed: Cents
    reimbursed_not_conventioned: Cents
    covered_fee: Cents
    reimbursed_least: Cents
    reimbursed_most: Cents


class PatientPrice(NamedTuple):
    """What one code costs one patient at one kind of kiné, in cents.

    `fee` is what a kiné bound by official fees asks. `ceiling` is the most that this kiné may ask;
    None if the kiné sets the fee. `binds`: official fees bind this kiné, by convention or because
    of the patient. `full` is the reimbursement before the reduction, `percent` the reduction for
    this patient. While the reduction is open, between `least` and `most` comes back.
    """

    official_fee: Cents
    fee: Cents
    ceiling: Cents | None
    binds: bool
    share: Cents
    full: Cents
    percent: int
    reimbursed: Cents
    least: Cents
    most: Cents
    status: str

    @property
    def reduced(self) -> bool:
        """Whether the reduction applies to this patient, or may turn out to."""
        return self.least < self.full

    @property
    def left(self) -> Cents:
        """What the patient pays if the kiné asks `fee`."""
        return self.fee - self.reimbursed

    @property
    def left_least(self) -> Cents:
        """The same if an open rule turns out best for the patient."""
        return self.fee - self.most

    @property
    def left_most(self) -> Cents:
        """The same if it turns out worst."""
        return self.fee - self.least


def patient_price(
    book: TariffBook, code: str, on: date, *, bim: bool, conventioned: bool
) -> PatientPrice:
    """The price of a code for one patient. Raises `TariffGap` where the tariff has none.

    This alone decides which kiné official fees bind and whose reimbursement is reduced.
    """
    price, known = unit_price(book, code, on, bim=bim), book.code(code, on)
    protected = bound(conventioned, bim, is_palliative(book, code, on))
    bound_here = protected or known.service in EXTRAS
    back = price.reimbursed if protected else price.reimbursed_not_conventioned
    return PatientPrice(
        official_fee=price.official_fee,
        fee=price.bound_fee,
        ceiling=price.bound_fee if bound_here else None,
        binds=protected,
        share=price.share,
        full=price.reimbursed,
        percent=0 if protected or known.service == TRAVEL else percent_on(book, on),
        reimbursed=back,
        least=back if protected else price.reimbursed_least,
        most=back if protected else price.reimbursed_most,
        status=status_for(book, known, on, protected=protected, conventioned=conventioned),
    )


class AtBothKinds(NamedTuple):
    """What one code costs one patient at a conventioned kiné, and at any other."""

    conventioned: PatientPrice
    not_conventioned: PatientPrice

    @property
    def status(self) -> str:
        """How sure the least sure of both is."""
        return weakest(price.status for price in self)


def at_both_kinds(book: TariffBook, code: str, on: date, *, bim: bool) -> AtBothKinds:
    """The price of a code for one patient at both kinds of kiné."""
    return AtBothKinds(
        patient_price(book, code, on, bim=bim, conventioned=True),
        patient_price(book, code, on, bim=bim, conventioned=False),
    )


def status_for(
    book: TariffBook, code: Code, on: date, *, protected: bool, conventioned: bool
) -> str:
    """How sure a price is. We assume that official fees bind a kiné without convention in
    palliative care and for overrun sessions (`palliative_full`, `bim_overrun_ceiling`)."""
    paid = PaidCode(code.code)
    if not protected:
        return status_where_free(book, paid, on)
    assumed = code.ceiling_code or is_palliative(book, code.code, on)
    found = status_where_bound(book, paid, on)
    return weakest((found, ASSUMED)) if assumed and not conventioned else found


def is_palliative(book: TariffBook, code: str, on: date) -> bool:
    """Whether a code is for palliative care, or for its travel."""
    return book.code(code, on).group == "palliative" or code == book.travel_code_of.get(
        "palliative"
    )


def unit_price(book: TariffBook, code: str, on: date, *, bim: bool) -> UnitPrice:
    """The price of a code: fee = M × coefficient, reimbursement = fee − fixed share.

    A kiné bound by official fees may charge the official fee, for a starred code the ceiling (M/24
    art. 4 § 1). The reduction affects neither travel nor patients whom official fees protect.
    Raises `TariffGap` where the tariff has no price.
    """
    known = book.code(code, on)
    if known.group == TRAVEL:
        return travel_price(in_force(book.travel[code], on, f"travel {code}"), bim=bim)
    fee = official_fee(book, known, on)
    share = min(fixed_share(book, known, on, bim=bim), fee)
    full = fee - share
    ceiling = book.code(known.ceiling_code, on) if known.ceiling_code else known
    percent = percent_on(book, on)
    protected = bound(False, bim, is_palliative(book, code, on))
    possible = (
        [full] if protected else [reduced(full, each) for each in possible_percents(book, on)]
    )
    return UnitPrice(
        official_fee=fee,
        bound_fee=official_fee(book, ceiling, on),
        share=share,
        reimbursed=full,
        reimbursed_not_conventioned=full if protected else reduced(full, percent),
        covered_fee=fee,
        reimbursed_least=min(possible),
        reimbursed_most=max(possible),
    )


def percent_on(book: TariffBook, on: date) -> int:
    """The reduction of a day, in percent."""
    return in_force(book.reductions, on, "reduction").percent


def last_reduction(book: TariffBook, on: date) -> Reduction | None:
    """The last reduction above 0 % that began on or before a day."""
    started = sorted(day for day in book.reductions if day <= on)
    rows = (book.reductions[day] for day in reversed(started))
    return next((row for row in rows if row.percent), None)


def reimbursed_if_reduced(book: TariffBook, code: str, on: date) -> Cents:
    """What comes back without BIM at a non-conventioned kiné under the last known reduction, even
    if it no longer applies that day."""
    last = last_reduction(book, on)
    full = unit_price(book, code, on, bim=False).reimbursed
    return reduced(full, last.percent if last else 0)


def possible_percents(book: TariffBook, on: date) -> Iterator[int]:
    """The reduction of a day in percent, and while it is open, its other possible values."""
    yield percent_on(book, on)
    for question in book.open_on(on, "reduction"):
        yield from question.percents


def official_fee(book: TariffBook, code: Code, on: date) -> Cents:
    """M × coefficient in cents, half up: 1.283500 × 24 is 30.80 euros."""
    return cents(book.multiplier(code.code, on).multiplier * code.coefficient)


def fixed_share(book: TariffBook, code: Code, on: date, *, bim: bool) -> Cents:
    """The patient's fixed share (ticket modérateur) in cents, which does not depend on the fee."""
    copayment = book.copayment(code.copayment_class, on)
    return cents(copayment.bim if bim else copayment.not_bim)


def reduced(reimbursement: Cents, percent: int) -> Cents:
    """The reimbursement less some percent, which are rounded down to the cent.

    24.55 at 25 %: 6.13 is withheld, 18.42 comes back. Law on health insurance coordinated on
    14 July 1994, art. 49; rounding as published in 2023-2026.
    """
    return reimbursement - reimbursement * percent // WHOLE_PERCENT


def travel_price(travel: Travel, *, bim: bool) -> UnitPrice:
    """The travel indemnity: the same at every kiné, partly reimbursed (M/24 art. 3 § 4).

    An indemnity that nobody gets back is not insured: all of it is supplement.
    """
    amount = cents(travel.amount)
    insured = travel.reimbursed_percent_bim or travel.reimbursed_percent_not_bim
    percent = travel.reimbursed_percent_bim if bim else travel.reimbursed_percent_not_bim
    back = percent_of(amount, percent)
    covered = amount if insured else 0
    return UnitPrice(amount, amount, covered - back, back, back, covered, back, back)


class Explained(NamedTuple):
    """Where the official fee of a code comes from; without a multiplier it is a fixed amount.

    `edition` is the first day of the tariff.
    """

    service: str
    code: str
    edition: date
    official_fee: Decimal
    multiplier: Decimal | None
    coefficient: Decimal | None
    source: Source


def explained(items: Iterable[Item], book: TariffBook) -> tuple[Explained, ...]:
    """Where the fee of each billed code comes from, once per tariff, in the order of first use."""
    first: dict[tuple[object, ...], Item] = {}
    for item in items:
        first.setdefault((item.code, item.edition), item)
    found = []
    for item in first.values():
        code, multiplier, coefficient = book.code(item.code, item.date), None, None
        if code.group == TRAVEL:
            source = in_force(book.travel[item.code], item.date).source
        else:
            of = book.multiplier(item.code, item.date)
            source, multiplier, coefficient = of.source, of.multiplier, code.coefficient
        of_item = (item.service, item.code, item.edition, item.official_fee)
        found.append(Explained(*of_item, multiplier, coefficient, book.sources[source]))
    return tuple(found)
