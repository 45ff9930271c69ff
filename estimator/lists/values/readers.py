"""How the cells of a column are read."""

from collections.abc import Callable
from typing import Any

from estimator.engine.model.fields import Field
from estimator.lists.columns.model import DayOrder


def reader_of(field: Field, order: DayOrder | None = None) -> Callable[[object], Any]:
    """Reads a cell of a column, as people write it. Raises `InvalidAnswer`."""
    del order
    return field.read
