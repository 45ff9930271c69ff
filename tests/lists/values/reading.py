"""What the tests of values share."""

from typing import Any

import pytest

from estimator import InvalidAnswer
from estimator.engine.model.case import FIELDS
from estimator.lists.columns.model import DayOrder
from estimator.lists.values.readers import reader_of


def read(field: str, given: object, order: DayOrder | None = None) -> Any:
    """What a cell of a list says."""
    return reader_of(FIELDS[field], order)(given)


def refused(field: str, given: object, order: DayOrder | None = None) -> InvalidAnswer:
    """Why a cell can't be used; it names the field, and the cell as it was given."""
    with pytest.raises(InvalidAnswer) as refusal:
        read(field, given, order)
    assert (refusal.value.field, refusal.value.given) == (field, given)
    return refusal.value
