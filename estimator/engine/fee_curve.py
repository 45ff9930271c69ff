"""What a course costs the patient at each fee that a non-conventioned kiné may ask."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from estimator.engine.model.money import Cents, cents, euros
from estimator.engine.model.result import Result
from estimator.engine.numbers.costs import parts_of, price_of
from estimator.engine.numbers.courses import Course, course_of
from estimator.engine.numbers.sessions import Run, runs_of, whole
from estimator.engine.numbers.tables import Sheet, Tables
from estimator.engine.tariffs.prices import UnitPrice

EURO = Decimal(1)
LOWEST = Decimal("0.5")
HIGHEST = Decimal(2)
#: The steps of the table, in euros.
TABLE_EVERY = 5

Priced = tuple[Run, UnitPrice]


class AtFee(NamedTuple):
    """A fee per session, and what the whole course then leaves the patient to pay, in euros."""

    fee: Decimal
    patient: Decimal


class FeeCurve(NamedTuple):
    """What the course costs at the official fee, at the one asked, at the dearest one shown, and at
    all `points`; between two points the cost is a straight line."""

    official: AtFee
    asked: AtFee
    dearest: AtFee
    points: tuple[AtFee, ...]

    @property
    def in_table(self) -> tuple[AtFee, ...]:
        """The points for a table: round fees, the official one, and the one asked."""
        marked = (self.official, self.asked, self.dearest)
        return tuple(it for it in self.points if it in marked or not it.fee % TABLE_EVERY)


def fee_curve(result: Result, sheet: Sheet) -> FeeCurve:
    """The course of a result, priced for fees from half the official one to its double."""
    official, asked = result.items[0].official_fee, result.case.fee or Decimal(0)
    course, tables = course_of(result.case, sheet.tables), sheet.tables
    part = whole(course, tables)
    billed = [(run, price_of(course, run, tables)) for run in runs_of(part, tables)]
    known = {official, asked, *round_fees(official)}
    bends = {fee for fee in bends_of(billed, tables) if min(known) < fee < max(known)}
    left = {
        fee: left_over(at_fee(course, cents(fee)), billed, tables) for fee in sorted(known | bends)
    }
    points = {fee: AtFee(fee, euros(rest)) for fee, rest in left.items()}
    return FeeCurve(points[official], points[asked], points[max(known)], tuple(points.values()))


def at_fee(course: Course, fee: Cents) -> Course:
    """The course at another fee; a first session that has a fee of its own keeps it."""
    alike = course.first_fee == course.fee
    return course._replace(fee=fee, first_fee=fee if alike else course.first_fee)


def round_fees(official: Decimal) -> list[Decimal]:
    """Whole euros from half the official fee to its double: both ends, and those of the table."""
    first = int((official * LOWEST).quantize(EURO, ROUND_FLOOR))
    last = int((official * HIGHEST).quantize(EURO, ROUND_CEILING))
    between = (fee for fee in range(first, last) if not fee % TABLE_EVERY)
    return [Decimal(fee) for fee in (first, *between, last)]


def bends_of(billed: list[Priced], tables: Tables) -> set[Decimal]:
    """The fees up to which the mutuality pays all; above them the patient pays."""
    return {
        euros(price.reimbursed_not_conventioned)
        for run, price in billed
        if not tables.code[run.code].is_extra  # an extra costs the same whatever the fee
    }


def left_over(course: Course, billed: list[Priced], tables: Tables) -> Cents:
    """What the patient pays for some runs."""
    total = 0
    for run, price in billed:
        parts = parts_of(course, run, price, tables)
        total += run.times * (parts.charged - parts.reimbursed)
    return total
