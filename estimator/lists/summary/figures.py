"""The figures of a list, and of any group of its courses."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from estimator.engine.model.money import Cents
from estimator.engine.numbers.costs import Amounts
from estimator.lists.summary.amounts import AmountCounts, all_counts, amount_counts
from estimator.lists.summary.by_cell import ByCell
from estimator.lists.summary.cells import BOUND, CELLS, RowFigures

NO_AMOUNTS = Amounts(0, 0, 0, 0, 0, 0)


class AtConventioned(NamedTuple):
    """Courses at kinés without convention, beside the same ones at conventioned kinés.

    `surely`: how many would leave less to pay there, whatever is open; `maybe`: how many may.
    `least`, `most`: how much less all of them together; below zero they leave more there.
    """

    courses: int = 0
    surely: int = 0
    maybe: int = 0
    least: Cents = 0
    most: Cents = 0

    @property
    def only_maybe(self) -> int:
        """How many may leave less to pay there, but not surely."""
        return self.maybe - self.surely


class Figures(NamedTuple):
    """The figures of some courses; amounts in cents.

    `totals`: as far as is known; `least`, `most`: all that may be left to pay while rules, or the
    fees of overrun sessions, are open. The amounts are what is left to pay, once each, as known, at
    the least and at the most. `presumed`: how many courses go on after the last tariff that is
    known.
    """

    totals: Amounts = NO_AMOUNTS
    least: Cents = 0
    most: Cents = 0
    left: AmountCounts = AmountCounts()
    left_least: AmountCounts = AmountCounts()
    left_most: AmountCounts = AmountCounts()
    presumed: int = 0
    at_conventioned: AtConventioned = AtConventioned()

    @property
    def courses(self) -> int:
        """How many courses there are."""
        return self.left.courses


def all_figures(many: Iterable[Figures]) -> Figures:
    """The figures of several groups of courses."""
    totals, least, most, left, left_least, left_most, presumed, beside = zip(
        NONE, *many, strict=True
    )
    return Figures(
        Amounts(*map(sum, zip(*totals, strict=True))),
        sum(least),
        sum(most),
        all_counts(left),
        all_counts(left_least),
        all_counts(left_most),
        sum(presumed),
        AtConventioned(*map(sum, zip(*beside, strict=True))),
    )


NONE = Figures()


class ListFigures(ByCell[Figures]):
    """The figures of a list."""

    @staticmethod
    def added(many: Iterable[Figures]) -> Figures:
        """The figures of several groups."""
        return all_figures(many)

    def together(self, other: "ListFigures") -> "ListFigures":
        """Those of two parts of a list."""
        parts = (self.cells, other.cells)
        found = ((cell, [part[cell] for part in parts if cell in part]) for cell in CELLS)
        return ListFigures({cell: all_figures(here) for cell, here in found if here})


def list_figures(rows: RowFigures) -> ListFigures:
    """The figures of some rows."""
    return ListFigures(
        {
            CELLS[cell]: figures_of(chosen(rows, rows.cell == cell))
            for cell in np.unique(rows.cell).tolist()
        }
    )


def figures_of(rows: RowFigures) -> Figures:
    """The figures of rows, whatever their cells."""
    return Figures(
        totals=Amounts(*rows.amounts.sum(axis=1).tolist()),
        least=int(rows.least.sum()),
        most=int(rows.most.sum()),
        left=amount_counts(rows.amounts[Amounts._fields.index("patient")]),
        left_least=amount_counts(rows.least),
        left_most=amount_counts(rows.most),
        presumed=int(rows.presumed.sum()),
        at_conventioned=beside_conventioned(chosen(rows, rows.compared)),
    )


def chosen(rows: RowFigures, here: Any) -> RowFigures:
    """Some of the rows."""
    return RowFigures(*(of[..., here] for of in rows))


def beside_conventioned(rows: RowFigures) -> AtConventioned:
    """Rows at kinés without convention, all of which can be compared. Where official fees bind both
    kinés, what is open is the same at both, and taken to turn out alike (as in `engine/ranges.py`).
    """
    alike = BOUND[rows.cell]
    low = rows.least - np.where(alike, rows.least_there, rows.most_there)
    high = rows.most - np.where(alike, rows.most_there, rows.least_there)
    least, most = np.minimum(low, high), np.maximum(low, high)
    return AtConventioned(len(least), *(int(it.sum()) for it in (least > 0, most > 0, least, most)))
