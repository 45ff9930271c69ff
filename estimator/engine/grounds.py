"""What an amount rests on: the official texts, and the readings of ours that none settles.

A notice is a fact about an estimate that a person should know; its words stand in the catalogues
under `notice.<id>`. In the rules the notices of a course are the bits of one whole number.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from estimator.engine.schedules import Line
from estimator.engine.tariffs import Code, TariffBook, in_force


class Notices(NamedTuple):
    """Every notice, the weightiest first: the order in which people read them."""

    capped: int
    overrun: int
    overrun_at_once: int
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
    new_year: int
    tariff_change: int
    reduction_change: int
    fa_after_year: int
    perinatal_over: int
    heavy_approval: int
    edition_after_known: int
    index_2025: int
    heavy_copayment: int
    travel_amount: int
    travel_once: int
    reduction_2024_04: int
    reduction_scope: int
    last_range_goes_on: int
    overrun_cap_everywhere: int
    overrun_cap_one_condition: int
    bim_overrun_ceiling: int
    cerebral_palsy_quota: int
    meaning_inferred: int
    report_frequency: int
    perinatal_prior: int
    fee_constant: int


NOTICES = Notices._fields
BIT = Notices._make(1 << n for n in range(len(NOTICES)))


def bits(notices: Iterable[str]) -> int:
    """Some notices as the bits of one number."""
    return sum(getattr(BIT, notice) for notice in set(notices))


def notices_in(number: int) -> tuple[str, ...]:
    """The notices that some bits stand for, the weightiest first."""
    found = []
    while number:
        lowest = number & -number
        found.append(NOTICES[lowest.bit_length() - 1])
        number -= lowest
    return tuple(found)


def rests_on(book: TariffBook, line: Line, day: date) -> Iterator[str]:
    """The notices that come with a line on a day, whoever the patient is."""
    code = book.code(line.code, day)
    yield from (assumption for assumption in assumed_values(book, code, day) if assumption)
    edition = in_force(book.editions, day)
    if edition.known_until and day > edition.known_until:
        yield "edition_after_known"
    if code.meaning != "confirmed":
        yield "meaning_inferred"
    yield from limits_crossed(code, line)
    if code.service in SERVICE_NOTICES:
        yield SERVICE_NOTICES[code.service]


SERVICE_NOTICES = {"report": "report_frequency", "cerebral_palsy_60": "cerebral_palsy_quota"}


def limits_crossed(code: Code, line: Line) -> Iterator[str]:
    """The notices of a line past the normal number of sessions, or past the cap."""
    starred = code.service == "overrun"
    if not line.reimbursed:
        yield "capped"
        if not starred:
            yield "overrun_cap_everywhere"
    if line.stretched:
        yield "last_range_goes_on"
    if starred and code.group == "current":
        yield "overrun_cap_one_condition"


def assumed_values(book: TariffBook, code: Code, day: date) -> Iterator[str | None]:
    """The assumption behind each value of a code's price, None where it is settled."""
    if code.group == "travel":
        yield in_force(book.travel[code.code], day).assumption
        return
    yield in_force(book.editions, day).assumption
    yield book.copayment(code.copayment_class, day).assumption


def reduction_rests_on(book: TariffBook, line: Line, day: date) -> Iterator[str]:
    """The notices that come with a line where the reduction counts."""
    reduction = in_force(book.reductions, day)
    if not reduction.percent or not line.reimbursed:
        return
    if reduction.assumption:
        yield reduction.assumption
    if book.code(line.code, day).service in ("intake", "report", "travel"):
        yield "reduction_scope"
    else:
        yield "reduction"


def sources_of(book: TariffBook, line: Line, day: date) -> tuple[str, ...]:
    """The sources of a line's price on a day, the tariff first."""
    code = book.code(line.code, day)
    if code.group == "travel":
        return (in_force(book.travel[line.code], day).source,)
    share = book.copayment(code.copayment_class, day).source
    return tuple(dict.fromkeys((book.multiplier(line.code, day).source, code.source, share)))
