"""A column of answers read by the readers of the single case, each different value once."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import AnswerKind
from estimator.engine.numbers.batch import REFUSED, Column
from estimator.lists.values.cells import as_answer
from estimator.lists.values.numbers_read import CODE, MISSING, coded_numbers

#: Kinds of object columns in which equal values are the same answer; elsewhere 1 equals true.
ALIKE = frozenset({"string", "empty", "integer", "floating", "boolean", "decimal", "date"})


class ColumnRead(NamedTuple):
    """A column of one field: `values[code[row]]` is what a row answers, or why it can't be used.

    The last value stands for rows without an answer (code MISSING).
    """

    code: Any
    values: Sequence[Any]
    refused: Sequence[InvalidAnswer | None]

    def numbers(self, kind: AnswerKind, usual: Any) -> Column:
        """Each row's answer as a number, or REFUSED; `usual` is taken where none is given."""
        answers = zip(self.values, self.refused, strict=True)
        found = [
            REFUSED if refusal else kind.number(usual if value is None else value)
            for value, refusal in answers
        ]
        return Column(self.code, np.array(found, np.int64))


def read_column(
    frame: pd.DataFrame,
    name: str,
    read: Callable[[object], Any],
    missing: InvalidAnswer | None = None,
    empty: object = None,
) -> ColumnRead:
    """The answers in one column; one that isn't there is without answers. `missing`: the refusal
    of an empty cell; `empty`: what such a cell says, if that is known."""
    code: Any = np.full(len(frame), MISSING, CODE)
    unique: Any = ()
    if name in frame:
        code, unique = coded(frame[name])
    found = [read_value(read, value, missing, empty) for value in [*unique, None]]
    return ColumnRead(code, [value for value, _ in found], [refusal for _, refusal in found])


def coded(column: pd.Series) -> tuple[Any, Any]:
    """The place of each row's value among the different values; MISSING where there is none."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes: Any = column.cat.codes.to_numpy(CODE)
        return codes, column.cat.categories
    if isinstance(column.dtype, np.dtype) and len(column):
        found = coded_numbers(column.to_numpy())
        if found:
            return found
    if column.dtype == object and pd.api.types.infer_dtype(column) not in ALIKE:
        return coded_by_kind(column)
    factorized: Any = pd.factorize(column, use_na_sentinel=True)
    return factorized[0].astype(CODE), factorized[1]


def coded_by_kind(column: pd.Series) -> tuple[Any, Any]:
    """The same where values of different kinds may be equal, or can't be compared at all."""
    unique: dict[tuple[type, str], Any] = {}
    places: dict[tuple[type, str], int] = {}
    code = np.empty(len(column), CODE)
    for row, value in enumerate(column):
        kind = type(value), repr(value)
        unique.setdefault(kind, value)
        code[row] = places.setdefault(kind, len(places))
    return code, list(unique.values())


def read_value(
    read: Callable[[object], Any],
    value: object,
    missing: InvalidAnswer | None,
    empty: object = None,
) -> tuple[Any, InvalidAnswer | None]:
    """One value, or why it can't be used."""
    try:
        answer = as_answer(value)
        if answer is None:
            answer = empty
        if answer is not None:
            return read(answer), None
        return None, missing
    except InvalidAnswer as refusal:
        return None, refusal
