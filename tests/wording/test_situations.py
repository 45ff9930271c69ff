"""Conditions are found by the words that people type, and told in words of their language."""

import re
from collections.abc import Iterator

import pytest

from estimator.engine.model.tariff_book import TariffBook
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import LANGUAGES, words
from estimator.wording.situations import (
    TWIN,
    candidates,
    family_label,
    label_of,
    search_keys,
)

#: As people type them, with the group that must be among the first three: in French, Dutch,
#: German and English; written right, and misspelt.
WRITTEN_RIGHT = [
    ("fr", "nouveau genou", "fa"),
    ("fr", "fibro", "fb"),
    ("fr", "accouchement", "perinatal"),
    ("fr", "mal de dos", "current"),
    ("fr", "chute", "fb"),
    ("fr", "œdème", "fb"),
    ("fr", "ma mère est en fin de vie", "palliative"),
    ("fr", "AVC", "heavy"),
    ("fr", "BPCO", "heavy"),
    ("fr", "hôpital de jour", "day_hospital"),
    ("fr", "accident de moto", "fa_polytrauma"),
    ("nl", "knie", "current"),
    ("nl", "knie", "fa"),
    ("nl", "heup", "current"),
    ("nl", "heup", "fa"),
    ("nl", "val", "fb"),
    ("nl", "Long", "current"),
    ("nl", "lymfoedeem", "fb"),
    ("nl", "lymfoedeem", "heavy"),
    ("nl", "tennisarm", "current"),
    ("nl", "polsbreuk", "current"),
    ("nl", "polsbreuk", "fa"),
    ("de", "Kniegelenk", "current"),
    ("de", "Kniegelenk", "fa"),
    ("de", "Rückenschmerzen", "current"),
    ("de", "Schlaganfall", "heavy"),
    ("de", "Knie OP", "fa"),
    ("en", "my hip", "fa"),
    ("en", "back pain", "current"),
    ("en", "consultative exam", "consultative_exam"),
]
MISSPELT = [
    ("fr", "nouvo genou", "fa"),
    ("fr", "fibromialgie", "fb"),
    ("fr", "acouchement", "perinatal"),
    ("fr", "siatique", "current"),
    ("fr", "lombago", "current"),
    ("fr", "mucovicidose", "heavy"),
    ("fr", "oedeme", "fb"),
    ("fr", "protese de la anche", "fa"),
    ("fr", "tendinite epaule", "current"),
    ("fr", "parkinsson", "heavy"),
    ("fr", "plancher pelvein", "perinatal"),
    ("fr", "algodistrofie", "fa"),
    ("nl", "heupprotese", "fa"),
    ("nl", "hernea", "current"),
    ("nl", "lymfoedem", "heavy"),
    ("nl", "beroete", "heavy"),
    ("nl", "chronische vermoeidhijd", "fb"),
    ("nl", "evenwigt", "fb"),
    ("nl", "bevaling", "perinatal"),
    ("nl", "paliatief", "palliative"),
    ("nl", "enkel verzwickt", "current"),
    ("de", "Rueckenschmerzen", "current"),
    ("de", "Bandscheibenvorfal", "current"),
    ("de", "Huefte", "fa"),
    ("de", "Fibromialgie", "fb"),
    ("de", "Entbinndung", "perinatal"),
    ("en", "brocken wrist", "current"),
    ("en", "lymphedma", "fb"),
    ("en", "fibromialgia", "fb"),
]
SEARCHES = WRITTEN_RIGHT + MISSPELT
FIRST = 3


@pytest.fixture
def book() -> TariffBook:
    return tariffs().book


def groups(book: TariffBook, language: str, typed: str) -> list[str]:
    return [it.group for it in candidates(words(language), book, typed)[:FIRST]]


@pytest.mark.parametrize(("language", "typed", "group"), SEARCHES)
def test_what_people_type_finds_their_group(
    book: TariffBook, language: str, typed: str, group: str
) -> None:
    assert group in groups(book, language, typed)


def test_a_query_in_another_language_finds_the_same(book: TariffBook) -> None:
    for language, typed, _ in SEARCHES:
        assert len({tuple(groups(book, page, typed)) for page in LANGUAGES}) == 1, (language, typed)


@pytest.mark.parametrize("typed", ["", "…", "de la", "xyzzy", "gen", "9999"])
def test_what_means_nothing_finds_nothing(book: TariffBook, typed: str) -> None:
    assert candidates(words("fr"), book, typed) == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("fa-5", "fa-5"), ("FA 5", "fa-5"), ("e-h-1", "e-h-1"), ("co-3-2-6-2", "co-3-2-6-1")],
)
def test_a_code_finds_its_family_alone(book: TariffBook, typed: str, code: str) -> None:
    assert [it.code for it in candidates(words("nl"), book, typed)] == [code]


def test_a_candidate_has_all_codes_of_its_family(book: TariffBook) -> None:
    (meniscus, operated) = candidates(words("fr"), book, "ménisque")
    assert meniscus.codes == ("co-3-2-6-1", "co-3-2-6-2", "co-3-2-6-3")
    assert operated.codes == ("fa-1",)


def test_all_words_count(book: TariffBook) -> None:
    found = [it.code for it in candidates(words("en"), book, "ankle sprain")]
    assert found[0] == "co-3-3-3-1"


def test_whose_condition_it_is_says_nothing(book: TariffBook) -> None:
    assert candidates(words("fr"), book, "ma mère est à la maison") == ()


def test_a_long_query_is_read_from_its_beginning(book: TariffBook) -> None:
    assert candidates(words("nl"), book, "knie " + "x" * 100_000)[0].code == "co-3-2-99-1"


def test_a_condition_on_both_heavy_lists_is_shown_once(book: TariffBook) -> None:
    found = [it.code for it in candidates(words("en"), book, "cystic fibrosis")]
    assert "eb-8" in found
    assert "e-j-1" not in found


def test_no_more_candidates_than_asked_for(book: TariffBook) -> None:
    assert len(candidates(words("nl"), book, "knie")) == 6
    assert len(candidates(words("nl"), book, "knie", most=2)) == 2


def test_without_a_diagnosis_none_is_put_forward(book: TariffBook) -> None:
    first, *_ = candidates(words("fr"), book, "genou")
    assert first.label == "Genou\N{NO-BREAK SPACE}: autre problème"


def test_a_side_is_told(book: TariffBook) -> None:
    label = "Knie: meniscus"
    assert label_of(words("nl"), book, "co-3-2-6-1") == f"{label}, links"
    assert label_of(words("nl"), book, "co-3-2-6-2") == f"{label}, rechts"
    assert label_of(words("nl"), book, "co-3-2-6-3") == f"{label}, beide kanten"


def test_what_has_no_side_has_its_name_alone(book: TariffBook) -> None:
    assert label_of(words("en"), book, "co-1-3-5-0") == "Lower back: sciatica"
    assert label_of(words("en"), book, "co-0-0-0-0").startswith("Common problem")
    assert label_of(words("en"), book, "e-h-1") == label_of(words("en"), book, "eb-6-1")


def test_an_unknown_code_is_an_error(book: TariffBook) -> None:
    with pytest.raises(KeyError):
        label_of(words("fr"), book, "fa-99")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_family_is_named_and_found_in_every_language(book: TariffBook, language: str) -> None:
    said = words(language)
    for family in families(book):
        label = family_label(said, family)
        assert 0 < len(label) <= 120
        (found,) = candidates(said, book, codes_of(book, family)[0])
        assert found.codes == tuple(codes_of(book, family))
        assert all((found.label == label, found.approval, found.sessions))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_conditions_have_two_names(book: TariffBook, language: str) -> None:
    names = [family_label(words(language), it) for it in families(book) if it not in TWIN]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_condition_has_words_that_people_use(book: TariffBook, language: str) -> None:
    searched = [it for it in families(book) if it not in TWIN]
    said = words(language)
    assert [it for it in searched if not any(key in said for key in search_keys(it))] == []


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("fa-1", "60"),
        ("fa-16", "120"),
        ("fb-57", "60"),
        ("fb-57", "80"),
        ("m-1", "9"),
        ("co-1-3-4-0", "18"),
    ],
)
def test_the_number_of_sessions_comes_from_the_tariff(
    book: TariffBook, typed: str, count: str
) -> None:
    for language in LANGUAGES:
        (found,) = candidates(words(language), book, typed)
        assert count in re.findall(r"\d+", found.sessions)


def test_what_decides_is_told(book: TariffBook) -> None:
    (operated,) = candidates(words("en"), book, "fa-1")
    assert "N\N{NO-BREAK SPACE}200" in operated.decides
    (frozen,) = candidates(words("en"), book, "fa-11")
    assert frozen.decides == ""


def test_who_must_agree_is_told_by_group(book: TariffBook) -> None:
    said = {typed: approval(book, typed) for typed in ("co-1-3-4-0", "fa-1", "fb-57", "e-k", "m-1")}
    assert said["fa-1"] == said["fb-57"]
    assert len(set(said.values())) == 4
    assert "not know" in said["m-1"]


def approval(book: TariffBook, typed: str) -> str:
    return candidates(words("en"), book, typed)[0].approval


def families(book: TariffBook) -> Iterator[str]:
    yield from dict.fromkeys(it.family for it in book.situations.values())


def codes_of(book: TariffBook, family: str) -> list[str]:
    return [it.code for it in book.situations.values() if it.family == family]
