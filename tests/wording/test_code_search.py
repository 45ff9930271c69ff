"""Words of everyday language lead to codes; the words themselves are handed in."""

from datetime import date

import pytest

from estimator.engine.model.tariff_book import Code
from estimator.environment.tariffs_in_use import tariffs
from estimator.wording.search.codes import codes_found, found_in
from estimator.wording.search.matching import Index, plain_words

DAY = date(2025, 5, 5)
INDEX = Index(
    {
        "560011": ["560011", "Séance", "mal de dos", "Rücken", "gewone rug"],
        "560652": ["560652", "Séance", "sclérose en plaques", "dossier"],
        "639170": ["639170", "Fahrt"],
    }
)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("dos", ["560011"]),
        ("DOS", ["560011"]),
        ("rucken", ["560011"]),
        ("Rückenschmerzen", ["560011"]),
        ("rug", ["560011"]),
        ("séance", ["560011", "560652"]),
        ("seance dos", ["560011"]),
        ("séance inconnue", ["560011", "560652"]),
        ("sclér", ["560652"]),
        ("5606", ["560652"]),
        ("56", ["560011", "560652"]),
        ("639170", ["639170"]),
        ("6391701", []),
        ("639170123", []),
        ("Rückens", ["560011"]),
        ("do", []),
        ("dso", []),
        ("ruken", ["560011"]),
        ("dosier", ["560652"]),
        ("Rückfahrt", ["639170"]),
        ("xyzzy", []),
        ("", []),
        ("…", []),
    ],
)
def test_words_lead_to_codes(asked: str, codes: list[str]) -> None:
    assert list(found_in(INDEX, asked)) == codes


def test_an_empty_index_finds_nothing() -> None:
    assert found_in(Index({}), "dos") == ()


def test_words_lose_capitals_accents_and_ligatures() -> None:
    assert plain_words("L'Épaule, Größe_2 !") == ("l", "epaule", "grosse", "2")
    assert plain_words("Lymphœdème, ÆON") == ("lymphoedeme", "aeon")


@pytest.mark.parametrize(
    "asked",
    ["lymphe", "Lymphe", "lymfe", "lymphoedeme", "lymphoedème", "Lymphödem", "lymfoedem", "edema"],
)
def test_drainage_of_lymphoedema_is_found(asked: str) -> None:
    services = {code.service for code in found(asked)}
    assert {"lymphoedema_45", "lymphoedema_60", "lymphoedema_120"} <= services


@pytest.mark.parametrize("asked", ["plancher pelvien", "bekkenbodem", "Beckenboden", "pelvic flor"])
def test_the_pelvic_floor_is_found(asked: str) -> None:
    assert {code.group for code in found(asked)} == {"perinatal"}


def found(asked: str) -> list[Code]:
    """The codes found in the tariff of a day."""
    return [tariffs().book.code(code, DAY) for code in codes_found(tariffs().book, DAY, asked)]
