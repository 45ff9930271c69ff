"""One line of a receipt, and the ways in which a mutuality may have counted it."""

from datetime import date
from typing import NamedTuple

from estimator.engine.case import bound
from estimator.engine.money import Cents
from estimator.engine.tariffs import TariffBook, in_force
from estimator.engine.unit_prices import reduced, unit_price

TRAVEL = "travel"


class Patient(NamedTuple):
    """Who the receipt is for, and at which kind of kiné."""

    bim: bool
    conventioned: bool


class Line(NamedTuple):
    """One code on a receipt: what was paid for it and what came back, in cents."""

    code: str
    day: date
    paid: Cents
    received: Cents


class Way(NamedTuple):
    """How a line is counted: which code, by the tariff of which day, with which reduction."""

    code: str
    priced_on: date
    bim: bool
    percent: int


def expected_way(book: TariffBook, patient: Patient, line: Line) -> Way:
    """How the rules count a line."""
    return Way(line.code, line.day, patient.bim, percent_of(book, patient, line))


def percent_of(book: TariffBook, patient: Patient, line: Line) -> int:
    """The reduction that the rules apply: none where official fees bind the kiné."""
    if bound(patient.conventioned, patient.bim, is_palliative(book, line)):
        return 0
    return in_force(book.reductions, line.day, "reduction").percent


def is_palliative(book: TariffBook, line: Line) -> bool:
    """Whether a line is palliative care, its travel included."""
    code = book.code(line.code, line.day)
    return "palliative" in (code.group, group_of_travel(book, line.code))


def group_of_travel(book: TariffBook, code: str) -> str | None:
    """The group that a travel code belongs to; none for any other code."""
    return next((group for group, travel in book.travel_code_of.items() if travel == code), None)


def gives_back(book: TariffBook, way: Way, paid: Cents) -> Cents:
    """What comes back when a line is counted so; never more than was paid.

    The reduction doesn't touch the travel indemnity.
    """
    price = unit_price(book, way.code, way.priced_on, bim=way.bim)
    is_travel = book.code(way.code, way.priced_on).group == TRAVEL
    return min(reduced(price.reimbursed, 0 if is_travel else way.percent), paid)
