"""What is wrong in a list, by kind, as the page shows it."""

from pathlib import Path

import pytest

from estimator.pages.advisor.lists import errors
from tests.lists.paging import Paging
from tests.lists.tables import USUAL
from tests.lists.test_page import csv_of

ORDINARY = Path(__file__).parent / "ordinary"
WRONG = {"sessions": "0", "bim": "perhaps", "start": "never"}


def estimated(name: str, content: bytes, language: str = "fr") -> Paging:
    """A list with its result."""
    paging = Paging(language)
    paging.upload(name, content)
    paging.press("list_page.start")
    paging.wait()
    return paging


def ordinary(name: str, language: str = "fr") -> Paging:
    """The result of one of the ordinary lists."""
    return estimated(name, (ORDINARY / name).read_bytes(), language)


def test_each_kind_has_its_rows_lines_and_example() -> None:
    read = ordinary("fr_wrong_rows.csv").read
    sessions = "Colonne « Séances » : « beaucoup » ne convient pas."
    bim = "Colonne « BIM » : « peut-être » n'est pas une réponse possible."
    day = "Colonne « Début » : « 31/09/2025 » n'est pas une date que nous pouvons lire."
    assert read.index(sessions) < read.index(bim) < read.index(day)
    assert "Nombre de lignes 2 Premières lignes 3, 5" in read
    assert "beaucoup → 1 … 400" in read
    assert "peut-être → oui" in read
    assert "31/09/2025 → 31/01/2026" in read


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("fr", "Un exemple qui convient"),
        ("nl", "Een voorbeeld dat past"),
        ("de", "Ein Beispiel, das passt"),
        ("en", "An example that would do"),
    ],
)
def test_in_every_language(language: str, head: str) -> None:
    assert head in ordinary("fr_wrong_rows.csv", language).read


def test_values_are_named_as_a_list_may_have_them() -> None:
    read = ordinary("nl_f_list.csv", "nl").read
    assert "Kolom “Aandoening”: ‘lijst F’" in read or "F-lijst" in read
    assert "Acute aandoening van de F-lijst (Fa)" in read
    assert "knieprothese" not in read


def test_many_rows_of_a_kind_are_counted() -> None:
    read = estimated("list.csv", csv_of([USUAL | {"sessions": "0"}] * 12_000), "en").read
    assert "Rows 12,000 First lines 2, 3, 4 …" in read


def test_all_errors_of_a_row_are_told() -> None:
    read = estimated("list.csv", csv_of([USUAL | WRONG]), "en").read
    for name in WRONG:
        assert f"Column “{name}”" in read


def test_only_so_many_kinds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "MOST_KINDS", 1)
    read = estimated("list.csv", csv_of([USUAL | WRONG]), "en").read
    assert "And 2 more kinds of errors." in read
    assert "Column “start”" not in read


def test_nothing_is_told_of_a_good_list() -> None:
    paging = ordinary("fr_semicolon.csv")
    assert paging.say("list_mend.kinds") not in paging.read
    assert paging.say("advisor.errors.where") not in paging.read
    assert paging.say("list_mend.title") not in paging.read
