"""Who pays what for an item: charged, reimbursed, and the three parts left to the patient."""

from typing import NamedTuple

from estimator.engine.numbers.courses import Course
from estimator.engine.numbers.sessions import Run
from estimator.engine.numbers.tables import Price, Tables


class Parts(NamedTuple):
    """What decides who pays an item, or a course, in cents."""

    charged: int
    reimbursed: int
    copayment: int
    supplement: int


class Amounts(NamedTuple):
    """Who pays which part, in cents:
    patient = charged − reimbursed = copayment + reduction + supplement."""

    charged: int
    reimbursed: int
    copayment: int
    reduction: int
    supplement: int
    patient: int


def amounts_of(parts: Parts) -> Amounts:
    """All amounts: what is neither reimbursed nor another part is the reduction."""
    patient = parts.charged - parts.reimbursed
    reduction = patient - parts.copayment - parts.supplement
    return Amounts(
        parts.charged, parts.reimbursed, parts.copayment, reduction, parts.supplement, patient
    )


def price_of(course: Course, run: Run, tables: Tables) -> Price:
    """What one item of a run is worth to this patient."""
    return tables.price[run.line][run.period][int(course.bim)]


def parts_of(course: Course, run: Run, price: Price, tables: Tables) -> Parts:
    """What one item of a run costs and who pays it."""
    full = price.reimbursed if course.bound else price.reimbursed_not_conventioned
    return parts_at(full, course, run, price, tables)


def least_parts(course: Course, run: Run, price: Price, tables: Tables) -> Parts:
    """The same where what nobody knows yet turns out best for the patient."""
    full = price.reimbursed if course.bound else price.reimbursed_most
    return parts_at(full, course, run, price, tables)


def most_parts(course: Course, run: Run, price: Price, tables: Tables) -> Parts:
    """The same where it turns out worst."""
    full = price.reimbursed if course.bound else price.reimbursed_least
    return parts_at(full, course, run, price, tables)


def parts_at(full: int, course: Course, run: Run, price: Price, tables: Tables) -> Parts:
    """What one item costs where the mutuality pays so much, and never more than was charged.

    Past the covered fee all is supplement; below it the fixed share is filled up first, and the
    rest is what the reduction takes away.
    """
    asked = asked_for(course, run, price, tables)
    surcharge = surcharge_on(course, run, tables)
    reimbursed = min(full, asked)
    above = max(asked - price.covered_fee, 0)
    rest = asked - reimbursed - above
    return Parts(asked + surcharge, reimbursed, min(price.share, rest), above + surcharge)


def asked_for(course: Course, run: Run, price: Price, tables: Tables) -> int:
    """What the kiné asks before any surcharge.

    Extras cost the official amount everywhere. A kiné bound by official fees asks the official
    fee, for an overrun session the ceiling or less, and never more than a non-conventioned kiné
    told a patient whom official fees protect; any other kiné asks the same fee each time.
    """
    line = tables.line[run.line]
    if line.is_extra:
        return price.bound_fee
    if not course.bound:
        return course.fee
    ceiling = price.bound_fee
    if line.is_starred:
        ceiling = min(ceiling, course.overrun_fee)
    if course.fee_given and not course.conventioned:
        ceiling = min(ceiling, course.fee)
    return ceiling


def surcharge_on(course: Course, run: Run, tables: Tables) -> int:
    """The surcharge of a conventioned kiné for care at unusual hours (M/24 art. 4 § 2)."""
    billed = course.conventioned and not tables.line[run.line].is_extra
    return course.surcharge if billed else 0
