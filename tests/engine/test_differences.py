"""What changes from one day's tariff to another's."""

from datetime import date

import pytest

from estimator.engine.differences import fee_on, fees_changed
from tests.engine.cases import BOOK

JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)


def test_convention_m24_changed_144_fees() -> None:
    changes = list(fees_changed(BOOK, JANUARY, FEBRUARY))
    assert len(changes) == 144
    assert [change.code for change in changes] == sorted(change.code for change in changes)
    (first,) = (change for change in changes if change.code == "567011")
    assert first == ("567011", "session", 2860, 3000)


def test_the_index_of_2025_changed_every_fee_but_travel() -> None:
    changes = list(fees_changed(BOOK, date(2025, 1, 31), date(2025, 2, 1)))
    assert len(changes) == 204
    assert all((change.after or 0) > (change.before or 0) for change in changes)
    assert "travel" not in {change.service for change in changes}


@pytest.mark.parametrize("later", [FEBRUARY, date(2025, 1, 31)])
def test_nothing_changes_under_one_edition(later: date) -> None:
    assert list(fees_changed(BOOK, FEBRUARY, later)) == []


def test_fee_of_a_code_on_a_day() -> None:
    assert fee_on(BOOK, "567011", JANUARY) == 2860
    assert fee_on(BOOK, "999999", JANUARY) is None
