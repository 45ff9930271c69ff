"""Why a reimbursement may differ from the expected one, the innocent causes first.

Most causes are tried: the same rules price the line once more, counted in another way. Such a
cause counts only if it gives the amount received.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.errors import TariffGap
from estimator.engine.model.money import Cents, cents, euros
from estimator.engine.model.notices import OFFICIAL, is_presumed, status_of_fee
from estimator.engine.model.result import Value
from estimator.engine.model.tariff_book import Code, in_force
from estimator.engine.receipts.counted import Counted, PricedLine
from estimator.engine.tariffs.prices import WHOLE_PERCENT, patient_price, unit_price

OVERRUN_SERVICE, SESSION_SERVICE = "overrun", "session"


class Cause(NamedTuple):
    """What may explain an amount, and the values that its sentence names."""

    id: str
    values: Mapping[str, Value]


Trial = tuple[Cause, Counted]


def causes(of: PricedLine) -> Iterator[Cause]:
    """What may explain the amount received, in the order in which people read it."""
    yield from fitting(of, other_editions(of))
    yield from of_our_amounts(of, abs(of.line.received - of.back_if(of.counted)))
    if travel_included(of):
        yield Cause("travel_included", {})
    if cap_concerns(of):
        limits = (
            of.book.limit(name, of.code.group, of.line.day)
            for name in ("normal_sessions", "overrun_cap")
        )
        yield Cause("capped", {"sessions": sum(limit.value for limit in limits)})
    yield from fitting(of, other_range(of))
    yield from fitting(of, other_patients(of))
    yield from fitting(of, other_reduction(of))


def fitting(of: PricedLine, trials: Iterator[Trial]) -> Iterator[Cause]:
    """The causes that give what was received; a trial without a price gives nothing."""
    for cause, counted in trials:
        try:
            if of.agrees(of.back_if(counted), counted.percent):
                yield cause
        except TariffGap:
            pass


def of_our_amounts(of: PricedLine, difference: Cents) -> Iterator[Cause]:
    """Why our own amount may be wrong: after the last known tariff, an unknown index; for a small
    difference, our computation from the last official tariff and its rounding."""
    editions, day = of.book.editions, of.line.day
    edition = in_force(editions, day)
    if is_presumed(of.book, day):
        yield Cause("index_unknown", {"known_until": edition.known_until or edition.first_day})
    elif status_of_fee(of.book, of.code, day) == OFFICIAL:
        return
    elif difference <= one_index(of):
        yield Cause("our_derivation", {"first_day": edition.first_day})
    # Each index that we applied ourselves may have rounded by a cent.
    if difference <= sum(1 for it in editions.values() if it.index_percent and it.first_day <= day):
        yield Cause("rounding", {})


def one_index(of: PricedLine) -> Cents:
    """By how much the highest known yearly index changes the fee of a line; at least a cent."""
    highest = max(it.index_percent or Decimal(0) for it in of.book.editions.values())
    fee = unit_price(of.book, of.line.code, of.line.day, bim=False).bound_fee
    return max(cents(euros(fee) * highest / WHOLE_PERCENT), 1)


def other_editions(of: PricedLine) -> Iterator[Trial]:
    """The tariff of another day was used."""
    own = in_force(of.book.editions, of.line.day, "edition").first_day
    for first_day in sorted(of.book.editions.keys() - {own}):
        cause = Cause("other_edition", {"first_day": first_day})
        yield cause, of.counted._replace(priced_on=first_day)


def other_patients(of: PricedLine) -> Iterator[Trial]:
    """The kiné was counted as conventioned or not, or increased reimbursement was given or not."""
    bim, conventioned = of.patient
    kind = "counted_not_conventioned" if conventioned else "counted_conventioned"
    right = "bim_not_applied" if bim else "bim_applied"
    yield Cause(kind, {}), of.for_patient(conventioned=not conventioned).counted
    yield Cause(right, {}), of.for_patient(bim=not bim).counted


def other_reduction(of: PricedLine) -> Iterator[Trial]:
    """The reduction at a non-conventioned kiné was left out, or applied where we expect none."""
    counted = of.counted
    that_day = in_force(of.book.reductions, of.line.day, "reduction")
    if counted.percent:
        named: dict[str, Value] = {"percent": counted.percent, "first_day": that_day.first_day}
        yield Cause("reduction_missing", named), counted._replace(percent=0)
        return
    protected = of.for_patient(conventioned=False).price.binds
    for percent in sorted({each.percent for each in of.book.reductions.values()} - {0}):
        if that_day.percent != percent or protected:
            name = "reduction_off" if that_day.percent != percent else "reduction_protected"
            yield Cause(name, {"percent": percent}), counted._replace(percent=percent)


def other_range(of: PricedLine) -> Iterator[Trial]:
    """The session was counted as one past the normal number, or as a normal one."""
    if ceiling := of.code.ceiling_code:
        yield Cause("overrun_not_counted", {"code": ceiling}), of.counted._replace(code=ceiling)
    elif of.code.service == SESSION_SERVICE:
        for code in (starred.code for starred in overruns_of(of)):
            yield Cause("overrun_counted", {"code": code}), of.counted._replace(code=code)


def overruns_of(of: PricedLine) -> list[Code]:
    """The overrun codes in the setting and group of a line."""
    nomenclature = of.book.nomenclature(of.line.day)
    return nomenclature.serving(of.code.setting, of.code.group, OVERRUN_SERVICE)


def travel_included(of: PricedLine) -> bool:
    """Whether the amount includes the travel indemnity of a session at home."""
    travel = of.book.travel_code_of.get(of.code.group)
    if of.code.setting != "home" or not travel:
        return False
    journey = patient_price(of.book, travel, of.line.day, **of.patient._asdict()).reimbursed
    return journey > 0 and of.agrees(of.expected + journey, of.price.percent)


def cap_concerns(of: PricedLine) -> bool:
    """Whether nothing came back for a session that is reimbursed a limited number of times."""
    if of.line.received or ("overrun_cap", of.code.group) not in of.book.limits:
        return False
    if of.code.service not in (SESSION_SERVICE, OVERRUN_SERVICE):
        return False
    concerned = of.book.limit("overrun_cap", of.code.group, of.line.day).codes
    own = {of.code.code, *(starred.code for starred in overruns_of(of))}
    return concerned is None or not own.isdisjoint(concerned.split())
