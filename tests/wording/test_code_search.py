"""Words of everyday language lead to codes; the words themselves are handed in."""

import pytest

from estimator.wording.code_search import Index, plain_words

INDEX = Index(
    {
        "560011": ["Séance", "mal de dos", "Rücken", "gewone rug"],
        "560652": ["Séance", "sclérose en plaques", "dossier"],
        "639170": ["Fahrt"],
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
        ("do", []),
        ("xyzzy", []),
        ("", []),
        ("…", []),
    ],
)
def test_words_lead_to_codes(asked: str, codes: list[str]) -> None:
    assert list(INDEX.find(asked)) == codes


def test_an_empty_index_finds_nothing() -> None:
    assert Index({}).find("dos") == ()


def test_words_lose_capitals_and_accents() -> None:
    assert plain_words("L'Épaule, Größe_2 !") == ("l", "epaule", "grosse", "2")
