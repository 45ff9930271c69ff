"""What a chart or a table draws from a result: exact sums and runs, no words and no widgets."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import NamedTuple

from estimator.engine.model.result import Comparison, Item, Result, Totals

CENT = Decimal("0.01")
#: A part of a bar bears a letter from this share of the whole on.
WIDE = Decimal("0.06")


class Visit(NamedTuple):
    """All that one session leaves to pay, its extras included."""

    session: int
    day: date
    patient: Decimal


class Share(NamedTuple):
    """What a session leaves to pay: the cheapest, the dearest, and the average to the cent."""

    lowest: Decimal
    highest: Decimal
    average: Decimal

    @property
    def constant(self) -> bool:
        """Every session leaves the same amount."""
        return self.lowest == self.highest


class Point(NamedTuple):
    """What has been left to pay up to and with a session, at both kinds of kiné."""

    session: int
    day: date
    conventioned: Decimal
    non_conventioned: Decimal


class ItemRun(NamedTuple):
    """Sessions in a row that were billed alike, under one item that stands for all of them."""

    first: int
    last: int
    item: Item


def visits(result: Result) -> tuple[Visit, ...]:
    """The course session by session."""
    found: dict[int, Visit] = {}
    for item in result.items:
        before = found[item.session].patient if item.session in found else 0
        found[item.session] = Visit(item.session, item.date, item.patient + before)
    return tuple(found.values())


def share(result: Result) -> Share:
    """How much a session leaves to pay over the course."""
    amounts = [visit.patient for visit in visits(result)]
    average = (sum(amounts, Decimal(0)) / len(amounts)).quantize(CENT, ROUND_HALF_UP)
    return Share(min(amounts), max(amounts), average)


def cumulative(comparison: Comparison) -> tuple[Point, ...]:
    """How the cost builds up, at a conventioned and at a non-conventioned kiné."""
    bound, free = visits(comparison.conventioned), visits(comparison.non_conventioned)
    sums = zip(bound, running(bound), running(free), strict=True)
    return tuple(Point(visit.session, visit.day, left, right) for visit, left, right in sums)


def wide_enough(part: Decimal, totals: Totals) -> bool:
    """Whether a part of all that is charged is wide enough in a bar to be marked."""
    return part > totals.charged * WIDE


def running(course: Iterable[Visit]) -> Iterable[Decimal]:
    """The running total of what is left to pay."""
    return accumulate(visit.patient for visit in course)


def halfway(points: Sequence[Point]) -> Point:
    """The point in the middle of a course, the earlier one of two."""
    return points[(len(points) - 1) // 2]


def item_runs(items: Iterable[Item]) -> tuple[ItemRun, ...]:
    """Items folded into runs of sessions billed alike, in the order in which they begin."""
    found: list[Item] = []
    last_of: list[int] = []
    open_runs: dict[tuple[object, ...], int] = {}
    for item in items:
        alike = item[2:]  # all but the session and its day, which come first
        at = open_runs.get(alike)
        if at is not None and item.session <= last_of[at] + 1:
            last_of[at] = item.session
        else:
            open_runs[alike] = len(found)
            found.append(item)
            last_of.append(item.session)
    return tuple(
        ItemRun(item.session, last, item) for item, last in zip(found, last_of, strict=True)
    )
