"""What a course leaves to pay for each fee that a non-conventioned kiné may ask."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from estimator.engine.model.money import Cents, cents, euros
from estimator.engine.model.result import Result
from estimator.engine.numbers.costs import parts_of, price_of
from estimator.engine.numbers.courses import Course, course_of
from estimator.engine.numbers.sessions import Plan, Run, each_run, plan_of
from estimator.engine.numbers.tables import Price, Sheet, Tables

EURO = Decimal(1)
LOWEST = Decimal("0.5")
HIGHEST = Decimal(2)
#: One fee in so many whole euros is told in the table.
TABLE_EVERY = 5

Priced = tuple[Run, Price]


class AtFee(NamedTuple):
    """A fee a session, and what the whole course then leaves to pay."""

    fee: Decimal
    patient: Decimal


class FeeCurve(NamedTuple):
    """The official fee of the first session, what the course leaves at it, and at other fees:
    enough of them that from each to the next the cost grows evenly."""

    official: AtFee
    asked: AtFee
    dearest: AtFee
    points: tuple[AtFee, ...]

    @property
    def told(self) -> tuple[AtFee, ...]:
        """The points that a table needs: round fees, the official one, and the one asked."""
        marked = (self.official, self.asked, self.dearest)
        return tuple(it for it in self.points if it in marked or not it.fee % TABLE_EVERY)


def fee_curve(result: Result, sheet: Sheet) -> FeeCurve:
    """The course of a result, priced for fees from half the official one to its double."""
    official, asked = result.items[0].official_fee, result.case.fee or Decimal(0)
    course, tables = course_of(result.case, sheet.tables), sheet.tables
    billed = billed_in(course, tables)
    known = {official, asked, *round_fees(official)}
    bends = {fee for fee in bends_of(billed, tables) if min(known) < fee < max(known)}
    left = {
        fee: left_over(course._replace(fee=cents(fee)), billed, tables)
        for fee in sorted(known | bends)
    }
    points = {fee: AtFee(fee, euros(rest)) for fee, rest in left.items()}
    return FeeCurve(points[official], points[asked], points[max(known)], tuple(points.values()))


def round_fees(official: Decimal) -> list[Decimal]:
    """From half the official fee to its double, in whole euros: both ends, and what is told."""
    first = int((official * LOWEST).quantize(EURO, ROUND_FLOOR))
    last = int((official * HIGHEST).quantize(EURO, ROUND_CEILING))
    between = (fee for fee in range(first, last) if not fee % TABLE_EVERY)
    return [Decimal(fee) for fee in (first, *between, last)]


def bends_of(billed: list[Priced], tables: Tables) -> set[Decimal]:
    """The fees up to which the mutuality bears everything: from there on the patient pays."""
    return {
        euros(price.reimbursed_not_conventioned)
        for run, price in billed
        if not tables.line[run.line].is_extra  # an extra costs the same whatever the fee
    }


def billed_in(course: Course, tables: Tables) -> list[Priced]:
    """What is billed, whatever the fee, with its price."""
    billed: list[Priced] = []
    each_run(plan_of(course, tables), tables, add_run, billed)
    return billed


def add_run(run: Run, plan: Plan, tables: Tables, billed: list[Priced]) -> None:
    """Adds a run that is billed, with its price."""
    billed.append((run, price_of(plan.course, run, tables)))


def left_over(course: Course, billed: list[Priced], tables: Tables) -> Cents:
    """What some runs leave the patient to pay."""
    total = 0
    for run, price in billed:
        parts = parts_of(course, run, price, tables)
        total += run.times * (parts.charged - parts.reimbursed)
    return total
