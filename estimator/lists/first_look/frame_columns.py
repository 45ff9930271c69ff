"""Which column of a table in memory means what."""

from collections import Counter
from typing import Any

import pandas as pd
import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import ListColumns
from estimator.lists.first_look.look import look_at
from estimator.lists.first_look.unanswered import OpenQuestions
from estimator.lists.values.cells import as_answer

LOOKED_AT = 1 << 18
"""Rows that are looked at: as many as the first chunk of a file has at most."""


def columns_of_frame(frame: pd.DataFrame, told: ListColumns) -> ListColumns:
    """What the columns mean, by their heads and first rows; what was told counts first. Raises
    `OpenQuestions` where something has to be asked first, and `InvalidAnswer` where two columns
    bear the same name or one is told of that isn't there."""
    names = [str(name) for name in frame.columns]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise InvalidAnswer("columns", given=", ".join(twice), reason="columns_twice")
    first = frame.head(LOOKED_AT)
    arrays = [arrow_of(first.iloc[:, place]) for place in range(len(names))]
    look = look_at(pa.table(arrays, names=names), told)
    if look.questions:
        raise OpenQuestions(look)
    return look.columns


def arrow_of(column: pd.Series) -> Any:
    """A column for Arrow; one of several kinds as text."""
    try:
        return pa.array(column, from_pandas=True)
    except (pa.ArrowException, OverflowError):
        found = map(as_answer, column)
        return pa.array([None if it is None else str(it) for it in found], pa.string())


def under_contract(frame: pd.DataFrame, columns: ListColumns) -> pd.DataFrame:
    """The columns that mean something, under the names of the contract."""
    places = {str(name): place for place, name in enumerate(frame.columns)}
    found = {name: frame.iloc[:, places[own]] for name, own in columns.sources().items()}
    return pd.DataFrame(found, index=frame.index)
