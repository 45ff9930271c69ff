"""The MAF planner: month by month, what a plan adds to the counter of a household, when the counter
reaches the ceiling, and what is left to pay before and after."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from estimator.engine.maf import (
    NOTHING,
    MafYear,
    bands,
    ceiling_for,
    maf_year,
    over_ceiling,
)
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS, Count
from estimator.engine.model.plan import PlannedItem, PlanResult
from estimator.engine.model.result import Item
from estimator.engine.model.tariff_book import MafCeiling, TariffBook
from estimator.engine.payment import travels_unpaid
from estimator.engine.ranges import EuroRange

INCOME_BANDS = 6
#: Years of a counter that anybody means.
COUNTED_IN = Count(2000, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """The people whose fixed shares are counted together.

    `income_band`: its place among the bands of a year, the lowest is 0 (people, and refusals, count
    from 1). `counted`: the euros that the mutuality counted in a calendar year outside the plan.
    Raises `InvalidAnswer`.
    """

    income_band: int
    bim: bool
    counted: Mapping[int, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        Count(1, INCOME_BANDS).check("income_band", self.income_band + 1)
        for year, amount in self.counted.items():
            COUNTED_IN.check("counted", year)
            if not isinstance(amount, Decimal):
                raise InvalidAnswer("counted", given=amount, reason="euros")
            EUROS.check("counted", amount)


class Reached(NamedTuple):
    """The day on which the counter reaches the ceiling, and the place in the plan of the course
    that does it (the first is 0)."""

    day: date
    course: int

    @property
    def month(self) -> date:
        """The first day of its month."""
        return self.day.replace(day=1)


class MafMonth(NamedTuple):
    """A calendar month, by its first day: what the plan adds to the counter, what the counter comes
    to at its end, what the mutuality pays back, and what is left to pay after that, in euros."""

    month: date
    added: Decimal
    counted: Decimal
    back: Decimal
    left: Decimal


class NotCounted(NamedTuple):
    """What stays to be paid whatever the counter says, in euros: supplements, the travel indemnity
    that is never reimbursed, and what the reduction takes away where that does not count."""

    supplement: Decimal
    travel: Decimal
    reduction: Decimal


class MafCounter(NamedTuple):
    """The counter over one calendar year of a plan.

    `reached`: None if it stays below the ceiling, or stood there before the plan (`already`).
    `left_before`: what is left to pay up to and including the item that reaches the ceiling;
    `left_after`: what is left to pay of all later items. `back`: what the mutuality pays back of
    this plan.
    """

    total: MafYear
    months: tuple[MafMonth, ...]
    already: bool
    reached: Reached | None
    left_before: Decimal
    left_after: Decimal
    back: Decimal
    not_counted: NotCounted


class MafMonthRange(NamedTuple):
    """A month with each amount from the least to the most."""

    month: date
    added: EuroRange
    counted: EuroRange
    back: EuroRange
    left: EuroRange


class CounterRange(NamedTuple):
    """The counter at both ends of what is open in the plan; twice the same where all is known."""

    least: MafCounter
    most: MafCounter

    def span(self, name: str) -> EuroRange:
        """An amount of the counter, or of its total, from the least to the most."""
        return spanned(getattr(end.total if name in MafYear._fields else end, name) for end in self)

    def span_not_counted(self, name: str) -> EuroRange:
        """A part that does not count, from the least to the most."""
        return spanned(getattr(end.not_counted, name) for end in self)

    @property
    def months(self) -> tuple[MafMonthRange, ...]:
        """The months, each amount from the least to the most."""
        return tuple(
            MafMonthRange(
                low.month, *(spanned(pair) for pair in zip(low[1:], high[1:], strict=True))
            )
            for low, high in zip(self.least.months, self.most.months, strict=True)
        )

    @property
    def reached(self) -> tuple[Reached, ...]:
        """When the ceiling is reached, the earliest first: one or two moments; none if never."""
        return tuple(sorted({end.reached for end in self if end.reached}))

    @property
    def sure(self) -> bool:
        """Whether both ends agree that the ceiling is reached, or that it is not."""
        return (self.least.reached is None) == (self.most.reached is None)


class HouseholdYear(NamedTuple):
    """One calendar year of a household's counter.

    Whether the part that the 25 % rule takes away counts is open: `shares` holds the counter if it
    does not, `with_reduction` if it does. `ceiling` may be that of an earlier year, the last known.
    """

    year: int
    ceiling: MafCeiling
    shares: CounterRange
    with_reduction: CounterRange

    @property
    def open(self) -> bool:
        """Whether it makes a difference how that part counts."""
        return self.shares.span("added") != self.with_reduction.span("added")


def household_years(
    result: PlanResult, household: Household, book: TariffBook
) -> tuple[HouseholdYear, ...]:
    """The counter of a household in each calendar year of a plan, all its persons together."""
    ends = [
        {year: list(items) for year, items in groupby(end, key=lambda it: it.item.date.year)}
        for end in ends_of(result)
    ]
    return tuple(
        year_of(year, [end[year] for end in ends], household, book) for year in sorted(ends[0])
    )


def ends_of(result: PlanResult) -> list[Sequence[PlannedItem]]:
    """The items of a plan in order of date, at its cheapest and at its dearest; once where all is
    known."""
    if result.range is None:
        return [result.items]
    return [
        sorted(
            (
                PlannedItem(course, item)
                for course, found in enumerate(result.courses)
                for item in found.readings[end]
            ),
            key=lambda planned: planned.item.date,
        )
        for end in (0, -1)
    ]


def year_of(
    year: int, ends: Sequence[Sequence[PlannedItem]], household: Household, book: TariffBook
) -> HouseholdYear:
    """One year of the counter, however what is open turns out."""
    ceiling = ceiling_for(bands(book, year), household.income_band, bim=household.bim)
    before = household.counted.get(year, NOTHING)

    def counted(*, reduction: bool) -> CounterRange:
        found = [counter_of(year, items, before, ceiling, reduction=reduction) for items in ends]
        return CounterRange(found[0], found[-1])

    shares = counted(reduction=False)
    reduced = any(item.reduction for items in ends for _, item in items)
    return HouseholdYear(year, ceiling, shares, counted(reduction=True) if reduced else shares)


class Entry(NamedTuple):
    """An item in the counter: its part that counts, the sum with it, what comes back of it."""

    planned: PlannedItem
    share: Decimal
    counted: Decimal
    back: Decimal

    @property
    def left(self) -> Decimal:
        """What is left to pay of it, in euros."""
        return self.planned.item.patient - self.back


def counter_of(
    year: int,
    items: Iterable[PlannedItem],
    before: Decimal,
    ceiling: MafCeiling,
    *,
    reduction: bool,
) -> MafCounter:
    """The counter over the items of one year, with `before` counted before the first; `reduction`:
    whether what the reduction takes away counts."""
    entries = list(entries_of(items, before, ceiling, reduction=reduction))
    added = total_of(entry.share for entry in entries)
    below = sum(entry.counted - entry.share < ceiling.ceiling for entry in entries)
    already = before >= ceiling.ceiling
    reaches = not already and entries[-1].counted >= ceiling.ceiling
    course, item = entries[below - 1].planned
    return MafCounter(
        total=maf_year(year, added, before, ceiling),
        months=tuple(maf_months(entries)),
        already=already,
        reached=Reached(item.date, course) if reaches else None,
        left_before=total_of(entry.left for entry in entries[:below]),
        left_after=total_of(entry.left for entry in entries[below:]),
        back=total_of(entry.back for entry in entries),
        not_counted=not_counted_of([it.planned.item for it in entries], reduction=reduction),
    )


def entries_of(
    items: Iterable[PlannedItem], before: Decimal, ceiling: MafCeiling, *, reduction: bool
) -> Iterator[Entry]:
    """The items with what each adds to the counter."""
    counted = before
    for planned in items:
        share = planned.item.copayment + (planned.item.reduction if reduction else NOTHING)
        above = over_ceiling(counted, ceiling)
        counted += share
        yield Entry(planned, share, counted, over_ceiling(counted, ceiling) - above)


def maf_months(entries: Iterable[Entry]) -> Iterator[MafMonth]:
    """The same by month."""
    for month, of_month in groupby(entries, key=lambda it: it.planned.item.date.replace(day=1)):
        found = list(of_month)
        yield MafMonth(
            month,
            added=total_of(entry.share for entry in found),
            counted=found[-1].counted,
            back=total_of(entry.back for entry in found),
            left=total_of(entry.left for entry in found),
        )


def not_counted_of(items: Sequence[Item], *, reduction: bool) -> NotCounted:
    """What of some items does not count."""
    travel = total_of(item.supplement for item in items if travels_unpaid(item))
    return NotCounted(
        supplement=total_of(item.supplement for item in items) - travel,
        travel=travel,
        reduction=NOTHING if reduction else total_of(item.reduction for item in items),
    )


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, in euros."""
    return sum(amounts, NOTHING)


def spanned(amounts: Iterable[Decimal]) -> EuroRange:
    """From the least to the most."""
    found = list(amounts)
    return EuroRange(min(found), max(found))
