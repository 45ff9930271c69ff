"""Items folded into few rows."""

from datetime import date

import pytest

from estimator import Result, compare
from estimator.locales import words
from estimator.wording.items import MOST_STRETCHES, Row, largest, rows_of, sessions_of
from tests.documents.papers import LONGEST, compared


def covered(row: Row) -> set[int]:
    return {n for first, last in row.stretches for n in range(first, last + 1)}


@pytest.mark.parametrize(
    "result",
    [compared().conventioned, compared(sessions=400).conventioned, compare(LONGEST).conventioned],
)
def test_each_item_stands_in_exactly_one_row(result: Result) -> None:
    rows = rows_of(result.items)
    assert sum(row.sessions for row in rows) == len(result.items)
    for item in result.items:
        same = [
            row for row in rows if row.item[3:12] == item[3:12] and item.session in covered(row)
        ]
        assert len(same) == 1


def test_sessions_billed_alike_stand_together_wherever_they_are() -> None:
    two_years = compared(sessions=30, start=date(2026, 11, 2), intake=False)
    rows = rows_of(two_years.conventioned.items)
    assert [row.stretches for row in rows] == [((1, 9), (19, 27)), ((10, 18), (28, 30))]


def test_the_largest_rows_stay_in_their_order() -> None:
    rows = rows_of(compare(LONGEST).conventioned.items)
    kept = largest(rows, 3)
    assert kept == sorted(kept, key=rows.index)
    assert min(row.sessions for row in kept) >= max(row.sessions for row in rows if row not in kept)


def test_many_stretches_are_told_in_one() -> None:
    item = compared().conventioned.items[0]
    few = Row(item, ((1, 1), (3, 5)))
    many = Row(item, tuple((n, n) for n in range(1, 2 * MOST_STRETCHES + 2, 2)))
    assert sessions_of(words("fr"), few) == "1, 3–5"
    assert sessions_of(words("fr"), many) == "5 séances entre 1 et 9"
