"""What was read of a list, as the page shows it before the estimate."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from estimator.environment import clock
from estimator.lists.columns.model import ListColumns
from estimator.lists.values.preview import preview
from estimator.locales import Words
from estimator.pages.advisor.lists import preview as shown
from tests.lists.paging import Paging
from tests.lists.tables import USUAL
from tests.lists.test_page import csv_of
from tests.pages.asking import bodies

ORDINARY = Path(__file__).parent / "ordinary"
DAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _on_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)


def given(name: str, language: str = "fr") -> Paging:
    """A page with one of the ordinary lists."""
    paging = Paging(language)
    paging.upload(name, (ORDINARY / name).read_bytes())
    return paging


def table_of(paging: Paging) -> str:
    """The table, with its marks."""
    return next(it for it in bodies(paging.app) if 'class="read' in it)


def test_theirs_stand_beside_ours() -> None:
    read = given("fr_semicolon.csv").read
    assert "Ligne 2" in read
    assert "courante → Pathologie courante" in read
    assert "40,00 € → 40,00 €" in read
    assert "Fa → Pathologie aiguë de la liste F (Fa)" in read
    assert "05/05/2025 → 5 mai 2025" in read
    assert "Une cellule vide prend la valeur habituelle" in read


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "À corriger – BIM : « peut-être »"),
        ("nl", "Te verbeteren – BIM:"),
        ("de", "Zu berichtigen – BIM:"),
        ("en", "To be corrected – BIM:"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(language: str, told: str) -> None:
    assert told in given("fr_wrong_rows.csv", language).read


def test_what_may_be_written_is_named_as_a_list_may_have_it() -> None:
    assert "Choisissez parmi : oui, non." in given("fr_wrong_rows.csv").read


def test_the_preview_ends_with_the_run() -> None:
    paging = given("fr_semicolon.csv")
    assert paging.say("list_mend.read") in paging.read
    paging.press("list_page.start")
    paging.wait()
    assert paging.say("list_mend.read") not in paging.read


def test_a_list_without_a_start_begins_today() -> None:
    bare = {name: text for name, text in USUAL.items() if name != "start"}
    paging = Paging("fr")
    paging.upload("list.csv", csv_of([bare]))
    assert "Aucune colonne ne dit quand le traitement commence" in paging.read
    assert "le 1 juin 2026" in paging.read.replace("1er", "1")


def test_an_empty_start_is_today() -> None:
    paging = Paging("en")
    paging.upload("list.csv", csv_of([USUAL, USUAL | {"start": ""}]))
    assert "Where the column “start” is empty, today’s date counts: 1 June 2026." in paging.read


def test_one_answer_for_all_is_said() -> None:
    paging = given("fr_no_bim.csv", "en")
    paging.choose(paging.say("list_page.which.bim"), ("", "false"))
    said = "For the whole list – Increased reimbursement (BIM): no"
    assert paging.read.count(said) == 2  # among the columns, and before the run


def test_what_an_empty_cell_means_is_said_of_its_column() -> None:
    paging = given("nl_marks.csv", "en")
    paging.choose(paging.say("list_columns.empty", column="VT"), "false")
    assert "An empty cell in the column “VT” means: no" in paging.read
    assert "(empty) → no" in paging.read


def test_an_empty_cell_may_stay_without_an_answer() -> None:
    paging = given("nl_marks.csv", "en")
    paging.choose(paging.say("list_columns.empty", column="VT"), "")
    assert paging.say("list_page.start") in paging.buttons
    assert "To be corrected – VT:" in paging.read


def test_many_columns_make_cards() -> None:
    assert 'class="read labelled"' in table_of(given("fr_semicolon.csv"))
    assert 'class="read cards labelled"' in table_of(given("fr_earlier_sessions.csv"))


def test_a_long_list_shows_ten_rows_of_it() -> None:
    paging = Paging("en")
    paging.upload("list.csv", csv_of([USUAL | {"sessions": str(n)} for n in range(1, 31)]))
    assert table_of(paging).count('<th scope="row"') == 10


def test_it_is_read_once_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def read(rows: Any, columns: ListColumns, words: Words, situations: Any) -> Any:
        asked.append(words.language)
        return preview(rows, columns, words, situations)

    monkeypatch.setattr(shown, "preview", read)
    paging = given("fr_semicolon.csv")
    paging.run()
    paging.speak("nl")
    paging.run()
    assert asked == ["fr", "nl"]
    paging.choose(paging.say("list_page.meaning", column="Lieu"), "")
    assert asked == ["fr", "nl", "nl"]
