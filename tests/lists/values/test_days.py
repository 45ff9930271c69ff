"""Days as people write them, and the columns that can be read in two ways."""

from datetime import date, datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from estimator.lists.columns.model import DayOrder
from estimator.lists.values.days import (
    FIRST_SERIAL,
    names_of_months,
    order_needed,
    orders_possible,
    weekdays,
)
from estimator.locales import LANGUAGES, words
from tests.engine.cases import SOME
from tests.lists.values.reading import read, refused

DAY_FIRST, MONTH_FIRST = DayOrder
FIFTH = date(2025, 5, 5)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "2025-05-05",
        "05/05/2025",
        "5/5/25",
        "5-5-25",
        "5.5.2025",
        "5. 5. 2025",
        "2025/05/05",
        "2025.5.5",
        "2025-5-5",
        "20250505",
        "05/05/2025 00:00",
        "05/05/2025 0:00:00",
        "5/5/2025 12:00:00 AM",
        "2025-05-05T00:00:00.000",
        "5 mai 2025",
        "5 mai 25",
        "05-mai-25",
        "5 MAI 2025",
        "5 mei 2025",
        "5. Mai 2025",
        "5 May 2025",
        "5th May 2025",
        "05-May-2025",
        "May 5, 2025",
        "May 5th 2025",
        "lundi 5 mai 2025",
        "lun. 5 mai 2025",
        "Maandag 5 mei 2025",
        "ma 5 mei 2025",
        "Montag, 5. Mai 2025",
        "Monday, May 5, 2025",
        "lun. 05/05/2025",
        " 5 mai\N{NO-BREAK SPACE}2025 ",
        "45782",
        "45782.75",
        45782,
        45782.75,
        datetime(2025, 5, 5, 12, 30),  # noqa: DTZ001
    ],
)
def test_days(written: object) -> None:
    assert read("start", written) == FIFTH
    assert read("start", written, DAY_FIRST) == read("start", written, MONTH_FIRST) == FIFTH


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1er mai 2025", date(2025, 5, 1)),
        ("1 janv. 2025", date(2025, 1, 1)),
        ("1 jan 2025", date(2025, 1, 1)),
        ("15 août 2025", date(2025, 8, 15)),
        ("15 aout 2025", date(2025, 8, 15)),
        ("3 mrt 2025", date(2025, 3, 3)),
        ("3 Mär 2025", date(2025, 3, 3)),
        ("3. März 2025", date(2025, 3, 3)),
        ("2e maart 2025", date(2025, 3, 2)),
        ("9 déc. 2025", date(2025, 12, 9)),
        ("mar. 6 mai 2025", date(2025, 5, 6)),
        ("Mar 6, 2025", date(2025, 3, 6)),
        ("13/04/2025", date(2025, 4, 13)),
        ("04/13/2025", date(2025, 4, 13)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_more_days(written: str, day: date) -> None:
    assert read("start", written) == day


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2025",
        "29 février 2025",
        "13/13/2025",
        "2025/13/05",
        "05/05",
        "mai 2025",
        "mai 5 25",
        "5 mai",
        "5-5/2025",
        "lundi 6 mai 2025",
        "lundi",
        "bonjour 5 mai 2025",
        "5 brumaire 2025",
        "2025",
        "36525",
        "73416",
        36525,
        "2025-05-05 00:00:00+02:00",
        "2025-05-05T00:00:00Z",
        "05/05/2025 25:00",
        "dans 2 semaines",
        True,
    ],
)
def test_what_is_no_day(written: object) -> None:
    assert refused("start", written).reason == "not_a_day_here"


def test_a_day_that_may_be_two_needs_an_order() -> None:
    refusal = refused("start", "03/04/2025")
    assert (refusal.reason, refusal.allowed) == ("day_two_ways", ("2025-03-04", "2025-04-03"))
    assert read("start", "03/04/2025", DAY_FIRST) == date(2025, 4, 3)
    assert read("start", "03/04/2025", MONTH_FIRST) == date(2025, 3, 4)


def test_a_day_that_contradicts_its_column_is_none() -> None:
    assert refused("start", "04/13/2025", DAY_FIRST).reason == "not_a_day_here"
    assert refused("start", "13/04/2025", MONTH_FIRST).reason == "not_a_day_here"


@pytest.mark.parametrize(
    ("values", "possible", "needed"),
    [
        ([], {*DayOrder}, False),
        (["2025-04-03", "5 mai 2025", "05/05/2025", 45782, None, "soon"], {*DayOrder}, False),
        (["03/04/2025", "05/05/2025"], {*DayOrder}, True),
        (["03/04/2025", "13/04/2025"], {DAY_FIRST}, True),
        (["03/04/2025", "04/13/2025"], {MONTH_FIRST}, True),
        (["13/04/2025"], {DAY_FIRST}, False),
        (["13/04/2025", "04/13/2025", "03/04/2025"], set(), True),
        (["mar. 03/06/2025"], {DAY_FIRST}, False),
    ],
)
def test_the_orders_of_a_column(
    values: list[object], possible: set[DayOrder], needed: bool
) -> None:
    assert orders_possible(values) == possible
    assert order_needed(values) is needed


@SOME
@given(DAYS, st.sampled_from(LANGUAGES), st.sampled_from(["full", "long"]))
def test_any_day_as_a_language_writes_it_reads_back(day: date, language: str, form: str) -> None:
    written = format_date(day, form, locale=words(language).locale)
    assert read("start", written) == read("start", words(language).day(day)) == day


@SOME
@given(DAYS, st.sampled_from(DayOrder), st.sampled_from("./-"), st.booleans())
def test_any_day_in_numbers_reads_back(day: date, order: DayOrder, by: str, padded: bool) -> None:
    parts = [day.day, day.month] if order is DAY_FIRST else [day.month, day.day]
    written = by.join([*(f"{part:02}" if padded else str(part) for part in parts), str(day.year)])
    assert read("start", written, order) == day
    assert order in orders_possible([written])
    if not order_needed([written]):
        assert read("start", written) == day


@SOME
@given(DAYS)
def test_any_day_as_a_number_reads_back(day: date) -> None:
    assert read("start", (day - FIRST_SERIAL).days) == read("start", f"{day:%Y%m%d}") == day


def test_no_name_of_a_month_is_that_of_another() -> None:
    """Each name as the languages have it is found under its own number."""
    names = names_of_months()
    for language in LANGUAGES:
        for month in range(1, 13):
            written = format_date(date(2025, month, 1), "MMMM", locale=words(language).locale)
            assert read("start", f"3 {written} 2025") == date(2025, month, 3)
    assert sorted(set(names.values())) == list(range(1, 13))
    assert weekdays()["ma"] == {0, 1}
