"""Why a reimbursement may differ from the expected one, the innocent causes first.

Most causes are found by trying them: the line is priced once more, by the same rules, in another
way. Such a cause counts only if it gives the amount received.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.errors import TariffGap
from estimator.engine.model.money import Cents, cents, euros
from estimator.engine.model.notices import OFFICIAL, is_presumed, status_of_fee
from estimator.engine.model.result import Value
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.engine.receipts.counted import (
    Counted,
    Line,
    Patient,
    agrees,
    expected_count,
    gives_back,
    line_price,
)
from estimator.engine.tariffs.prices import WHOLE_PERCENT, unit_price

OVERRUN_SERVICE, SESSION_SERVICE = "overrun", "session"


class Cause(NamedTuple):
    """What may explain an amount, and the values that its sentence names."""

    id: str
    values: Mapping[str, Value]


Trial = tuple[Cause, Counted]


def causes(book: TariffBook, patient: Patient, line: Line) -> Iterator[Cause]:
    """What may explain the amount received, in the order in which people read it."""
    yield from fitting(book, line, other_editions(book, patient, line))
    expected = gives_back(book, expected_count(book, patient, line), line.paid)
    yield from of_our_amounts(book, line, abs(line.received - expected))
    if travel_included(book, patient, line):
        yield Cause("travel_included", {})
    if is_capped(book, line):
        yield Cause("capped", {"sessions": sessions_a_year(book, line)})
    yield from fitting(book, line, other_range(book, patient, line))
    yield from fitting(book, line, other_patients(book, patient, line))
    yield from fitting(book, line, other_reduction(book, patient, line))


def fitting(book: TariffBook, line: Line, trials: Iterator[Trial]) -> Iterator[Cause]:
    """The causes that give what was received."""
    return (cause for cause, way in trials if fits(book, way, line))


def fits(book: TariffBook, way: Counted, line: Line) -> bool:
    """Whether a way of counting gives what was received; where the tariff is silent it doesn't."""
    try:
        return agrees(line.received, gives_back(book, way, line.paid), way.percent)
    except TariffGap:
        return False


def of_our_amounts(book: TariffBook, line: Line, difference: Cents) -> Iterator[Cause]:
    """Why our own amount may be wrong: an index that we don't know past the last known tariff; for
    a small difference, what we computed from the last official tariff, and its rounding."""
    code = book.code(line.code, line.day)
    edition = in_force(book.editions, line.day)
    if is_presumed(book, line.day):
        yield Cause("index_unknown", {"known_until": edition.known_until or edition.first_day})
    elif status_of_fee(book, code, line.day) == OFFICIAL:
        return
    elif difference <= one_index(book, line):
        yield Cause("our_derivation", {"first_day": edition.first_day})
    if difference <= indexes_so_far(book, line):
        yield Cause("rounding", {})


def one_index(book: TariffBook, line: Line) -> Cents:
    """By how much the highest yearly index known changes the fee of a line, a cent at least."""
    highest = max(it.index_percent or Decimal(0) for it in book.editions.values())
    fee = unit_price(book, line.code, line.day, bim=False).bound_fee
    return max(cents(euros(fee) * highest / WHOLE_PERCENT), 1)


def indexes_so_far(book: TariffBook, line: Line) -> Cents:
    """How many cents rounding may add up to: one for each index that we applied ourselves."""
    editions = book.editions.values()
    return sum(1 for it in editions if it.index_percent and it.first_day <= line.day)


def other_editions(book: TariffBook, patient: Patient, line: Line) -> Iterator[Trial]:
    """Another tariff was used than that of the day."""
    way = expected_count(book, patient, line)
    own = in_force(book.editions, line.day, "edition").first_day
    for first_day in sorted(book.editions):
        if first_day != own:
            cause = Cause("other_edition", {"first_day": first_day})
            yield cause, way._replace(priced_on=first_day)


def other_patients(book: TariffBook, patient: Patient, line: Line) -> Iterator[Trial]:
    """The kiné was counted as conventioned or as not, increased reimbursement given or not."""
    kind = "counted_not_conventioned" if patient.conventioned else "counted_conventioned"
    right = "bim_not_applied" if patient.bim else "bim_applied"
    other_kine = patient._replace(conventioned=not patient.conventioned)
    other_right = patient._replace(bim=not patient.bim)
    yield Cause(kind, {}), expected_count(book, other_kine, line)
    yield Cause(right, {}), expected_count(book, other_right, line)


def other_reduction(book: TariffBook, patient: Patient, line: Line) -> Iterator[Trial]:
    """The reduction at a non-conventioned kiné was left out, or taken where we count none."""
    way = expected_count(book, patient, line)
    that_day = in_force(book.reductions, line.day, "reduction")
    if way.percent:
        named: dict[str, Value] = {"percent": way.percent, "first_day": that_day.first_day}
        yield Cause("reduction_missing", named), way._replace(percent=0)
        return
    protected = line_price(book, patient._replace(conventioned=False), line).binds
    for percent in sorted({each.percent for each in book.reductions.values()} - {0}):
        if that_day.percent != percent:
            yield Cause("reduction_off", {"percent": percent}), way._replace(percent=percent)
        elif protected:
            yield Cause("reduction_protected", {"percent": percent}), way._replace(percent=percent)


def other_range(book: TariffBook, patient: Patient, line: Line) -> Iterator[Trial]:
    """The session was counted as one past the normal number, or as a normal one."""
    way = expected_count(book, patient, line)
    code = book.code(line.code, line.day)
    if code.ceiling_code:
        named = {"code": code.ceiling_code}
        yield Cause("overrun_not_counted", named), way._replace(code=code.ceiling_code)
    elif code.service == SESSION_SERVICE:
        for starred in overruns_of(book, code, line):
            yield Cause("overrun_counted", {"code": starred.code}), way._replace(code=starred.code)


def overruns_of(book: TariffBook, code: Code, line: Line) -> list[Code]:
    """The codes of sessions past the normal number, beside those of a code."""
    return book.nomenclature(line.day).serving(code.setting, code.group, OVERRUN_SERVICE)


def travel_included(book: TariffBook, patient: Patient, line: Line) -> bool:
    """The travel indemnity of a session at home came back in the same amount."""
    code = book.code(line.code, line.day)
    travel = book.travel_code_of.get(code.group)
    if code.setting != "home" or not travel:
        return False
    price, journey = (
        line_price(book, patient, each) for each in (line, line._replace(code=travel))
    )
    together = min(price.reimbursed, line.paid) + journey.reimbursed
    return journey.reimbursed > 0 and agrees(line.received, together, price.percent)


def is_capped(book: TariffBook, line: Line) -> bool:
    """Nothing came back for a session that has a yearly cap."""
    return line.received == 0 and has_cap(book, line)


def has_cap(book: TariffBook, line: Line) -> bool:
    """Whether sessions of this kind, or what they become past the normal number, are reimbursed a
    limited number of times a year."""
    code = book.code(line.code, line.day)
    if (
        code.service not in (SESSION_SERVICE, OVERRUN_SERVICE)
        or ("overrun_cap", code.group) not in book.limits
    ):
        return False
    concerned = book.limit("overrun_cap", code.group, line.day).codes
    own = {code.code, *(starred.code for starred in overruns_of(book, code, line))}
    return concerned is None or not own.isdisjoint(concerned.split())


def sessions_a_year(book: TariffBook, line: Line) -> int:
    """How many sessions a year are reimbursed at all."""
    group = book.code(line.code, line.day).group
    limits = (book.limit(name, group, line.day) for name in ("normal_sessions", "overrun_cap"))
    return sum(limit.value for limit in limits)
