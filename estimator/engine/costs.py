"""Who pays what for an item: charged, reimbursed, and the three parts left to the patient."""

from typing import NamedTuple

from estimator.engine.courses import Course
from estimator.engine.sessions import Run
from estimator.engine.sheet import Price, Tables


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
    asked = asked_for(course, run, price, tables)
    surcharge = surcharge_on(course, run, tables)
    full = price.reimbursed if course.bound else price.reimbursed_not_conventioned
    reimbursed = min(full, asked)
    above = max(asked - price.covered_fee, 0)
    rest = asked - reimbursed - above
    return Parts(asked + surcharge, reimbursed, min(price.share, rest), above + surcharge)


def asked_for(course: Course, run: Run, price: Price, tables: Tables) -> int:
    """What the kiné asks before any surcharge.

    Extras cost the official amount everywhere. A kiné bound by official fees asks the official
    fee, for an overrun session the ceiling or less; any other kiné asks the same fee each time.
    """
    line = tables.line[run.line]
    if not course.bound and not line.is_extra:
        return course.fee
    if line.is_starred:
        return min(price.bound_fee, course.overrun_fee)
    return price.bound_fee


def surcharge_on(course: Course, run: Run, tables: Tables) -> int:
    """The surcharge of a conventioned kiné for care at unusual hours (M/24 art. 4 § 2)."""
    billed = course.conventioned and not tables.line[run.line].is_extra
    return course.surcharge if billed else 0
