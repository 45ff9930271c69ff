"""Every code of a day, found by words, compared and downloaded."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from estimator import tariffs
from estimator.cli.main import main
from estimator.editions.nomensoft.comparison import fingerprint
from estimator.engine.tariffs.files import load
from estimator.environment import clock
from estimator.environment.tariff_folder import FOLDER
from estimator.locales import LANGUAGES, words
from estimator.pages.tariffs import code_rows
from estimator.wording.spreadsheet import codes_csv
from tests.frozen import FROZEN
from tests.pages.asking import plain
from tests.pages.reading import Reading

FEBRUARY_2025, JUNE_2025 = date(2025, 2, 1), date(2025, 6, 2)


@pytest.fixture
def reading() -> Reading:
    return Reading("tariffs")


def shown(reading: Reading) -> str:
    """The codes that the page shows, the folded ones too."""
    return next(body for body in reading.bodies if body.startswith('<details id="practice"'))


def test_all_codes_stand_in_tables_with_caption_and_heads(reading: Reading) -> None:
    tables = shown(reading)
    assert tables.count('scope="row"') == 209
    assert tables.count("<caption>") == 54
    assert "560011 Séance, pathologie courante, séances 10 à 18, 30 minutes" in reading.read
    assert "30,80 €" in reading.read


def test_a_day_before_the_index_has_other_amounts(reading: Reading) -> None:
    reading.answer(tariffs_day=date(2024, 1, 1))
    assert "28,60 €" in reading.read
    assert "en vigueur le 1er janvier 2024" in reading.read


def test_codes_are_folded_away_until_they_are_asked_for(reading: Reading) -> None:
    tables = shown(reading)
    assert tables.count("<details") == 63
    assert tables.count(" open>") == 0
    assert "Cabinet du kinésithérapeute (27 codes)" in plain(tables)
    assert "Pathologie courante (5 codes)" in plain(tables)


@pytest.mark.parametrize(("asked", "opened"), [("560011", 1), ("5670", 3), ("dos", 1)])
def test_what_was_found_is_in_sight(reading: Reading, asked: str, opened: int) -> None:
    """Everything if it is little, else the first setting."""
    reading.answer(tariffs_search=asked)
    found = shown(reading)
    assert found.count(" open>") == opened
    assert found.index(" open>") < found.index("</summary>")


def test_the_head_says_the_tariff_of_the_day_chosen(reading: Reading) -> None:
    reading.answer(tariffs_day=date(2024, 1, 15))
    assert "Tarif du 1er janvier 2024, en vigueur jusqu'au 31 janvier 2024." in reading.read
    reading.answer(tariffs_day=date(2027, 1, 1))
    assert "n'est connu que jusqu'au 31 décembre 2026" in reading.warnings[0]


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2100, 1, 1)])
def test_a_day_without_tariff_is_refused(reading: Reading, day: date) -> None:
    reading.answer(tariffs_day=day)
    assert "hors de la période" in reading.errors[0]
    assert "567011" not in reading.read


def test_no_day_no_table(reading: Reading) -> None:
    assert "567011" not in reading.answer(tariffs_day=None).read


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", ["rug", "Rücken", "back", "dos"])
def test_everyday_words_lead_to_the_current_codes(language: str, asked: str) -> None:
    reading = Reading("tariffs", language).answer(tariffs_search=asked)
    table = shown(reading)
    assert "567011" in table
    assert "560652" not in table


def test_words_that_lead_nowhere(reading: Reading) -> None:
    reading.answer(tariffs_search="xyzzy")
    assert reading.infos[0].startswith("Aucun code ne correspond")


def test_what_changes_between_two_tariffs(reading: Reading) -> None:
    assert "205 changements entre le 1er février 2024 et le 1er février 2025." in reading.read
    reading.answer(tariffs_before=date(2024, 1, 1), tariffs_after=date(2024, 2, 1))
    assert "144 changements entre" in reading.read
    reading.answer(tariffs_before=date(2024, 2, 1))
    assert "Rien ne change entre ces deux tarifs." in reading.read


def test_a_change_of_the_reduction_is_listed_too(reading: Reading) -> None:
    reading.answer(tariffs_before=date(2025, 1, 1), tariffs_after=date(2025, 5, 1))
    assert "Remboursement en moins chez un kiné non conventionné" in reading.read
    assert "25 %" in reading.read
    assert "M/25" in reading.read


@pytest.mark.parametrize(
    ("language", "delimiter", "fee"), [("fr", ";", "30,80"), ("en", ",", "30.80")]
)
def test_the_csv_holds_every_code(language: str, delimiter: str, fee: str) -> None:
    text = codes_csv(words(language), tariffs().book, FEBRUARY_2025).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    assert len(rows) == 210
    (row,) = (row for row in rows if row[0] == "560011")
    assert row[3:5] == ["2025-02-01", fee]


def csv_row(code: str, day: date) -> list[str]:
    """The amounts and the certainty of a code in the French CSV."""
    text = codes_csv(words("fr"), tariffs().book, day).decode("utf-8-sig")
    (row,) = (row for row in csv.reader(io.StringIO(text), delimiter=";") if row[0] == code)
    return row[4:-1]


@pytest.mark.parametrize(
    ("code", "day", "amounts"),
    [
        # fee, reimbursed, reimbursed with BIM, left at a non-conventioned kiné from … to, certainty
        ("567011", JUNE_2025, ["30,80", "24,55", "28,30", "12,38", "12,38", "calculé"]),
        ("564211", JUNE_2025, ["27,72", "27,72", "27,72", "0,00", "0,00", "supposé"]),
        # Past the limit a kiné asks what a normal session costs: 30.80 − 3.66 are left.
        ("560055", JUNE_2025, ["11,12", "4,87", "8,62", "27,14", "27,14", "calculé"]),
        (
            "567011",
            date(2027, 2, 1),
            ["30,80", "24,55", "28,30", "6,25", "12,38", "dernier tarif connu"],
        ),
        ("567011", date(2024, 2, 1), ["30,00", "23,75", "27,50", "6,25", "6,25", "officiel"]),
    ],
)
def test_each_patient_has_the_price_of_the_engine(code: str, day: date, amounts: list[str]) -> None:
    assert csv_row(code, day) == amounts


@pytest.mark.parametrize(
    ("code", "day", "cells"),
    [
        ("567011", JUNE_2025, ["30,80", "24,55", "28,30", "12,38", "calculé"]),
        ("564211", JUNE_2025, ["27,72", "27,72", "27,72", "0,00", "supposé"]),
        ("567011", date(2027, 2, 1), ["30,80", "24,55", "28,30", "6,25 € à 12,38", "dernier"]),
    ],
)
def test_the_rows_of_the_page_say_the_same(code: str, day: date, cells: list[str]) -> None:
    period = code_rows.period_of(day)
    row = code_rows.rows_on("fr", period)[code]
    shown_cells = [plain(cell) for cell in row[1:-1]]
    assert len(shown_cells) == len(cells)
    assert all(cell in told for cell, told in zip(cells, shown_cells, strict=True))


def test_the_tables_are_made_once(reading: Reading) -> None:
    day = date(2025, 6, 2)
    assert code_rows.all_tables("fr", day) is code_rows.all_tables("fr", day)


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """The page on tariffs whose newest edition was compared with NomenSoft."""

    def record(same: int) -> None:
        folder = Path(shutil.copytree(FROZEN, tmp_path / f"tariffs{same}"))
        amounts = fingerprint(load(folder), FEBRUARY_2025)
        with (folder / "nomensoft.csv").open("a", encoding="utf-8") as table:
            table.write(f"2025-02-01,2026-11-01,{same},204,{amounts}\n")
        main(["tariffs", "rows", "--folder", str(folder)])
        monkeypatch.setenv(FOLDER, str(folder))
        tariffs.cache_clear()

    yield record
    monkeypatch.undo()
    tariffs.cache_clear()


def test_a_comparison_with_nomensoft_is_told_on_its_edition(
    recorded: Callable[[int], None],
) -> None:
    assert "NomenSoft" not in Reading("tariffs").read
    recorded(204)
    reading = Reading("tariffs")
    assert "concordent avec NomenSoft" in reading.read
    assert "le 1er novembre 2026 : 204 codes sur 204" in reading.read
    assert "NomenSoft" not in reading.answer(tariffs_day=date(2024, 3, 1)).read
    recorded(190)
    said = Reading("tariffs", "nl").read
    assert "op 1 november 2026: 190 van de 204 codes hebben dezelfde bedragen" in said


def test_the_tariff_in_use_is_said_calmly_then_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    calm = Reading("tariffs")
    assert "du 1er février 2025, connu jusqu'au 31 décembre 2026" in calm.read
    assert not calm.warnings
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 1))
    loud = Reading("tariffs")
    assert "n'est connu que jusqu'au 31 décembre 2026" in loud.warnings[0]
