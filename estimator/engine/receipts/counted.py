"""One line of a receipt, and the ways in which a mutuality may have counted it."""

from datetime import date
from typing import NamedTuple

from estimator.engine.model.money import Cents
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.tariffs.prices import PatientPrice, patient_price, reduced, unit_price


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


class Counted(NamedTuple):
    """How a line is counted: which code, by the tariff of which day, with which reduction."""

    code: str
    priced_on: date
    bim: bool
    percent: int


def line_price(book: TariffBook, patient: Patient, line: Line) -> PatientPrice:
    """What the code of a line costs this patient on its day."""
    return patient_price(book, line.code, line.day, **patient._asdict())


def expected_count(book: TariffBook, patient: Patient, line: Line) -> Counted:
    """How the rules count a line."""
    return Counted(line.code, line.day, patient.bim, line_price(book, patient, line).percent)


def gives_back(book: TariffBook, way: Counted, paid: Cents) -> Cents:
    """What comes back when a line is counted so; never more than was paid."""
    price = unit_price(book, way.code, way.priced_on, bim=way.bim)
    return min(reduced(price.reimbursed, way.percent), paid)


def agrees(received: Cents, expected: Cents, percent: int) -> bool:
    """Whether an amount is the one expected, or a cent from it where a reduction was rounded.

    A quarter of 24.55 cut down to the cent leaves 18.42, rounded half up 18.41: both are seen.
    """
    return abs(received - expected) <= (1 if percent else 0)
