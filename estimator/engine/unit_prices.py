"""What one code costs on one day, and who would pay which part of it."""

from datetime import date
from typing import NamedTuple

from estimator.engine.money import Cents, cents, percent_of
from estimator.engine.tariffs import Code, TariffBook, Travel, in_force

WHOLE = 100


class UnitPrice(NamedTuple):
    """One code, one day, one kind of patient; all amounts in cents."""

    official_fee: Cents
    bound_fee: Cents
    share: Cents
    reimbursed: Cents
    reimbursed_not_conventioned: Cents


def unit_price(book: TariffBook, code: str, on: date, *, bim: bool) -> UnitPrice:
    """The price of a code: fee = M × coefficient, reimbursement = fee − fixed share.

    `bound_fee` is what a kiné bound by official fees may charge: the official fee, and for a
    starred code the ceiling (M/24 art. 4 § 1). The reduction touches everything but travel.
    Raises `TariffGap` where the tariff is silent.
    """
    known = book.code(code, on)
    if known.group == "travel":
        return travel_price(in_force(book.travel[code], on, f"travel {code}"), bim=bim)
    fee = official_fee(book, known, on)
    share = min(fixed_share(book, known, on, bim=bim), fee)
    ceiling = book.code(known.ceiling_code, on) if known.ceiling_code else known
    percent = in_force(book.reductions, on, "reduction").percent
    return UnitPrice(
        official_fee=fee,
        bound_fee=official_fee(book, ceiling, on),
        share=share,
        reimbursed=fee - share,
        reimbursed_not_conventioned=reduced(fee - share, percent),
    )


def official_fee(book: TariffBook, code: Code, on: date) -> Cents:
    """M × coefficient, half up to the cent: 1.283500 × 24 is 30.80."""
    return cents(book.multiplier(code.code, on).multiplier * code.coefficient)


def fixed_share(book: TariffBook, code: Code, on: date, *, bim: bool) -> Cents:
    """The patient's fixed share (ticket modérateur), which doesn't move with the fee."""
    copayment = book.copayment(code.copayment_class, on)
    return cents(copayment.bim if bim else copayment.not_bim)


def reduced(reimbursement: Cents, percent: int) -> Cents:
    """The reimbursement at a non-conventioned kiné: 24.55 at 25 % is 18.41.

    Law on health insurance coordinated on 14 July 1994, art. 49; royal decree of 8 June 1967.
    """
    return percent_of(reimbursement, WHOLE - percent)


def travel_price(travel: Travel, *, bim: bool) -> UnitPrice:
    """The travel indemnity: the same at every kiné, partly reimbursed (M/24 art. 3 § 4)."""
    amount = cents(travel.amount)
    percent = travel.reimbursed_percent_bim if bim else travel.reimbursed_percent_not_bim
    back = percent_of(amount, percent)
    return UnitPrice(amount, amount, amount - back, back, back)
