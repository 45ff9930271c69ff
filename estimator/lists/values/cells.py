"""What stands in a cell, whatever the table holds it as."""

from datetime import date, datetime, time
from decimal import Decimal
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

MIDNIGHT = time()
#: Kinds of values that are answers as they stand.
PLAIN = frozenset({bool, int, date})


def as_answer(value: Any) -> object:
    """A cell as a person would have typed it; None where it is empty.

    A whole number that a table holds as 18.0 is 18; a moment at midnight is its day.
    """
    if type(value) in PLAIN:
        return value
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float):
        return None if isnan(value) else int(value) if value.is_integer() else value
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, datetime):
        return value.date() if value.time() == MIDNIGHT and value.tzinfo is None else value
    whole = isinstance(value, np.floating | Decimal) and is_whole(value)
    return int(value) if whole else value


def is_whole(value: np.floating[Any] | Decimal) -> bool:
    """Whether a number has no decimals."""
    return bool(np.isfinite(float(value))) and value == int(value)
