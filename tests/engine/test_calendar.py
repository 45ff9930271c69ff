"""Days as numbers, years later, and the days on which something changes."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.calendar import LAST_YEAR, calendar_of, day_number, years_later
from tests.engine.cases import BOOK, SOME

CALENDAR = calendar_of(BOOK)


def number(text: str) -> int:
    """A day as days since 1 January 1970."""
    return day_number(date.fromisoformat(text))


def test_days_are_counted_from_1970() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert number("2024-01-01") == 19723


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2024-01-01", "2025-01-01"),
        ("2024-02-28", "2025-02-28"),
        ("2024-02-29", "2025-03-01"),
        ("2024-03-01", "2025-03-01"),
        ("2023-03-01", "2024-03-01"),
        ("2023-02-28", "2024-02-28"),
        ("2024-12-31", "2025-12-31"),
        ("2025-05-05", "2026-05-05"),
    ],
)
def test_a_year_later(day: str, later: str) -> None:
    assert years_later(number(day), 1) == number(later)


def test_years_later_of_a_column() -> None:
    days = np.array([number("2024-02-29"), number("2025-05-05"), number("2024-02-29")])
    expected = [number("2025-03-01"), number("2027-05-05"), number("2024-02-29")]
    assert years_later(days, np.array([1, 2, 0])).tolist() == expected


@SOME
@given(day=st.dates(date(2024, 1, 1), date(2099, 12, 31)))
def test_a_year_later_is_the_same_day_or_the_next(day: date) -> None:
    leap = (day.month, day.day) == (2, 29)
    later = date(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)
    assert years_later(day_number(day), 1) == day_number(later)


def test_periods_begin_where_a_tariff_changes() -> None:
    assert [str(day) for day in CALENDAR.periods] == [
        "2024-01-01",
        "2024-02-01",
        "2024-04-01",
        "2025-01-01",
        "2025-02-01",
        "2025-05-01",
        "2027-01-01",
    ]


@SOME
@given(day=st.dates(date(2024, 1, 1), date(LAST_YEAR, 12, 31)))
def test_every_day_lies_in_its_year_and_period(day: date) -> None:
    on = day_number(day)
    assert CALENDAR.year_of(on) == day_number(day.replace(month=1, day=1))
    begun = [first for first in CALENDAR.periods if first <= day]
    assert CALENDAR.periods[CALENDAR.span_period(CALENDAR.span_of(on))] == begun[-1]


@pytest.mark.parametrize("first", CALENDAR.periods[1:], ids=str)
def test_both_sides_of_a_change(first: date) -> None:
    eve = first - timedelta(days=1)
    assert CALENDAR.span_of(day_number(first)) == CALENDAR.span_of(day_number(eve)) + 1


def test_spans_of_a_column_of_days() -> None:
    days = [number("2024-01-31"), number("2024-02-01"), number("2026-06-01")]
    spans = CALENDAR.span_of(np.array(days))
    assert spans.tolist() == [CALENDAR.span_of(day) for day in days]
