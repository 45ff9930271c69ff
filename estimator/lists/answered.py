"""What the rows of a table answer, and what they cost by it."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimator.engine.model.case import FIELDS
from estimator.engine.model.fields import Field
from estimator.engine.model.situations import PATHOLOGY, answers_of_condition
from estimator.engine.numbers.batch import BatchTotals, Column, Each, batch_totals
from estimator.engine.numbers.courses import Answers
from estimator.engine.numbers.tables import Sheet
from estimator.lists.columns.model import ListColumns
from estimator.lists.plan_rows import COLUMNS, PLAN, Priced, names_in, price_plans
from estimator.lists.row_errors import answers_in_row
from estimator.lists.values.columns_read import ColumnRead, read_column
from estimator.lists.values.numbers_read import CODE, MISSING
from estimator.lists.values.readers import reader_of
from estimator.lists.values.situations_read import with_groups
from estimator.locales import Words

#: Of the fields that need no answer.
DEFAULTS = {name: field.default for name, field in FIELDS.items() if not field.required}


class Ground(NamedTuple):
    """What every row of a table is estimated on. Without `today` a row needs its own start."""

    sheet: Sheet
    words: Words
    today: date | None = None
    columns: ListColumns = ListColumns()
    """What the columns mean: those of a table that bears the names of the contract need nothing."""


class Answered(NamedTuple):
    """The answers of some rows, by field; `start`: that of a course without one, if there is any;
    `plans`: the names that make plans, by column, empty where each row is priced alone."""

    size: int
    read: Mapping[str, ColumnRead]
    start: Mapping[str, Any]
    plans: Mapping[str, ColumnRead]

    def numbers(self) -> list[Column]:
        """The answers as numbers, one column for each field of `Answers`."""
        usual = DEFAULTS | dict(self.start)
        return [
            self.read[name].numbers(FIELDS[name].kind, usual.get(name)) for name in Answers._fields
        ]

    def with_answers(self, answers: Mapping[str, Any]) -> "Answered":
        """The same rows if all of them answered this."""
        code = np.full(self.size, MISSING, CODE)
        told = {name: ColumnRead(code, [answer], [None]) for name, answer in answers.items()}
        return self._replace(read={**self.read, **told})


class PricedRows(NamedTuple):
    """What some rows cost; `columns`: their answers as numbers, by field of `Answers`; `planned`
    has what is told of the rows of plans."""

    answered: Answered
    columns: list[Column]
    totals: BatchTotals
    planned: Priced


def answered(frame: pd.DataFrame, ground: Ground, each: Each = map) -> Answered:
    """What the rows of a table answer. `each` is `map`, or that of a pool of threads."""
    orders, everywhere = ground.columns.orders(), ground.columns.everywhere
    start = {"start": ground.today} if ground.today else {}
    known = DEFAULTS.keys() | start.keys()

    def read_field(field: Field) -> ColumnRead:
        situations = partial(answers_of_condition, known=ground.sheet.book.situations)
        strict = situations if field.name == PATHOLOGY else None
        reader = reader_of(field, orders.get(field.name), strict)
        missing = None if field.name in known else field.missing()
        return read_column(frame, field.name, reader, missing, everywhere.get(field.name))

    read = with_groups(dict(zip(FIELDS, each(read_field, FIELDS.values()), strict=True)))
    plans = {column: names_in(frame, column) for column in COLUMNS} if PLAN in frame else {}
    return Answered(len(frame), read, start, plans)


def priced(
    rows: Answered, sheet: Sheet, each: Each = map, refused: Iterable[int] = ()
) -> PricedRows:
    """What the rows cost; `refused`: those that can't be used, whatever they answer."""
    columns = rows.numbers()
    totals = batch_totals(columns, rows.size, sheet, each)
    totals.complete[list(refused)] = False
    planned = Priced({}, {})
    if rows.plans:
        answers = partial(answers_in_row, rows.read, rows.start)
        planned = price_plans(rows.plans, answers, totals, sheet)
    return PricedRows(rows, columns, totals, planned)
