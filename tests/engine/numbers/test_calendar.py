"""Days as numbers, years later, and the days on which something changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import tariffs
from estimator.engine.model.fields import day_number
from estimator.engine.numbers.calendar import anniversaries, days_off, last_day
from estimator.engine.numbers.sessions import span_on
from tests.engine.cases import SOME

PERIODS, TABLES = tariffs().periods, tariffs().tables
LAST_DAY = last_day(tariffs().book)


def number(text: str) -> int:
    """A day as days since 1 January 1970."""
    return day_number(date.fromisoformat(text))


def years_later(day: str, years: int) -> str:
    """The same day some years later, among those from 2023 on."""
    found = anniversaries(date(2023, 1, 10), date(2027, 12, 31), years)[
        number(day) - number("2023-01-10")
    ]
    return str(date.fromordinal(date(1970, 1, 1).toordinal() + found))


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
    assert years_later(day, 1) == later


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        ("2024-02-29", 4, "2028-03-01"),
        ("2025-05-05", 2, "2027-05-05"),
    ],
)
def test_other_numbers_of_years_later(day: str, years: int, later: str) -> None:
    assert years_later(day, years) == later


@SOME
@given(day=st.dates(date(2024, 1, 1), tariffs().book.last_start))
def test_a_year_later_is_the_same_day_or_the_next(day: date) -> None:
    leap = (day.month, day.day) == (2, 29)
    later = date(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)
    assert TABLES.anniversary[0][day_number(day) - TABLES.anniversaries_from] == day_number(later)


def test_periods_begin_where_a_tariff_changes() -> None:
    assert [str(day) for day in PERIODS] == [
        "2024-01-01",
        "2024-02-01",
        "2024-04-01",
        "2025-01-01",
        "2025-02-01",
        "2025-05-01",
        "2027-01-01",
    ]


@SOME
@given(day=st.dates(date(2024, 1, 1), date(LAST_DAY.year, 12, 31)))
def test_every_day_lies_in_its_year_and_period(day: date) -> None:
    span = TABLES.span[span_on(day_number(day), TABLES)]
    assert span.start <= day_number(day) < span.end
    assert span.year == day_number(day.replace(month=1, day=1))
    begun = [first for first in PERIODS if first <= day]
    assert PERIODS[span.period] == begun[-1]


@pytest.mark.parametrize("first", PERIODS[1:], ids=str)
def test_both_sides_of_a_change(first: date) -> None:
    eve = first - timedelta(days=1)
    spans = [span_on(day_number(day), TABLES) for day in (eve, first)]
    assert spans[1] == spans[0] + 1


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ("2026-11-27", False),
        ("2026-11-28", True),  # a Saturday
        ("2026-11-29", True),
        ("2026-11-11", True),  # Armistice
        ("2026-04-06", True),  # Easter Monday
        ("2026-04-07", False),
        ("2026-05-14", True),  # Ascension
        ("2026-05-25", True),  # Whit Monday
        ("2026-07-21", True),
        ("2026-11-02", False),
    ],
)
def test_weekends_and_public_holidays(day: str, off: bool) -> None:
    first = date(2026, 1, 1)
    table = days_off(first, date(2026, 12, 31), tariffs().book.holidays)
    assert bool(table[(date.fromisoformat(day) - first).days]) is off
