"""What is handed over at the visit, what comes back, and what an insurance of one's own pays.

Always

    desk - refund = left = insurance + left_after
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, product
from typing import NamedTuple

from estimator.engine.model.case import Case
from estimator.engine.model.money import Cents, cents, euros
from estimator.engine.model.payment import WHOLE_PERCENT, Payment
from estimator.engine.model.result import Item, Result
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.ranges import EuroRange
from estimator.engine.tariffs.prices import EXTRAS, TRAVEL, unit_price

OVERRUN = "overrun"


class Paid(NamedTuple):
    """What changes hands, in cents: for a session, a month or a course.

    `desk` is handed over at the visit, `refund` comes back later. Of what is `left`, one's own
    insurance pays a part.
    """

    desk: Cents
    refund: Cents
    left: Cents
    insurance: Cents
    left_after: Cents


class PaidVisit(NamedTuple):
    """What changes hands for the session of a day."""

    day: date
    paid: Paid


class PaidRange(NamedTuple):
    """The same amounts in euros, each from the least to the most."""

    desk: EuroRange
    refund: EuroRange
    left: EuroRange
    insurance: EuroRange
    left_after: EuroRange


class Settlement(NamedTuple):
    """Who hands over what: per session, by calendar month (its first day), for the whole course.

    `notes` are the ids of what it rests on; `payment` says how the course is paid for.
    """

    payment: Payment
    per_session: PaidRange
    by_month: tuple[tuple[date, PaidRange], ...]
    total: PaidRange
    notes: tuple[str, ...]

    @property
    def per_month(self) -> PaidRange:
        """What a month takes, from the cheapest to the dearest one."""
        months = [paid for _, paid in self.by_month]
        return PaidRange(
            *(
                EuroRange(min(one.low for one in each), max(one.high for one in each))
                for each in zip(*months, strict=True)
            )
        )


class Due(NamedTuple):
    """What is asked for an item and what of it is one's own, in cents."""

    charged: Cents
    own: Cents


class Known(NamedTuple):
    """An item as it counts here: its session, what one owes at least and at most."""

    session: int
    day: date
    least: Due
    most: Due


def settlement_of(results: Iterable[Result], payment: Payment, book: TariffBook) -> Settlement:
    """Who hands over what in a course; several results are the ones that unknown answers allow."""
    courses = list(results)
    readings = [reading for result in courses for reading in readings_of(result, payment, book)]
    months = [months_of(reading) for reading in readings]
    return Settlement(
        payment,
        span_of(visit.paid for reading in readings for visit in reading),
        tuple((month, span_of(each[month] for each in months)) for month in months[0]),
        span_of(added(visit.paid for visit in reading) for reading in readings),
        tuple(notes_of(courses, readings, payment)),
    )


def readings_of(
    result: Result, payment: Payment, book: TariffBook
) -> Iterator[tuple[PaidVisit, ...]]:
    """What each session takes, once for every way in which what is not known may turn out."""
    for items in result.readings:
        known = [known_of(item, result, payment, book) for item in items]
        ends = ("least", "most") if any(it.least != it.most for it in known) else ("least",)
        for end, direct in product(ends, paid_directly(payment)):
            visits = visits_of(known, end, direct=direct)
            yield tuple(insured(visits, payment) if payment.insurance_percent else visits)


def paid_directly(payment: Payment) -> tuple[bool, ...]:
    """Whether the kiné gets the reimbursed part directly. Usually the patient pays it first; who
    advances it where another pays isn't known."""
    if payment.third_party is None:
        return (False, True) if payment.another_pays else (False,)
    return (payment.third_party,)


def known_of(item: Item, result: Result, payment: Payment, book: TariffBook) -> Known:
    """What one owes for an item."""
    charged = cents(item.charged)
    least = most = cents(item.patient)
    if payment.another_pays:
        # Another pays the share as well: one's own is what is charged above the official fee.
        most = cents(item.supplement)
        least = 0 if travels_unpaid(item) else most
        if book.code(item.code, item.date).ceiling_code:
            ceiling = unit_price(book, item.code, item.date, bim=result.case.bim).bound_fee
            least = max(charged - ceiling, 0)
    more = unprotected(item, result.case) if payment.another_pays else 0
    return Known(item.session, item.date, Due(charged, least), Due(charged + more, most + more))


def unprotected(item: Item, case: Case) -> Cents:
    """How much more is charged if official fees don't protect a patient (BIM, palliative care) at a
    kiné without convention once another pays."""
    told = item.service in EXTRAS or (item.service == OVERRUN and case.overrun_fee is not None)
    fee = case.fee_asked(item.session)
    if told or not patient_binds(case) or fee is None:
        return 0
    return max(cents(fee) - cents(item.charged), 0)


def patient_binds(case: Case) -> bool:
    """Whether the official fees bind the kiné because of the patient alone."""
    return case.bound and not case.conventioned


def travels_unpaid(item: Item) -> bool:
    """Whether an item is the travel indemnity that no mutuality pays (639170)."""
    return item.service == TRAVEL and not item.reimbursed


def visits_of(known: Sequence[Known], end: str, *, direct: bool) -> Iterator[PaidVisit]:
    """The sessions with all that is billed beside them, before any insurance."""
    for _, of_session in groupby(known, key=lambda it: it.session):
        billed = list(of_session)
        dues = [getattr(it, end) for it in billed]
        left = sum(due.own for due in dues)
        desk = left if direct else sum(due.charged for due in dues)
        yield PaidVisit(billed[0].day, Paid(desk, desk - left, left, 0, left))


def insured(visits: Iterable[PaidVisit], payment: Payment) -> Iterator[PaidVisit]:
    """The sessions with what the insurance pays of each.

    Its part is rounded down to the cent on the sum of the calendar year so far: whatever the number
    of sessions, not more than a cent a year is lost.
    """
    for _, of_year in groupby(visits, key=lambda visit: visit.day.year):
        so_far, paid_so_far = 0, 0
        for visit in of_year:
            if payment.insured_on(visit.day):
                so_far += visit.paid.left
            pays = insurance_of(so_far, payment) - paid_so_far
            paid_so_far += pays
            desk, refund, left, *_ = visit.paid
            yield PaidVisit(visit.day, Paid(desk, refund, left, pays, left - pays))


def insurance_of(left: Cents, payment: Payment) -> Cents:
    """What the insurance pays in a year in which this much is left to pay."""
    part = left * payment.insurance_percent // WHOLE_PERCENT
    return part if payment.insurance_cap is None else min(part, cents(payment.insurance_cap))


def months_of(reading: Iterable[PaidVisit]) -> dict[date, Paid]:
    """What each calendar month takes, by its first day."""
    by_month = groupby(reading, key=lambda visit: visit.day.replace(day=1))
    return {month: added(visit.paid for visit in visits) for month, visits in by_month}


def added(each: Iterable[Paid]) -> Paid:
    """The sum."""
    return Paid(*map(sum, zip(*each, strict=True)))


def span_of(each: Iterable[Paid]) -> PaidRange:
    """Each amount from the least to the most, in euros."""
    amounts = zip(*each, strict=True)
    return PaidRange(*(EuroRange(euros(min(of)), euros(max(of))) for of in amounts))


def notes_of(
    results: Sequence[Result], readings: Sequence[Sequence[PaidVisit]], payment: Payment
) -> Iterator[str]:
    """What a settlement rests on, and what nobody told us."""
    items = [item for result in results for item in result.items]
    if payment.another_pays:
        yield from payer_notes(items, payment)
        if any(patient_binds(result.case) for result in results):
            yield "payer_ceiling"
    elif payment.third_party is None:
        yield "third_party_unknown"
    if payment.insurance_percent:
        yield "insurance_rules"
        if any(not payment.insured_on(item.date) for item in items):
            yield "insurance_window"
        if any(reaches_cap(reading, payment) for reading in readings):
            yield "insurance_capped"


def payer_notes(items: Sequence[Item], payment: Payment) -> Iterator[str]:
    """What another payer does, and what isn't known of it."""
    yield payment.other_payer
    yield "payer_agreement"
    if payment.third_party is None:
        yield "payer_desk"
    if any(item.service == OVERRUN for item in items):
        yield "payer_overrun"
    if any(map(travels_unpaid, items)):
        yield "payer_travel"


def reaches_cap(reading: Iterable[PaidVisit], payment: Payment) -> bool:
    """Whether the insurance pays as much as it ever does in a year."""
    if payment.insurance_cap is None:
        return False
    cap, years = cents(payment.insurance_cap), groupby(reading, key=lambda visit: visit.day.year)
    return any(sum(visit.paid.insurance for visit in of_year) == cap for _, of_year in years)
