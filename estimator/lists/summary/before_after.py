"""A list before and after a change of the rules, course by course."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from estimator.engine.model.money import Cents
from estimator.engine.numbers.batch import Ints
from estimator.engine.numbers.costs import Amounts
from estimator.lists.summary.cells import CELLS, Cell, RowFigures
from estimator.lists.summary.figures import BY

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


@dataclass(frozen=True)
class ListChanges:
    """The changes of a list by cell, in the order of CELLS."""

    cells: Mapping[Cell, Change]

    @cached_property
    def whole(self) -> Change:
        """All courses."""
        return all_changes(self.cells.values())

    @cached_property
    def by(self) -> Mapping[str, Mapping[str | bool, Change]]:
        """By each answer of BY, the changes of the courses that gave it."""
        return {name: dict(self.by_answer(name)) for name in BY}

    def by_answer(self, name: str) -> Iterator[tuple[str | bool, Change]]:
        """The changes by one answer, in the order of the contract."""
        for answer in dict.fromkeys(getattr(cell, name) for cell in CELLS):
            here = [of for cell, of in self.cells.items() if getattr(cell, name) == answer]
            if here:
                yield answer, all_changes(here)


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
