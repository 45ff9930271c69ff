"""The notices of an estimate, and how sure its amounts are.

A notice is a fact that a person should know about an estimate. To add one: its id in `Notices`, at
the place where people should read it; its condition here, if it depends on the tariff alone, or in
`numbers/notice_bits.py`; the values that its sentence names, if any, in `notice_values.VALUES`; its
sentence in the catalogues under `notice.<id>`. The rules pass notices as the bits of one number.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from estimator.engine.model.case import Pathology, Service, Setting
from estimator.engine.model.errors import TariffGap
from estimator.engine.model.schedules import PaidCode, counting_rule
from estimator.engine.model.tariff_book import (
    STATUSES,
    Code,
    Nomenclature,
    TariffBook,
    in_force,
    weakest,
)


class Notices(NamedTuple):
    """Every notice in the order in which people read them, the weightiest first."""

    capped: int
    overrun: int
    overrun_at_once: int
    less_reimbursed: int
    fa_after_year: int
    perinatal_over: int
    reduction_open: int
    no_convention: int
    limit_change: int
    share_change: int
    reduction_change: int
    tariff_change: int
    travel_change: int
    report_again: int
    new_year: int
    notification: int
    heavy_approval: int
    fa_conditions: int
    first_session_missing: int
    further_condition: int
    fibromyalgia: int
    lymphoedema_lists: int
    service_quota: int
    cerebral_palsy_quota: int
    rest_home: int
    unusual_day: int
    first_fee: int
    bim_protected: int
    palliative_full: int
    reduction: int
    fee_ignored_bim: int
    fee_ignored_palliative: int
    fee_ignored_conventioned: int
    fee_below_official: int
    surcharge_ignored: int
    overrun_fee_ignored: int
    overrun_fee_above_ceiling: int
    intake_not_billed: int
    report_not_billed: int
    travel_not_billed: int
    treatment_start: int
    edition_after_known: int
    travel_amount: int
    travel_once: int
    reduction_2024_04: int
    reduction_scope: int
    fb_counter: int
    overrun_cap_one_condition: int
    bim_overrun_ceiling: int
    meaning_inferred: int
    report_frequency: int
    perinatal_prior: int
    fee_constant: int


NOTICES = Notices._fields
BIT = Notices._make(1 << n for n in range(len(NOTICES)))
OFFICIAL, ASSUMED, PRESUMED = STATUSES[0], STATUSES[3], STATUSES[4]


#: Notices of a session from which on more is left to pay; they are always shown.
CLIFFS = frozenset({"capped", "overrun", "overrun_at_once", "less_reimbursed"})
#: Notices that a comparison of both kinds of kiné leaves out; it needs the fee that they ignore.
LEFT_OUT_OF_COMPARISONS = frozenset({"fee_ignored_conventioned"})


def bits(notices: Iterable[str]) -> int:
    """Notices as the bits of one number."""
    return sum(getattr(BIT, notice) for notice in set(notices))


def notices_in(number: int) -> tuple[str, ...]:
    """The notices in a number of bits, the weightiest first."""
    found = []
    while number:
        lowest = number & -number
        found.append(NOTICES[lowest.bit_length() - 1])
        number -= lowest
    return tuple(found)


def of_schedule(pathology: Pathology, setting: Setting, service: Service) -> Iterator[str]:
    """The notices of every course with this pathology, setting and service."""
    group = counting_rule(pathology, setting).group
    yield from GROUP_NOTICES.get(group, ())
    if setting is Setting.ELDERLY_HOME:
        yield "rest_home"
    if service in LYMPHOEDEMA:
        yield "lymphoedema_lists"
    if group == "heavy":
        yield from SERVICE_QUOTAS.get(service, ())


GROUP_NOTICES: Mapping[str, tuple[str, ...]] = {
    "current": ("further_condition",),
    "fa": ("notification", "fa_conditions"),
    "fb": ("notification", "fibromyalgia"),
    "heavy": ("heavy_approval",),
}
LYMPHOEDEMA = (Service.LYMPHOEDEMA_45, Service.LYMPHOEDEMA_60, Service.LYMPHOEDEMA_120)
SERVICE_QUOTAS: Mapping[str, tuple[str, ...]] = {
    Service.CEREBRAL_PALSY_60: ("cerebral_palsy_quota",),
    **dict.fromkeys((*LYMPHOEDEMA, Service.RESPIRATORY_60), ("service_quota",)),
}


def rests_on(book: TariffBook, paid: PaidCode, day: date) -> Iterator[str]:
    """The notices that come with a paid code on a day, whoever the patient is."""
    code = book.code(paid.code, day)
    yield from (assumption for assumption in assumed_values(book, code, day) if assumption)
    if is_presumed(book, day):
        yield "edition_after_known"
    if code.meaning != "confirmed":
        yield "meaning_inferred"
    if not paid.reimbursed:
        yield "capped"
    if code.service == "overrun" and code.group == "current":
        yield "overrun_cap_one_condition"
    if code.service == "report":
        yield "report_frequency"


def is_presumed(book: TariffBook, day: date) -> bool:
    """Whether a day is after the last one for which the tariff in force is known."""
    until = in_force(book.editions, day).known_until
    return until is not None and day > until


def assumed_values(book: TariffBook, code: Code, day: date) -> Iterator[str | None]:
    """The assumption behind each value of a code's price; None for a settled value."""
    if code.group == "travel":
        yield in_force(book.travel[code.code], day).assumption
        return
    yield in_force(book.editions, day).assumption
    yield book.copayment(code.copayment_class, day).assumption


def reduction_rests_on(book: TariffBook, paid: PaidCode, day: date) -> Iterator[str]:
    """The notices that come with a paid code if the reduction applies to it."""
    reduction = in_force(book.reductions, day)
    if not reduction.percent or not paid.reimbursed:
        return
    if reduction.assumption:
        yield reduction.assumption
    yield "reduction_scope" if book.code(paid.code, day).group == "travel" else "reduction"


def status_of_fee(book: TariffBook, code: Code, day: date) -> str:
    """How sure the fee of a code, and that of its ceiling, are."""
    if code.group == "travel":
        return in_force(book.travel[code.code], day).status
    ceiling = code.ceiling_code or code.code
    return weakest(book.multiplier(each, day).status for each in (code.code, ceiling))


def status_where_bound(book: TariffBook, paid: PaidCode, day: date) -> str:
    """How sure a price is where official fees bind the kiné: as sure as its weakest value."""
    code = book.code(paid.code, day)
    found = [status_of_fee(book, code, day)]
    if code.group != "travel":
        found.append(book.copayment(code.copayment_class, day).status)
    if not paid.reimbursed:
        found.append(book.limit("overrun_cap", Pathology.CURRENT, day).status)
    if code.meaning != "confirmed":
        found.append(ASSUMED)
    if is_presumed(book, day):
        found.append(PRESUMED)
    return weakest(found)


def status_where_free(book: TariffBook, paid: PaidCode, day: date) -> str:
    """The same where they don't bind the kiné, which also depends on the reduction."""
    found = [status_where_bound(book, paid, day), in_force(book.reductions, day).status]
    if book.open_on(day, "reduction"):
        found.append(PRESUMED)
    if book.code(paid.code, day).group == "travel":
        found.append(ASSUMED)  # we assume no reduction of travel: `reduction_scope`
    return weakest(found)


def price_since(book: TariffBook, paid: PaidCode, day: date) -> date:
    """The first day of the fixed share, or the travel indemnity, in force on a day."""
    if book.code(paid.code, day).group == "travel":
        return unchanged_since(book.travel[paid.code], day, lambda travel: travel[3:6])
    first_days = {*book.nomenclatures, *(first for of in book.copayments.values() for first in of)}
    shares = {first: shares_on(book, paid, first) for first in first_days}
    known = {first: share for first, share in shares.items() if share}
    return unchanged_since(known, day, lambda share: share)


def shares_on(book: TariffBook, paid: PaidCode, day: date) -> tuple[Decimal, Decimal] | None:
    """The fixed shares of a code, with and without BIM; None on a day without any."""
    try:
        share = book.copayment(book.code(paid.code, day).copayment_class, day)
    except TariffGap:
        return None
    return share.bim, share.not_bim


def listed_since(book: TariffBook, paid: PaidCode, day: date) -> date:
    """The first day from which the nomenclature gives a code the coefficient and the ceiling that
    it has on a day."""

    def listed(nomenclature: Nomenclature) -> object:
        code = nomenclature.codes.get(paid.code)
        return code and (code.coefficient, code.ceiling_code)

    return unchanged_since(book.nomenclatures, day, listed)


def reduction_since(book: TariffBook, day: date) -> tuple[int, date]:
    """The reduction on a day, in percent, and the first day from which it has been the same.

    A later row may repeat the percentage, once a year that was open is known."""
    percent = in_force(book.reductions, day, "reduction").percent
    return percent, unchanged_since(book.reductions, day, lambda reduction: reduction.percent)


def unchanged_since(
    values: Mapping[date, Any], day: date, amounts: Callable[[Any], object]
) -> date:
    """The first day from which the amounts in force on a day have not changed."""
    started = sorted(first for first in values if first <= day)
    since = started[-1]
    for first in reversed(started):
        if amounts(values[first]) != amounts(values[since]):
            break
        since = first
    return since


def price_sources(book: TariffBook, paid: PaidCode, day: date) -> tuple[str, ...]:
    """The ids of the sources of a price on a day, the tariff first."""
    code = book.code(paid.code, day)
    if code.group == "travel":
        return (in_force(book.travel[paid.code], day).source,)
    share = book.copayment(code.copayment_class, day).source
    return tuple(dict.fromkeys((book.multiplier(paid.code, day).source, code.source, share)))
