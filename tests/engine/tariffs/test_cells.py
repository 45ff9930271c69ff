"""Words and bounds of the cells: a typo is found before it makes a code vanish."""

from pathlib import Path

import pytest

from estimator.engine.model.errors import Problem
from tests.engine.tariffs.folder import SHEET_2024, Folder

PRACTICE = "567011,"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ambulatory", "ambulant"),
        ("practice", "practise"),
        (",current,session", ",curent,session"),
        ("session", "sesion"),
        ("confirmed", "sure"),
    ],
)
def test_word_that_no_column_knows(folder: Folder, old: str, new: str) -> None:
    line = folder.replace(SHEET_2024, PRACTICE, old, new)
    assert (SHEET_2024, line) in folder.places()


@pytest.mark.parametrize(
    ("file", "start", "old"),
    [
        ("editions.csv", "2025-02-01", "derived"),
        ("reductions.csv", "2025-01-01", "published"),
        ("multipliers/2024-01-01.csv", PRACTICE, "official"),
        ("maf.csv", "2024,12681.18", "published"),
        ("history.csv", "2020-01-01,2021-12-31,heavy,48", "official"),
    ],
)
def test_status_that_is_none(folder: Folder, file: str, start: str, old: str) -> None:
    folder.only(file, folder.replace(file, start, old, "certain"), "status: 'certain' is none of")


def test_reduction_of_more_than_everything(folder: Folder) -> None:
    line = folder.replace("reductions.csv", "2025-05-01", ",25,", ",101,")
    folder.only("reductions.csv", line, "percent is over 100")


def test_travel_given_back_more_than_once(folder: Folder) -> None:
    line = folder.replace("travel.csv", "2025-02-01,639111", ",100,100,", ",100,101,")
    folder.only("travel.csv", line, "reimbursed_percent_not_bim is over 100")


def test_edition_known_until_before_it_begins(folder: Folder) -> None:
    line = folder.replace("editions.csv", "2025-02-01", "2026-12-31", "2025-01-31")
    folder.only("editions.csv", line, "known_until 2025-01-31 is before first_day")


def test_fee_known_until_before_it_begins(folder: Folder) -> None:
    start = "2020-01-01,2021-12-31,heavy,48"
    line = folder.replace("history.csv", start, "2021-12-31", "2019-12-31")
    folder.only("history.csv", line, "known_until 2019-12-31 is before first_day")


def test_travel_code_without_amount(folder: Folder) -> None:
    for first_day in ("2024-01-01", "2025-02-01"):
        folder.remove("travel.csv", f"{first_day},639192")
    line = folder.line_of(SHEET_2024, "639192,")
    folder.only(SHEET_2024, line, "travel code 639192 has no row in travel.csv")


@pytest.mark.parametrize("written", ["1_0", " 5", "1e4", "٣", "-1", "+1"])
def test_number_written_oddly(folder: Folder, written: str) -> None:
    file = "multipliers/2025-02-01.csv"
    line = folder.replace(file, PRACTICE, "1.283500", written)
    assert Problem(file, line, f"multiplier: {written!r} is no number") in folder.problems()


def test_the_frozen_tariffs_stay_as_they_are(tmp_path: Path, folder: Folder) -> None:
    assert folder.path.is_relative_to(tmp_path)
    assert folder.problems() == []
