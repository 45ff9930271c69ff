"""Who pays what for an item: charged, reimbursed, and the three parts left to the patient."""

from typing import NamedTuple

from estimator.engine.columns import Number, either, least, most, some
from estimator.engine.courses import Course
from estimator.engine.sessions import Run
from estimator.engine.sheet import Price, Sheet


class Parts(NamedTuple):
    """What decides who pays an item, or many of them, in cents."""

    charged: Number
    reimbursed: Number
    copayment: Number
    supplement: Number


class Amounts(NamedTuple):
    """Who pays which part, in cents:
    patient = charged − reimbursed = copayment + reduction + supplement."""

    charged: Number
    reimbursed: Number
    copayment: Number
    reduction: Number
    supplement: Number
    patient: Number


def amounts_of(parts: Parts) -> Amounts:
    """All amounts: what is neither reimbursed nor another part is the reduction."""
    charged, reimbursed, copayment, supplement = parts
    patient = charged - reimbursed
    reduction = patient - copayment - supplement
    return Amounts(charged, reimbursed, copayment, reduction, supplement, patient)


def price_of(course: Course, run: Run, sheet: Sheet) -> Price:
    """What one item of a run is worth to this patient."""
    found: Price = sheet.by_line.price.record(Price, run.line, run.period, course.bim * 1)
    return found


def parts_of(course: Course, run: Run, price: Price, sheet: Sheet) -> Parts:
    """What one item of a run costs and who pays it (one course, or a row a course)."""
    asked = asked_for(course, run, price, sheet)
    surcharge = surcharge_on(course, run, sheet)
    full = either(course.bound, price.reimbursed, price.reimbursed_not_conventioned)
    reimbursed = least(full, asked)
    above = most(asked - price.covered_fee, 0)
    rest = asked - reimbursed - above
    return Parts(
        charged=asked + surcharge,
        reimbursed=reimbursed,
        copayment=least(price.share, rest),
        supplement=above + surcharge,
    )


def asked_for(course: Course, run: Run, price: Price, sheet: Sheet) -> Number:
    """What the kiné asks before any surcharge.

    Extras cost the official amount everywhere. A kiné bound by official fees asks the official
    fee, for an overrun session the ceiling or less; any other kiné asks the same fee each time.
    """
    official = price.bound_fee
    starred = sheet.by_line.is_starred(run.line)
    if some(starred):
        official = either(starred, least(official, course.overrun_fee), official)
    return either(course.bound | sheet.by_line.is_extra(run.line), official, course.fee)


def surcharge_on(course: Course, run: Run, sheet: Sheet) -> Number:
    """The surcharge of a conventioned kiné for care at unusual hours (M/24 art. 4 § 2)."""
    return course.surcharge * (course.conventioned & (sheet.by_line.is_extra(run.line) == 0))
