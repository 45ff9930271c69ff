"""How old the tariffs are: the edition in use, and the sources to look at again."""

import json
from datetime import date

import pytest

from estimator import TariffGap
from estimator.editions.freshness import edition_in_use, in_use_sentence
from estimator.locales import LANGUAGES, words
from tests import shipped
from tests.editions.conftest import Desk
from tests.engine.cases import BOOK
from tests.frozen import FROZEN

SOURCES = (FROZEN / "sources.csv").read_text(encoding="utf-8").splitlines()
#: The frozen data are reviewed before these days.
FIRST_REVIEW, LAST_REVIEW = "2027-01-15", "2027-06-30"


@pytest.mark.parametrize(
    ("day", "first_day", "past", "known"),
    [
        ("2024-01-31", "2024-01-01", False, False),
        ("2024-02-01", "2024-02-01", False, False),
        ("2025-02-01", "2025-02-01", False, True),
        ("2026-12-31", "2025-02-01", False, True),
        ("2027-01-01", "2025-02-01", True, True),
    ],
)
def test_edition_in_use(day: str, first_day: str, past: bool, known: bool) -> None:
    found = edition_in_use(BOOK, date.fromisoformat(day))
    assert (str(found.first_day), found.past) == (first_day, past)
    assert (found.known_until is not None) is known


def test_no_edition_before_the_first() -> None:
    with pytest.raises(TariffGap):
        edition_in_use(BOOK, date(2023, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2024-01-01", "2026-11-22", "2027-01-01"])
def test_it_is_one_sentence_in_each_language(language: str, day: str) -> None:
    sentence = in_use_sentence(BOOK, date.fromisoformat(day), words(language))
    first_day = edition_in_use(BOOK, date.fromisoformat(day)).first_day
    assert words(language).day(first_day) in sentence


def test_every_source_has_a_day_of_review_after_its_check() -> None:
    for source in shipped.BOOK.sources.values():
        assert source.checked_on < source.review_by


def test_nothing_is_overdue_up_to_the_day_of_review(desk: Desk) -> None:
    assert desk.run("check", "--today", FIRST_REVIEW) == 0
    assert "No faults in 3 tariffs." in desk.said
    assert "Please note: the tariff of 1 February 2025 is known only until 31 December" in desk.said


def test_past_review_fails_with_file_and_line(desk: Desk) -> None:
    assert desk.run("check", "--today", "2027-01-16") == 1
    line = next(n for n, it in enumerate(SOURCES, 1) if it.startswith("convention-m25,"))
    told = f"sources.csv:{line}: convention-m25 was to be reviewed by 15 January 2027: "
    assert told in desk.said
    assert "price-blog-2025" not in desk.said


def test_in_the_end_every_source_is_overdue(desk: Desk) -> None:
    assert desk.run("check", "--today", "2027-07-01", "--json") == 1
    assert [it["line"] for it in json.loads(desk.said)] == list(range(2, len(SOURCES) + 1))


def test_without_a_day_no_clock_is_read(desk: Desk) -> None:
    assert desk.run("check") == 0
    assert desk.said == "No faults in 3 tariffs.\n"


def test_a_day_that_is_none_is_refused(desk: Desk) -> None:
    assert desk.run("check", "--today", "tomorrow") == 2
    assert desk.complained.startswith("today: ‘tomorrow’ is not a date")
