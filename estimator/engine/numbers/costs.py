"""Who pays what for an item: charged, reimbursed, and the three parts that the patient pays."""

from typing import NamedTuple

from estimator.engine.model.case import NO_CEILING
from estimator.engine.numbers.courses import Course
from estimator.engine.numbers.sessions import Run
from estimator.engine.numbers.tables import Tables
from estimator.engine.tariffs.prices import UnitPrice


class Parts(NamedTuple):
    """The parts of an amount from which all others follow, in cents."""

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
    """All amounts; the reduction is what is neither reimbursed nor in another part."""
    patient = parts.charged - parts.reimbursed
    reduction = patient - parts.copayment - parts.supplement
    return Amounts(
        parts.charged, parts.reimbursed, parts.copayment, reduction, parts.supplement, patient
    )


def price_of(course: Course, run: Run, tables: Tables) -> UnitPrice:
    """The price of one item of a run for this patient."""
    return tables.price[run.code][run.period][int(course.bim)]


def parts_of(course: Course, run: Run, price: UnitPrice, tables: Tables) -> Parts:
    """Who pays what for one item of a run."""
    full = price.reimbursed if course.bound else price.reimbursed_not_conventioned
    charged = fee_charged(course, run, price, tables)
    return parts_at(full, charged, surcharge_on(course, run, tables), price)


def least_parts(course: Course, run: Run, price: UnitPrice, tables: Tables) -> Parts:
    """The same if all that is open turns out best for the patient: a kiné bound by official fees
    asks the tariff of an overrun session, and no more."""
    full = price.reimbursed if course.bound else price.reimbursed_most
    charged = fee_charged(course, run, price, tables)
    if overrun_fee_open(course, run, tables):
        charged = min(charged, price.official_fee)
    return parts_at(full, charged, surcharge_on(course, run, tables), price)


def most_parts(course: Course, run: Run, price: UnitPrice, tables: Tables) -> Parts:
    """The same if it turns out worst."""
    full = price.reimbursed if course.bound else price.reimbursed_least
    charged = fee_charged(course, run, price, tables)
    return parts_at(full, charged, surcharge_on(course, run, tables), price)


def is_open(course: Course, run: Run, price: UnitPrice, tables: Tables) -> bool:
    """Whether what one item costs may turn out otherwise."""
    reduction_open = price.reimbursed_least != price.reimbursed_most
    return reduction_open or overrun_fee_open(course, run, tables)


def overrun_fee_open(course: Course, run: Run, tables: Tables) -> bool:
    """Whether nobody said what a kiné bound by official fees asks for an overrun session."""
    return course.bound and tables.code[run.code].is_starred and course.overrun_fee == NO_CEILING


def parts_at(full: int, charged: int, surcharge: int, price: UnitPrice) -> Parts:
    """Who pays what for one item if the mutuality pays `full`, or what was charged if that is less.

    All above the covered fee is supplement. Of the rest, the fixed share comes first; the reduction
    is what then remains.
    """
    reimbursed = min(full, charged)
    above = max(charged - price.covered_fee, 0)
    rest = charged - reimbursed - above
    return Parts(charged + surcharge, reimbursed, min(price.share, rest), above + surcharge)


def fee_charged(course: Course, run: Run, price: UnitPrice, tables: Tables) -> int:
    """What the kiné charges for one item before any surcharge, in cents: what the kiné asks, or the
    most that may be asked above a covered fee, where a limit is tried out."""
    asked = fee_before_limit(course, run, price, tables)
    if price.covered_fee > 0:
        return min(asked, price.covered_fee + tables.most_above)
    return asked


def fee_before_limit(course: Course, run: Run, price: UnitPrice, tables: Tables) -> int:
    """What the kiné asks for one item before any surcharge, in cents.

    Extras cost the official amount everywhere. A kiné bound by official fees asks the official
    fee, for an overrun session the ceiling or less; a non-conventioned kiné, whom the patient's
    protection binds, no more than the fee given. Any other kiné asks that fee.
    """
    code = tables.code[run.code]
    if code.is_extra:
        return price.bound_fee
    if not course.bound:
        return fee_asked(course, run)
    ceiling = price.bound_fee
    if code.is_starred:
        ceiling = min(ceiling, course.overrun_fee)
    if course.fee_given and not course.conventioned:
        ceiling = min(ceiling, fee_asked(course, run))
    return ceiling


def fee_asked(course: Course, run: Run) -> int:
    """What a non-conventioned kiné asks for one session of a run; the first session of a course
    that has a fee of its own is a run of its own."""
    return course.first_fee if run.first == 0 else course.fee


def surcharge_on(course: Course, run: Run, tables: Tables) -> int:
    """The surcharge of a conventioned kiné for care at unusual hours (M/24 art. 4 § 2)."""
    billed = course.conventioned and not tables.code[run.code].is_extra
    return course.surcharge if billed else 0
