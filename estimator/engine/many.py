"""The totals of many courses at once, by the rules of one.

Courses that are alike are worked on together: what they share is one number for all of them, and
the rules pass over what can't happen to any.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, NamedTuple, cast

import numpy as np

from estimator.engine.columns import Ints, Number, shared, some
from estimator.engine.costs import Amounts, Parts, amounts_of, parts_of, price_of
from estimator.engine.courses import NO_CEILING, Course, Rows
from estimator.engine.lookups import Table
from estimator.engine.notices import course_bits, not_billed_bits, run_bits
from estimator.engine.places import Places
from estimator.engine.sessions import SESSION, Reach, Run, own_end, reach_of, runs_in
from estimator.engine.sheet import Sheet
from estimator.engine.tallies import Tally

BLOCK = 16_384
"""Courses worked on at a time: their columns stay in the processor's cache."""
FEW = 1 << 15
"""So few courses aren't parted by who pays what: blocks would be too small to be worth it."""
SMALL = 20_000_00
"""Fees up to this many cents are counted in short numbers, which are faster."""


class Totals(NamedTuple):
    """What each course costs in cents, and its notices as bits; a row a course."""

    amounts: Amounts
    notices: Ints


class Block(NamedTuple):
    """Courses that stand together once sorted: their schedule is among a few counted alike."""

    rows: slice
    schedules: tuple[int, ...]
    facts: dict[str, bool]
    """What is known to hold for all of them, or for none."""


def totals_of(courses: Course, sheet: Sheet) -> Totals:
    """The totals of columns of courses, in their order. A column may be one value for all."""
    size = len(courses.schedule)
    sums = np.empty((len(Parts._fields), size), width(courses))
    notices = np.empty(size, np.int64)
    place = np.empty(size, np.intp)
    if size:
        reach = Reach(*(np.broadcast_to(span, size) for span in reach_of(courses, sheet)))
        order, blocks = sorted_blocks(courses, reach.last - reach.first, sheet)
        place[order] = np.arange(size)
        reach = Reach(*(span.take(order) for span in reach))
        spans = tuple(range(int(reach.first.min()), int(reach.last.max()) + 1))
        schedule = courses.schedule.take(order)
        ordered = cast(Course, Rows(courses, lambda column: taken(shared(column), order)))
        for block in blocks:
            alike = courses_in(block, ordered, schedule)
            own = Reach(*(Places(span[block.rows], spans) for span in reach))
            notices[block.rows] = totals_alike(alike, own, sheet, sums[:, block.rows])
    parts = Parts(*(part.take(place) for part in sums))
    return Totals(amounts_of(parts), notices.take(place))


def width(courses: Course) -> Any:
    """The kind of whole number that holds every total."""
    highest = sum(int(np.max(fee, initial=0)) for fee in (courses.fee, courses.surcharge))
    return np.int32 if highest <= SMALL else np.int64


def sorted_blocks(courses: Course, more: Ints, sheet: Sheet) -> tuple[Ints, Iterator[Block]]:
    """An order in which courses that are worked on together stand together, those that reach
    more spans first; and the blocks in that order."""
    alike = sheet.by_schedule.alike
    number = np.empty(sum(map(len, alike)), np.intp)
    for n, schedules in enumerate(alike):
        number[list(schedules)] = n
    kind = 4 * number.take(courses.schedule)
    split = len(more) >= FEW
    if split:
        kind = kind + 2 * courses.bound + courses.bim
    most = int(more.max())
    key = kind * (most + 1) + (most - more)
    order = np.argsort(key.astype(np.min_scalar_type(int(key.max()))), kind="stable")
    return order, blocks_of(np.bincount(kind), alike, split=split)


def blocks_of(counts: Ints, alike: Sequence[tuple[int, ...]], *, split: bool) -> Iterator[Block]:
    """The blocks of each kind, none longer than BLOCK."""
    start = 0
    for kind, count in enumerate(counts.tolist()):
        for begin in range(start, start + count, BLOCK):
            rows = slice(begin, min(begin + BLOCK, start + count))
            facts = {"bound": kind % 4 >= 2, "bim": kind % 2 == 1} if split else {}
            yield Block(rows, alike[kind // 4], facts)
        start += count


def courses_in(block: Block, ordered: Course, schedule: Ints) -> Course:
    """The courses of a block; what is the same for all of them is one number."""
    rows = block.rows
    places = Places(schedule[rows], block.schedules)
    alike = Rows(ordered, lambda column: shared(column[rows]), schedule=places, **block.facts)
    return cast(Course, alike)


def taken(column: Number, order: Ints) -> Number:
    """A column in another order; what is one number for all stays one."""
    return column if isinstance(column, int) else column.take(order)


def totals_alike(courses: Course, reach: Reach, sheet: Sheet, found: Ints) -> Ints:
    """The totals of courses that are counted alike, put into `found`; gives their notices."""
    over = own_end(courses, reach, sheet)
    tally = Tally(reach.last.column - reach.first.column, found.dtype)
    rows = cast(Course, Rows(courses, tally.spread))
    span = Places(tally.spread(reach.first.column) + tally.nth, reach.first.among)
    end = over if isinstance(over, int) else tally.spread(over)
    for run in runs_in(rows, span, end, sheet):
        if some(run.count > 0):
            price = price_of(rows, run, sheet)
            parts = units(rows, run, sheet) or parts_of(rows, run, price, sheet)
            tally.add(run, parts, run_bits(rows, run, price, sheet))
    notices, billed = tally.told()
    tally.sums_into(found)
    notices |= course_bits(courses, reach, over, sheet)
    notices |= not_billed_bits(courses, billed)
    return notices


def units(courses: Course, run: Run, sheet: Sheet) -> list[Number] | None:
    """What one item of a run costs where that only depends on the tariff; None elsewhere."""
    agreed = (courses.overrun_fee, courses.surcharge)
    if courses.bound is not True or not all(isinstance(fee, int) for fee in agreed):
        return None
    if agreed != (NO_CEILING, 0):
        return None
    found: list[Number] = units_of(sheet)(run.line, run.period, courses.bim * 1)
    return found


@lru_cache(maxsize=2)
def units_of(sheet: Sheet) -> Table:
    """What one item costs where official fees bind and nothing else was agreed:
    [line, period, BIM, field of Parts]."""
    axes = (len(sheet.by_line.line), len(sheet.calendar.periods), 2)
    line, period, bim = (axis.ravel() for axis in np.indices(axes))
    nothing: dict[str, Any] = dict.fromkeys((field.name for field in fields(Course)), 0)
    given = {"bim": bim == 1, "bound": True, "overrun_fee": NO_CEILING}
    course = Course(**(nothing | given))
    run = Run(SESSION, 0, 1, line, period)
    parts = parts_of(course, run, price_of(course, run, sheet), sheet)
    return Table(np.stack(parts, -1).reshape(*axes, len(parts)))
