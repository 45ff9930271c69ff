"""A list before and after a change of the rules, course by course."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from estimator.engine.model.money import Cents
from estimator.engine.numbers.batch import Ints
from estimator.engine.numbers.costs import Amounts
from estimator.lists.summary.by_cell import ByCell
from estimator.lists.summary.cells import CELLS, RowFigures

REIMBURSED = Amounts._fields.index("reimbursed")


class RowsLeft(NamedTuple):
    """What each row leaves to pay, at the least and at the most, and what is reimbursed as far as
    is known, in cents; `cell`: the place in CELLS."""

    cell: Ints
    least: Ints
    most: Ints
    reimbursed: Ints


NOTHING_LEFT = RowsLeft(*np.zeros((4, 0), np.int64))


def rows_left(rows: RowFigures) -> RowsLeft:
    """What is compared of the figures of rows."""
    return RowsLeft(rows.cell, rows.least, rows.most, rows.amounts[REIMBURSED].copy())


class Ends(NamedTuple):
    """The least and the most that an amount may be, in cents."""

    least: Cents
    most: Cents


class Change(NamedTuple):
    """What a change of the rules does to some courses, in cents.

    `before`, `after`: what is left to pay. `more`: what patients pay more; they pay less where it
    is below zero. `insurer`: what is reimbursed more, as far as is known.
    """

    courses: int
    before: Ends
    after: Ends
    more: Ends
    insurer: Cents


def change_between(before: RowsLeft, after: RowsLeft) -> Change:
    """The change of some rows. What is open in a course turns out the same way before and after,
    but in each course its own way: so every course is compared by itself."""
    least, most = after.least - before.least, after.most - before.most
    return Change(
        len(least),
        Ends(int(before.least.sum()), int(before.most.sum())),
        Ends(int(after.least.sum()), int(after.most.sum())),
        Ends(int(np.minimum(least, most).sum()), int(np.maximum(least, most).sum())),
        int((after.reimbursed - before.reimbursed).sum()),
    )


def all_changes(many: Iterable[Change]) -> Change:
    """The changes of several groups of courses."""
    courses, before, after, more, insurer = zip(NO_CHANGE, *many, strict=True)
    return Change(sum(courses), all_ends(before), all_ends(after), all_ends(more), sum(insurer))


def all_ends(many: Iterable[Ends]) -> Ends:
    """The sums of both ends."""
    return Ends(*map(sum, zip(*many, strict=True)))


NO_CHANGE = Change(0, Ends(0, 0), Ends(0, 0), Ends(0, 0), 0)


class ListChanges(ByCell[Change]):
    """The changes of a list."""

    @staticmethod
    def added(many: Iterable[Change]) -> Change:
        """The changes of several groups."""
        return all_changes(many)


def list_changes(before: RowsLeft, after: RowsLeft) -> ListChanges:
    """The changes of a list, whose rows stand in the same order before and after."""
    if not np.array_equal(before.cell, after.cell):
        raise ValueError("other rows")
    found = {}
    for cell in np.unique(before.cell).tolist():
        here = before.cell == cell
        pair = (RowsLeft(*(column[here] for column in of)) for of in (before, after))
        found[CELLS[cell]] = change_between(*pair)
    return ListChanges(found)
