"""A derived edition, made from an index."""

import json
from datetime import date
from decimal import Decimal

import pytest

from estimator.engine.tariffs.files import load
from tests.editions.conftest import Desk, frozen

OF_2025 = [
    "index",
    "--percent",
    "2.68",
    "--from",
    "2025-02-01",
    "--until",
    "2026-12-31",
    "--source",
    "convention-m25",
]


def test_index_of_2025_gives_the_edition_that_we_have(desk: Desk) -> None:
    desk.forget("2025-02-01")
    assert desk.run(*OF_2025, "--folder", str(desk.tariffs)) == 0
    assert desk.files() == frozen()
    assert "compared with the one of 1 February 2024" in desk.said


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    assert desk.run(*OF_2025, "--folder", str(desk.tariffs)) == 0
    assert desk.files() == frozen()


def test_derived_edition_is_marked_so(desk: Desk) -> None:
    made = ["index", "--percent", "2,1", "--from", "2027-01-01", "--folder", str(desk.tariffs)]
    assert desk.run(*made, "--page", "art. 2", "--json") == 0
    assert len(json.loads(desk.said)["fees"]) == 204
    book = load(desk.tariffs)
    edition = book.editions[date(2027, 1, 1)]
    assert (edition.status, edition.index_percent) == ("derived", Decimal("2.1"))
    assert edition.source == "convention-m25"
    multiplier = book.multiplier("560011", date(2027, 1, 1))
    assert (multiplier.multiplier, multiplier.fee) == (Decimal("1.310454"), None)
    assert (multiplier.status, multiplier.page) == ("derived", "art. 2")


@pytest.mark.parametrize("percent", ["268", "-1", "much", "NaN", ""])
def test_impossible_percentage_is_refused(desk: Desk, percent: str) -> None:
    folder = ["--folder", str(desk.tariffs)]
    assert desk.run("index", "--percent", percent, "--from", "2027-01-01", *folder) == 2
    assert "percent: " in desk.complained
    assert desk.files() == frozen()


def test_official_edition_is_not_replaced(desk: Desk) -> None:
    folder = ["--folder", str(desk.tariffs)]
    assert desk.run("index", "--percent", "2", "--from", "2024-02-01", *folder) == 2
    assert "official tariff of 2024-02-01 exists already" in desk.complained
    assert desk.files() == frozen()


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--from", "2024-01-01"], 2, "The tariff says nothing about this"),
        (["--from", "next year"], 2, "from: ‘next year’ is not a date"),
        (["--from", "2027-01-01", "--source", "nobody"], 1, "unknown source nobody"),
        (["--from", "2027-01-01", "--assumption", "none"], 1, "unknown assumption none"),
        ([], 2, "request not understood"),
    ],
)
def test_what_would_not_hold_is_refused(
    desk: Desk, options: list[str], code: int, told: str
) -> None:
    made = ["index", "--percent", "2", *options, "--folder", str(desk.tariffs)]
    assert desk.run(*made) == code
    assert told in desk.complained
    assert desk.files() == frozen()
