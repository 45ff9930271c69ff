"""What was paid above the fee that binds the kiné, and why; innocent causes first."""

from collections.abc import Iterator
from typing import NamedTuple

from estimator.engine.model.case import Setting
from estimator.engine.model.errors import TariffGap
from estimator.engine.model.money import Cents, euros
from estimator.engine.model.schedules import extra_code
from estimator.engine.model.tariff_book import in_force
from estimator.engine.receipts.causes import OVERRUN_SERVICE, SESSION_SERVICE, Cause, of_our_amounts
from estimator.engine.receipts.counted import PricedLine
from estimator.engine.receipts.same_day import several_sessions
from estimator.engine.tariffs.prices import EXTRAS, TRAVEL, is_palliative, unit_price


class Above(NamedTuple):
    """An amount above the fee.

    `rule` says why we expect that fee: `conventioned`, `bim`, `palliative` or `unsettled`; empty if
    an extra of the same session costs exactly the amount, or if it is the fee of several sessions.
    """

    amount: Cents
    fee: Cents
    rule: str
    reasons: tuple[Cause, ...]


def paid_above(of: PricedLine) -> Above | None:
    """What was paid above the fee; None if nothing was, or if the kiné sets the fee."""
    amount = of.line.paid - of.price.fee
    if not of.price.binds or amount <= 0:
        return None
    fees = {service: extra_fee(of, service) for service in EXTRAS}
    extras = tuple(
        Cause(f"with_{service}", {"fee": euros(fee)})
        for service, fee in fees.items()
        if fee == amount
    )
    if extras:
        return Above(amount, of.price.fee, "", extras)
    if times := several_sessions(of.line.paid, of.price.fee):
        several = Cause("several_sessions", {"n": times})
        return Above(amount, of.price.fee, "", (several, other_session(of)))
    rule = rule_of(of)
    return Above(amount, of.price.fee, rule, tuple(reasons(of, amount, rule)))


def rule_of(of: PricedLine) -> str:
    """Why official fees bind the kiné, as far as we know."""
    if not of.patient.conventioned:
        return "palliative" if is_palliative(of.book, of.line.code, of.line.day) else "bim"
    binds = in_force(of.book.conventions, of.line.day, "convention").binds
    return "conventioned" if binds and not of.book.open_on(of.line.day, "fees") else "unsettled"


def reasons(of: PricedLine, amount: Cents, rule: str) -> Iterator[Cause]:
    """What may explain the amount, in the order in which people read it."""
    yield from fees_of_other_editions(of)
    yield from of_our_amounts(of, amount)
    if not in_force(of.book.conventions, of.line.day, "convention").binds:
        yield Cause("no_convention", {})
    if of.book.open_on(of.line.day, "fees"):
        yield Cause("fees_open", {})
    if of.code.service in (SESSION_SERVICE, OVERRUN_SERVICE):
        travel = extra_fee(of, TRAVEL)
        if travel and travel < amount:
            yield Cause("part_travel", {"fee": euros(travel)})
        yield Cause("supplement", {})
        yield other_session(of)
    if rule == "bim":
        yield Cause("bim_not_known", {})


def fees_of_other_editions(of: PricedLine) -> Iterator[Cause]:
    """Each other tariff whose fee is exactly what was paid."""
    own = in_force(of.book.editions, of.line.day, "edition").first_day
    for first_day in sorted(of.book.editions.keys() - {own}):
        try:
            fee = unit_price(of.book, of.line.code, first_day, bim=False).bound_fee
        except TariffGap:
            continue
        if fee == of.line.paid:
            yield Cause("other_edition", {"first_day": first_day})


def extra_fee(of: PricedLine, service: str) -> Cents | None:
    """The fee of an extra in the setting and group of a line; None if there is none."""
    found = extra_code(of.book, Setting(of.code.setting), of.code.group, service, of.line.day)
    if not found or found == of.code.code:
        return None
    return unit_price(of.book, found, of.line.day, bim=False).official_fee


def other_session(of: PricedLine) -> Cause:
    """A session of another length or kind in the same setting: the one that costs what was paid, or
    none in particular."""
    for other in of.book.nomenclature(of.line.day).codes.values():
        if other.setting == of.code.setting and other.minutes and other.code != of.code.code:
            price = unit_price(of.book, other.code, of.line.day, bim=False)
            if price.official_fee == of.line.paid:
                return Cause("other_session", {"code": other.code, "minutes": other.minutes})
    return Cause("other_length", {})
