"""What the rows of a list add to its figures, also beside what they would cost elsewhere."""

import numpy as np

from estimator.engine.model.case import AT_A_CONVENTIONED_KINE
from estimator.engine.model.notices import bits
from estimator.engine.numbers.batch import BatchTotals
from estimator.engine.numbers.courses import Answers
from estimator.engine.numbers.tables import Sheet
from estimator.lists.answered import PricedRows, priced
from estimator.lists.summary.cells import STEPS, RowFigures

PRESUMED = bits(["edition_after_known"])
"""The notice of a course that goes on after the last tariff that is known."""


def row_figures(rows: PricedRows, sheet: Sheet, *, beside: bool = True) -> RowFigures:
    """What the rows add to the figures of their list; `beside`: also beside conventioned kinés."""
    usable, totals = rows.totals.complete, rows.totals
    answers = dict(zip(Answers._fields, rows.columns, strict=True))
    cell = sum(
        answers[name].value[answers[name].code[usable]] * step for name, step in STEPS.items()
    )
    elsewhere = beside & (cell & STEPS["conventioned"] == 0)
    there = at_conventioned_kines(rows, sheet) if elsewhere.any() else totals
    compared = elsewhere & there.complete[usable]
    least, most = totals.patient[:, usable, 0]
    least_there, most_there = there.patient[:, usable, 0]
    presumed = totals.notices[usable] & PRESUMED != 0
    amounts = totals.amounts[:, usable, 0]
    return RowFigures(cell, amounts, least, most, presumed, compared, least_there, most_there)


def at_conventioned_kines(rows: PricedRows, sheet: Sheet) -> BatchTotals:
    """What the rows would cost at conventioned kinés; a row that can't be used has no place there
    either, lest it change what the others of its plan cost."""
    refused = np.flatnonzero(~rows.totals.complete).tolist()
    there = rows.answered.with_answers(AT_A_CONVENTIONED_KINE)
    return priced(there, sheet, refused=refused).totals
