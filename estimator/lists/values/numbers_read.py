"""Columns of numbers and days, whose values tell by themselves which place they take."""

from typing import Any

import numpy as np
import pandas as pd

from estimator.engine.numbers.batch import Ints

CODE = np.int32
MISSING = -1
NONE = np.zeros(1, np.bool_)
DAYS = "datetime64[D]"
CLOSE = 1 << 16
"""Numbers that lie no further apart tell their own places."""
FEW = 512
"""So many of them are read even where only some come up."""


def coded_numbers(column: Any) -> tuple[Any, Any] | None:
    """The place of each row's number among the different ones, and these; MISSING where there is
    none. None for a column of other things, or of numbers that lie too far apart.

    Numbers close together need no search: they tell their places themselves.
    """
    places = places_of(column)
    if places is None:
        return None
    missing = pd.isna(column) if column.dtype.kind in "fM" else NONE
    if missing.any():
        places[missing] = places[np.argmin(missing)]
    first, last = int(places.min()), int(places.max())
    if last - first >= CLOSE:
        return None
    values = values_at(np.arange(first, last + 1), column.dtype)
    code = np.subtract(places, first, dtype=np.int64).astype(CODE)
    if column.dtype.kind in "fM" and not ((values.take(code) == column) | missing).all():
        return None
    if len(values) > FEW:
        present = np.bincount(code) > 0
        code, values = (np.cumsum(present, dtype=CODE) - 1).take(code), values[present]
    if missing.any():
        code[missing] = MISSING
    return code, list(values) if column.dtype == np.float32 else values.tolist()


def places_of(column: Any) -> Any:
    """Whole numbers, hundredths or days as places next to each other; None for other columns."""
    if column.dtype.kind in "iu":
        return column
    if column.dtype.kind == "b":
        return column.view(np.int8)
    if column.dtype.kind == "f":
        with np.errstate(invalid="ignore"):
            return np.rint(column * 100).astype(np.int64)
    if column.dtype.kind == "M":
        return column.view(np.int64) // ticks_a_day(column.dtype)
    return None


def values_at(places: Ints, dtype: Any) -> Any:
    """What stands at such places."""
    if dtype.kind == "f":
        return (places / 100).astype(dtype)
    return places.astype(DAYS) if dtype.kind == "M" else places.astype(dtype)


def ticks_a_day(dtype: Any) -> int:
    """How many units of a column of moments make a day."""
    unit: Any = np.datetime_data(dtype)[0]
    return int(np.timedelta64(1, "D") / np.timedelta64(1, unit))
