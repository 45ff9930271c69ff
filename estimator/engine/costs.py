"""Who pays what for an item: charged, reimbursed, and the three parts left to the patient."""

from typing import NamedTuple

from estimator.engine.columns import Number, either, least, most
from estimator.engine.courses import Course
from estimator.engine.sessions import Run
from estimator.engine.sheet import Price, Sheet


class Amounts(NamedTuple):
    """One item of a run, in cents:
    patient = charged − reimbursed = copayment + reduction + supplement."""

    official_fee: Number
    charged: Number
    reimbursed: Number
    copayment: Number
    reduction: Number
    supplement: Number
    patient: Number


def amounts_of(course: Course, run: Run, sheet: Sheet) -> Amounts:
    """What one item of a run costs and who pays it (one course, or a row a course)."""
    price = Price(*sheet.by_line.price(run.line, run.period, course.bim * 1))
    asked = asked_for(course, run, price, sheet)
    surcharge = surcharge_on(course, run, sheet)
    full = either(course.bound, price.reimbursed, price.reimbursed_not_conventioned)
    reimbursed = least(full, asked)
    above = most(asked - price.covered_fee, 0)
    rest = asked - reimbursed - above
    copayment = least(price.share, rest)
    return Amounts(
        official_fee=price.official_fee,
        charged=asked + surcharge,
        reimbursed=reimbursed,
        copayment=copayment,
        reduction=rest - copayment,
        supplement=above + surcharge,
        patient=asked - reimbursed + surcharge,
    )


def asked_for(course: Course, run: Run, price: Price, sheet: Sheet) -> Number:
    """What the kiné asks before any surcharge.

    Extras cost the official amount everywhere. A kiné bound by official fees asks the official
    fee, for an overrun session the ceiling or less; any other kiné asks the same fee each time.
    """
    limit = either(sheet.by_line.is_starred(run.line), course.overrun_fee, price.bound_fee)
    official = least(price.bound_fee, limit)
    return either(course.bound | sheet.by_line.is_extra(run.line), official, course.fee)


def surcharge_on(course: Course, run: Run, sheet: Sheet) -> Number:
    """The surcharge of a conventioned kiné for care at unusual hours (M/24 art. 4 § 2)."""
    return course.surcharge * (course.conventioned & (sheet.by_line.is_extra(run.line) == 0))
