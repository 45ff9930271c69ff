"""Heads in four languages lead to what they mean, however they are written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.case import FIELDS
from estimator.lists.columns.heads import (
    OF_A_RESULT,
    claimed_by,
    claims,
    known_heads,
    meanings_of,
    near_meanings,
    synonyms,
)
from estimator.lists.columns.model import MEANINGS, PLAN_COLUMNS
from estimator.lists.columns.normal import normal_head
from estimator.locales import LANGUAGES, words

HEADS = [(meaning, head) for meaning in MEANINGS for head in dict.fromkeys(synonyms(meaning))]
#: Heads that may mean two things: the values decide, or the person.
TWO_MEANINGS = {
    "aandoening": {"condition", "pathology"},
    "erkrankung": {"condition", "pathology"},
    "condition": {"condition", "pathology"},
    "statut": {"bim", "conventioned"},
    "statuut": {"bim", "conventioned"},
    "status": {"bim", "conventioned"},
    "first session": {"first_session", "start"},
}


def bare(text: str) -> str:
    """A text without accents."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def test_only_these_heads_mean_two_things() -> None:
    assert {head: set(it) for head, it in claims().items() if len(it) > 1} == TWO_MEANINGS


@pytest.mark.parametrize("meaning", FIELDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_meaning_has_heads_in_every_language(meaning: str, language: str) -> None:
    assert all(words(language)(f"heads.{meaning}").split("|"))


@given(
    head=st.sampled_from(HEADS),
    unit=st.sampled_from(["", " (€)", " (EUR)", " (oui/non)", " [ja/nee]", " :", " ?", "\n"]),
    capitals=st.booleans(),
    accents=st.booleans(),
)
def test_a_synonym_leads_to_its_meaning(
    head: tuple[str, str], unit: str, capitals: bool, accents: bool
) -> None:
    meaning, text = head
    written = (text if accents else bare(text)) + unit
    assert meaning in claimed_by(written.upper() if capitals else written) or text in FIELDS
    assert normal_head(written) in known_heads()


@pytest.mark.parametrize("name", FIELDS)
def test_our_own_name_means_nothing_else(name: str) -> None:
    assert claimed_by(name) == {name}


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("Prix (€)", "fee"),
        ("PRIX", "fee"),
        ("  Séances ", "sessions"),
        ("Séances (par semaine)", "per_week"),
        ("BIM (oui/non)", "bim"),
        ("BIM\n(yes/no)", "bim"),
        ("VT ?", "bim"),
        ("Erhöhte Kostenerstattung", "bim"),
        ("Début", "start"),
        ("Pathologie / Aandoening", "pathology"),
        ("Conventionné | Geconventioneerd", "conventioned"),
        ("N° séances", "sessions"),
        ("Prijs per zitting", "fee"),
    ],
)
def test_a_head(head: str, meaning: str) -> None:
    assert meanings_of([head])[head] == {meaning}


@pytest.mark.parametrize(
    "head",
    [
        "Dossier",
        "NISS",
        "Nom",
        "Remarques",
        "Téléphone",
        "Opmerkingen",
        "Naam",
        "",
        "(C)",
        "Adresse",
    ],
)
def test_a_head_that_says_nothing(head: str) -> None:
    assert claimed_by(head) == frozenset()
    assert near_meanings(head) == ()


@pytest.mark.parametrize("head", sorted(OF_A_RESULT))
def test_columns_of_an_earlier_result_say_nothing(head: str) -> None:
    assert claimed_by(head) == frozenset()


def test_heads_of_a_plan_count_beside_a_plan() -> None:
    heads = ["Plan", "Aandoening", "Pathologie", "Patient"]
    found = meanings_of(heads)
    assert [set(found[head]) for head in heads] == [
        {"plan"},
        {"condition"},
        {"pathology"},
        {"person"},
    ]
    alone = meanings_of(heads[1:])
    assert [set(alone[head]) for head in heads[1:]] == [{"pathology"}, {"pathology"}, set()]


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("Seanes", "sessions"),
        ("Pathologi", "pathology"),
        ("Date", "start"),
        ("Datum", "start"),
        ("Montant facturé", "fee"),
        ("Prix total", "fee"),
    ],
)
def test_a_head_that_is_nearly_known(head: str, meaning: str) -> None:
    assert near_meanings(head)[0] == meaning
    assert not claimed_by(head)


@given(st.sampled_from([head for head in claims() if len(head) > 4]), st.data())
def test_a_slip_is_near(head: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(head) - 1))
    written = head[:place] + "q" + head[place:]
    meanings = claims()[head] - set(PLAN_COLUMNS)
    assert meanings <= {*near_meanings(written)} or not meanings
