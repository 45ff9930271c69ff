"""A day of a list that may be read in two ways, to ask a person by."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import DayOrder
from estimator.lists.values.readers import reader_of


class DayExample(NamedTuple):
    """What stands in a cell, and the day it is by each order."""

    text: str
    days: dict[DayOrder, date]


def day_example(texts: Iterable[str], meaning: str) -> DayExample | None:
    """The first text whose day changes with the order; None if none does."""
    readers = {order: reader_of(FIELDS[meaning], order) for order in DayOrder}
    for text in texts:
        try:
            days = {order: read(text) for order, read in readers.items()}
        except InvalidAnswer:
            continue
        if len(set(days.values())) > 1:
            return DayExample(text, days)
    return None
