"""Tables give a column of places what they give each place."""

from typing import NamedTuple

import numpy as np

from estimator.engine.lookups import Table
from estimator.engine.places import NOWHERE, Places, exists


class Pair(NamedTuple):
    """Two fields of a table."""

    left: int
    right: int


def test_one_cell_or_a_column() -> None:
    table = Table([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    assert table(1, 0, 1) == 6
    assert table(1, 0) == [5, 6]
    first, second = np.array([0, 1]), np.array([1, 1])
    assert table(first, second, 0).tolist() == [3, 7]
    assert [cells.tolist() for cells in table(first, second)] == [[3, 7], [4, 8]]


def test_what_is_the_same_everywhere_is_one_number() -> None:
    table = Table([[1, 2, 9], [1, 3, 9], [1, 3, 8]])
    same, differs, other = table(np.array([0, 2]))
    assert (same, differs.tolist(), other.tolist()) == (1, [2, 3], [9, 8])
    assert table(Places(np.array([2, 1, 2]), (1, 2)), 1) == 3


def test_places_lead_on_to_another_table() -> None:
    lines = Table([[0, 1], [2, 1]], places=True)
    prices = Table([[10, 11], [20, 21], [30, 31]])
    schedule, period = Places(np.array([0, 1, 1]), (0, 1)), np.array([0, 0, 1])
    line = lines(schedule, period)
    assert line.among == (0, 1, 2)
    assert prices(line, period).tolist() == [10, 30, 21]
    assert prices(line, 1).tolist() == [11, 31, 21]
    assert prices(line, np.array([1, 1, 0])).tolist() == [11, 31, 20]
    assert line.column.tolist() == [0, 2, 1]


def test_a_record_takes_its_fields_by_name() -> None:
    table = Table([[1, 2], [3, 2]])
    assert table.record(Pair, 1) == Pair(3, 2)
    record = table.record(Pair, np.array([1, 0]))
    assert (record.left.tolist(), record.right) == ([3, 1], 2)


def test_whether_something_stands_at_a_place() -> None:
    assert (exists(0), exists(NOWHERE)) == (True, False)
    assert exists(np.array([0, NOWHERE])).tolist() == [True, False]
    assert exists(Places(np.array([0, 1]), (0, 1))) is True
    assert exists(Places(np.array([0, NOWHERE]), (0, NOWHERE))).tolist() == [True, False]


def test_position_in_a_rising_table() -> None:
    table = Table([10, 20, 30])
    assert [table.position(value) for value in (9, 10, 29, 30, 99)] == [-1, 0, 1, 2, 2]
    assert table.position(np.array([9, 10, 29])).tolist() == [-1, 0, 1]
