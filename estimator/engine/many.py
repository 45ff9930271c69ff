"""The totals of many courses at once, by the rules of one."""

from collections.abc import Iterator
from typing import NamedTuple, cast

import numpy as np

from estimator.engine.columns import Ints
from estimator.engine.costs import Amounts, amounts_of
from estimator.engine.courses import Course, Rows
from estimator.engine.notices import course_bits, not_billed_bits, run_bits
from estimator.engine.sessions import EXTRA_ORDERS, Run, own_end, runs_in
from estimator.engine.sheet import NO_LINE, Sheet

BLOCK = 16_384
"""Courses worked on at a time: their columns stay in the processor's cache."""


class Totals(NamedTuple):
    """What each course costs in cents, and its notices as bits; a row a course."""

    amounts: Ints  # [field of Amounts, course]
    notices: Ints


def totals_of(courses: Course, sheet: Sheet) -> Totals:
    """The totals of columns of courses, in their order. A column may be one value for all."""
    size = len(courses.start)
    found = np.zeros((size, len(Amounts._fields) + 1), np.int64)
    for schedule, index in by_schedule(courses.schedule):
        alike = cast(Course, Rows(courses, index, schedule=schedule))
        amounts, notices = totals_alike(alike, sheet)
        found[index] = np.stack([*amounts, notices], axis=1)
    *totals, notices = found.T
    return Totals(np.array(totals), notices)


def by_schedule(schedule: Ints) -> Iterator[tuple[int, Ints]]:
    """The courses of each schedule, a block at a time: what they share is looked up once."""
    order = np.argsort(schedule.astype(np.int16), kind="stable")
    values, starts = np.unique(schedule[order], return_index=True)
    ends = [*starts[1:], len(order)]
    for value, start, end in zip(values.tolist(), starts, ends, strict=False):
        for begin in range(start, end, BLOCK):
            yield value, order[begin : min(begin + BLOCK, end)]


def totals_alike(courses: Course, sheet: Sheet) -> Totals:
    """The totals of courses with one schedule."""
    size = len(courses.start)
    over = own_end(courses, sheet)
    course, span = spans_of(courses, sheet)
    rows = courses.rows(course)
    amounts = np.zeros((len(Amounts._fields), size), np.int64)
    notices = course_bits(courses, over, sheet)
    billed = {order: np.zeros(size, np.bool_) for order in EXTRA_ORDERS}
    for run in runs_in(rows, span, over[course], sheet):
        at = np.flatnonzero((run.count > 0) & (run.line != NO_LINE))
        some, whose = picked(run, at), course[at]
        of = rows.rows(at)
        for total, amount in zip(amounts, amounts_of(of, some, sheet), strict=True):
            np.add.at(total, whose, amount * some.count)
        np.bitwise_or.at(notices, whose, run_bits(of, some, sheet))
        if run.order in billed:
            billed[run.order][whose] = True
    return Totals(amounts, notices | not_billed_bits(courses, billed))


def spans_of(courses: Course, sheet: Sheet) -> tuple[Ints, Ints]:
    """Each course once for each span that it reaches: which course, which span."""
    first = sheet.calendar.span_of(courses.start)
    reached = sheet.calendar.span_of(courses.day_of(courses.sessions - 1)) - first + 1
    course = np.repeat(np.arange(len(reached)), reached)
    before = np.cumsum(reached) - reached
    return course, np.arange(len(course)) + (first - before)[course]


def picked(run: Run, at: Ints) -> Run:
    """Some rows of a run's columns."""
    opens = run.opens if isinstance(run.opens, bool) else run.opens[at]
    return Run(run.order, run.first[at], run.count[at], run.line[at], run.period[at], opens)
