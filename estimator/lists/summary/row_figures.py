"""What each row of a list adds to its figures."""

from collections.abc import Sequence
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from estimator.engine.model.case import AT_A_CONVENTIONED_KINE, Pathology
from estimator.engine.numbers.batch import BatchTotals, Ints
from estimator.engine.numbers.courses import Answers
from estimator.engine.numbers.tables import Sheet
from estimator.lists.answered import PricedRows, priced


class Cell(NamedTuple):
    """Courses of one kind."""

    pathology: str
    conventioned: bool
    bim: bool


CELLS = tuple(Cell(*each) for each in product(map(str, Pathology), (False, True), (False, True)))
#: How many cells further the next value of an answer is.
STEPS = MappingProxyType({"pathology": 4, "conventioned": 2, "bim": 1})


class RowFigures(NamedTuple):
    """Of the rows that could be estimated, in order; amounts in cents.

    `cell`: the place in CELLS. `amounts`: [field of Amounts][row]. `least`, `most`: what may be
    left to pay. `compared`: whether the kiné isn't conventioned, and the same course can be
    estimated at one that is; `least_there`, `most_there`: what may be left to pay there.
    """

    cell: Ints
    amounts: Ints
    least: Ints
    most: Ints
    compared: Ints
    least_there: Ints
    most_there: Ints


def row_figures(rows: PricedRows, sheet: Sheet) -> RowFigures:
    """What the rows add to the figures of their list."""
    usable, totals = rows.totals.complete, rows.totals
    answers = dict(zip(Answers._fields, rows.columns, strict=True))
    cell = sum(
        answers[name].value[answers[name].code[usable]] * step for name, step in STEPS.items()
    )
    not_conventioned = cell & STEPS["conventioned"] == 0
    there = at_conventioned_kines(rows, sheet) if not_conventioned.any() else totals
    compared = not_conventioned & there.complete[usable]
    least, most = totals.patient[:, usable, 0]
    least_there, most_there = there.patient[:, usable, 0]
    return RowFigures(
        cell, totals.amounts[:, usable, 0], least, most, compared, least_there, most_there
    )


def at_conventioned_kines(rows: PricedRows, sheet: Sheet) -> BatchTotals:
    """What the rows would cost at conventioned kinés."""
    return priced(rows.answered.with_answers(AT_A_CONVENTIONED_KINE), sheet).totals


def all_rows(parts: Sequence[RowFigures]) -> RowFigures:
    """The rows of several parts, in order."""
    return RowFigures(*(np.concatenate(of, axis=-1) for of in zip(*parts, strict=True)))
