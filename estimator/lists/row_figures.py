"""What the rows of a list add to its figures, also beside what they would cost elsewhere."""

from estimator.engine.model.case import AT_A_CONVENTIONED_KINE
from estimator.engine.numbers.batch import BatchTotals
from estimator.engine.numbers.courses import Answers
from estimator.engine.numbers.tables import Sheet
from estimator.lists.answered import PricedRows, priced
from estimator.lists.summary.cells import STEPS, RowFigures


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
