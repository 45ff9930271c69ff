"""What was paid above the fee that binds the kiné, and what may explain it, innocently first."""

from collections.abc import Iterator
from typing import NamedTuple

from estimator.engine.model.case import Setting
from estimator.engine.model.errors import TariffGap
from estimator.engine.model.money import Cents, euros
from estimator.engine.model.schedules import extra_code
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.engine.receipts.causes import OVERRUN_SERVICE, SESSION_SERVICE, Cause, of_our_amounts
from estimator.engine.receipts.counted import Line, Patient, line_price
from estimator.engine.tariffs.prices import EXTRAS, TRAVEL, is_palliative, unit_price


class Above(NamedTuple):
    """An amount above the fee; `rule` says why we expect that fee: the convention, increased
    reimbursement or palliative care; that it is unsettled; or nothing, where an extra of the same
    session costs exactly that amount."""

    amount: Cents
    fee: Cents
    rule: str
    reasons: tuple[Cause, ...]


def asked_above(book: TariffBook, patient: Patient, line: Line) -> Above | None:
    """What was paid above the fee; None if nothing was, or if the kiné sets the fee."""
    price = line_price(book, patient, line)
    amount = line.paid - price.fee
    if not price.binds or amount <= 0:
        return None
    of_extras = tuple(extras(book, line, amount))
    if of_extras:
        return Above(amount, price.fee, "", of_extras)
    rule = rule_of(book, patient, line)
    return Above(amount, price.fee, rule, tuple(reasons(book, line, amount, rule)))


def rule_of(book: TariffBook, patient: Patient, line: Line) -> str:
    """Why official fees bind the kiné, so far as we know."""
    if not patient.conventioned:
        return "palliative" if is_palliative(book, line.code, line.day) else "bim"
    binds = in_force(book.conventions, line.day, "convention").binds
    return "conventioned" if binds and not book.open_on(line.day, "fees") else "unsettled"


def reasons(book: TariffBook, line: Line, amount: Cents, rule: str) -> Iterator[Cause]:
    """What may explain the amount, in the order in which people read it."""
    yield from fees_of_other_editions(book, line)
    yield from of_our_amounts(book, line, amount)
    if not in_force(book.conventions, line.day, "convention").binds:
        yield Cause("no_convention", {})
    if book.open_on(line.day, "fees"):
        yield Cause("fees_open", {})
    if book.code(line.code, line.day).service in (SESSION_SERVICE, OVERRUN_SERVICE):
        yield from part_of_travel(book, line, amount)
        yield Cause("supplement", {})
        yield from other_sessions(book, line)
    if rule == "bim":
        yield Cause("bim_not_known", {})


def fees_of_other_editions(book: TariffBook, line: Line) -> Iterator[Cause]:
    """The fee of another tariff was asked, to the cent."""
    own = in_force(book.editions, line.day, "edition").first_day
    for first_day in sorted(book.editions.keys() - {own}):
        try:
            fee = unit_price(book, line.code, first_day, bim=False).bound_fee
        except TariffGap:
            continue
        if fee == line.paid:
            yield Cause("other_edition", {"first_day": first_day})


def extras(book: TariffBook, line: Line, amount: Cents) -> Iterator[Cause]:
    """An extra of the same kind of care costs exactly this."""
    for service in EXTRAS:
        fee = extra_fee(book, line, service)
        if fee == amount:
            yield Cause(f"with_{service}", {"fee": euros(fee)})


def part_of_travel(book: TariffBook, line: Line, amount: Cents) -> Iterator[Cause]:
    """The travel indemnity may be a part of an amount that is higher."""
    fee = extra_fee(book, line, TRAVEL)
    if fee and fee < amount:
        yield Cause("part_travel", {"fee": euros(fee)})


def extra_fee(book: TariffBook, line: Line, service: str) -> Cents | None:
    """The fee of an extra in the setting and group of a line; None where it has none."""
    code = book.code(line.code, line.day)
    found = extra_code(book, Setting(code.setting), code.group, service, line.day)
    if not found or found == code.code:
        return None
    return unit_price(book, found, line.day, bim=False).official_fee


def other_sessions(book: TariffBook, line: Line) -> Iterator[Cause]:
    """A session of another length or kind in the same place: the one that costs what was paid, or
    none by name."""
    code = book.code(line.code, line.day)
    for other in book.nomenclature(line.day).codes.values():
        if other.setting == code.setting and other.minutes and other.code != code.code:
            price = unit_price(book, other.code, line.day, bim=False)
            if price.official_fee == line.paid:
                yield Cause("other_session", {"code": other.code, "minutes": other.minutes})
                return
    yield Cause("other_length", {})
