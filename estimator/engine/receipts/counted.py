"""One line of a receipt, and how a mutuality may have counted it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from estimator.engine.model.money import Cents
from estimator.engine.model.tariff_book import Code, TariffBook
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


@dataclass(frozen=True)
class PricedLine:
    """A line of a receipt with its patient and the tariffs. Its values may raise `TariffGap`.

    `beside` are the other lines of the same day.
    """

    book: TariffBook
    patient: Patient
    line: Line
    beside: tuple[Line, ...] = ()

    @cached_property
    def code(self) -> Code:
        """What the code of the line stands for on its day."""
        return self.book.code(self.line.code, self.line.day)

    @cached_property
    def price(self) -> PatientPrice:
        """What the code costs this patient on its day."""
        return patient_price(self.book, self.line.code, self.line.day, **self.patient._asdict())

    @property
    def expected(self) -> Cents:
        """What should come back: never more than was paid."""
        return min(self.price.reimbursed, self.line.paid)

    @property
    def counted(self) -> Counted:
        """How the rules count the line."""
        return Counted(self.line.code, self.line.day, self.patient.bim, self.price.percent)

    def for_patient(self, **other: bool) -> "PricedLine":
        """The same line for another kind of patient or kiné."""
        return replace(self, patient=self.patient._replace(**other))

    def agrees(self, expected: Cents, percent: int) -> bool:
        """Whether what came back is an amount, or a cent from it where a reduction was rounded.

        A quarter of 24.55 rounded down leaves 18.42, rounded half up 18.41; both occur.
        """
        return abs(self.line.received - expected) <= (1 if percent else 0)

    def back_if(self, counted: Counted) -> Cents:
        """What comes back if the line is counted like this; never more than was paid."""
        price = unit_price(self.book, counted.code, counted.priced_on, bim=counted.bim)
        return min(reduced(price.reimbursed, counted.percent), self.line.paid)
