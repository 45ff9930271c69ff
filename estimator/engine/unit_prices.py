"""What one code costs on one day, and what one patient pays for it at one kind of kiné."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from estimator.engine.case import bound
from estimator.engine.money import Cents, cents, percent_of
from estimator.engine.tariffs import Code, TariffBook, Travel, in_force

WHOLE = 100


class UnitPrice(NamedTuple):
    """One code, one day, one kind of patient; all amounts in cents.

    `covered_fee` is the part of the fee that the insurance knows: what is charged above it is
    supplement. `reimbursed_least` and `reimbursed_most` are what may come back at a
    non-conventioned kiné while the reduction of that day isn't known.
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

    `ceiling` is the most that the kiné may ask, `left` what then remains; both None where the
    kiné sets the fee. `reduced`: the 25 % rule applies to this patient.
    """

    official_fee: Cents
    ceiling: Cents | None
    reimbursed: Cents
    left: Cents | None
    reduced: bool


def patient_price(
    book: TariffBook, code: str, on: date, *, bim: bool, conventioned: bool
) -> PatientPrice:
    """The price of a code for one patient. Raises `TariffGap` where the tariff is silent."""
    price = unit_price(book, code, on, bim=bim)
    protected = bound(conventioned, bim, is_palliative(book, code, on))
    # Travel is charged at its official amount by every kiné, and so are intake and report.
    bound_here = protected or book.code(code, on).service in ("intake", "report", "travel")
    back = price.reimbursed if protected else price.reimbursed_not_conventioned
    return PatientPrice(
        official_fee=price.official_fee,
        ceiling=price.bound_fee if bound_here else None,
        reimbursed=back,
        left=price.bound_fee - back if bound_here else None,
        reduced=back < price.reimbursed,
    )


def is_palliative(book: TariffBook, code: str, on: date) -> bool:
    """Whether a code is palliative care, its travel included."""
    return book.code(code, on).group == "palliative" or code == book.travel_code_of.get(
        "palliative"
    )


def unit_price(book: TariffBook, code: str, on: date, *, bim: bool) -> UnitPrice:
    """The price of a code: fee = M × coefficient, reimbursement = fee − fixed share.

    `bound_fee` is what a kiné bound by official fees may charge: the official fee, and for a
    starred code the ceiling (M/24 art. 4 § 1). The reduction touches neither travel nor patients
    whom official fees protect. Raises `TariffGap` where the tariff is silent.
    """
    known = book.code(code, on)
    if known.group == "travel":
        return travel_price(in_force(book.travel[code], on, f"travel {code}"), bim=bim)
    fee = official_fee(book, known, on)
    share = min(fixed_share(book, known, on, bim=bim), fee)
    full = fee - share
    ceiling = book.code(known.ceiling_code, on) if known.ceiling_code else known
    percent = in_force(book.reductions, on, "reduction").percent
    protected = bound(False, bim, is_palliative(book, code, on))
    possible = [full] if protected else [reduced(full, each) for each in percents(book, on)]
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


def percents(book: TariffBook, on: date) -> Iterator[int]:
    """The reduction of a day, and all that it may turn out to be while that isn't known."""
    yield in_force(book.reductions, on, "reduction").percent
    for question in book.open_on(on, "reduction"):
        yield from question.percents


def official_fee(book: TariffBook, code: Code, on: date) -> Cents:
    """M × coefficient, half up to the cent: 1.283500 × 24 is 30.80."""
    return cents(book.multiplier(code.code, on).multiplier * code.coefficient)


def fixed_share(book: TariffBook, code: Code, on: date, *, bim: bool) -> Cents:
    """The patient's fixed share (ticket modérateur), which doesn't move with the fee."""
    copayment = book.copayment(code.copayment_class, on)
    return cents(copayment.bim if bim else copayment.not_bim)


def reduced(reimbursement: Cents, percent: int) -> Cents:
    """The reimbursement at a non-conventioned kiné: a quarter is withheld, cut down to the cent.

    24.55 at 25 %: 6.13 is withheld, 18.42 comes back. Law on health insurance coordinated on
    14 July 1994, art. 49; rounding as published in 2023-2026.
    """
    return reimbursement - reimbursement * percent // WHOLE


def travel_price(travel: Travel, *, bim: bool) -> UnitPrice:
    """The travel indemnity: the same at every kiné, partly reimbursed (M/24 art. 3 § 4).

    One that nobody is reimbursed for is no insured service: all of it is supplement.
    """
    amount = cents(travel.amount)
    insured = travel.reimbursed_percent_bim or travel.reimbursed_percent_not_bim
    percent = travel.reimbursed_percent_bim if bim else travel.reimbursed_percent_not_bim
    back = percent_of(amount, percent)
    covered = amount if insured else 0
    return UnitPrice(amount, amount, covered - back, back, back, covered, back, back)
