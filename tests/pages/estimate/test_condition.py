"""The condition is found by words, in any language; not knowing which one leaves the real range."""

import pytest

from tests.pages.asking import Asking

NOTHING = "Rien trouvé pour « xyzzy »"


def test_a_word_finds_situations_and_ranges_over_their_groups_alone(asking: Asking) -> None:
    asking.answer(condition="genou")
    assert not asking.asks("pathology")
    assert asking.widget("found").value == "unknown"
    assert "Pathologie aiguë de la liste F (Fa)" in asking.read
    assert "Pathologie lourde (liste E)" not in asking.read


def test_choosing_one_sets_its_group_and_says_what_goes_with_it(asking: Asking) -> None:
    by_group = asking.answer(pathology="fa").read
    asking.answer(condition="nouveau genou", found="fa-1")
    assert "99,00 €" in asking.read  # 18 x 5.50
    assert "99,00 €" in by_group
    for said in ("valeur N.", "médecin-conseil", "60 séances"):
        assert any(said in hint for hint in asking.hints)


def test_a_word_of_another_language_finds_it_too(asking: Asking) -> None:
    asking.answer(condition="bevaling", found="m-1")
    assert "Kinésithérapie périnatale" in asking.answer(sessions=9).read


def test_what_is_not_found_is_said_and_the_groups_stay(asking: Asking) -> None:
    asking.answer(condition="xyzzy")
    assert any(hint.startswith(NOTHING) for hint in asking.hints)
    assert asking.asks("pathology")
    assert asking.answer(pathology="fa").read.count("99,00 €")


def test_the_group_chosen_before_comes_back_when_the_word_is_cleared(asking: Asking) -> None:
    asking.answer(pathology="heavy", condition="genou", found="unknown")
    asking.answer(condition="")
    assert asking.widget("pathology").value == "heavy"


@pytest.mark.parametrize(("code", "group"), [("fa-5", "fa"), ("eb-2-2", "heavy")])
def test_a_link_may_hold_a_situation(code: str, group: str) -> None:
    linked = Asking(pathology=code, bim="false", sessions="18")
    named = Asking(pathology=group, bim="false", sessions="18")
    assert linked.widget("pathology").value == code
    left = "99,00 €" if group == "fa" else "69,84 €"  # 18 x 5.50; 18 x 3.88
    assert left in linked.read
    assert left in named.read


def test_a_list_that_has_conditions_leaves_the_ordinary_condition_possible(asking: Asking) -> None:
    asking.answer(condition="AVC", bim="false", conventioned="true")
    assert "Pathologie courante" in asking.read
    assert "Pathologie lourde (liste E)" in asking.read


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("accident du travail", "Qui paie ?"),
        ("Arbeidsongeval knie", "Qui paie ?"),
        ("maison de repos", "Qui facture vos séances ?"),
        ("hôpital de jour", "Où avez-vous vos séances ?"),
    ],
)
def test_what_another_question_asks_is_said_where_it_was_searched(
    asking: Asking, typed: str, place: str
) -> None:
    asking.answer(condition=typed)
    assert any(place in hint for hint in asking.hints)
    assert not any(hint.startswith("Rien trouvé") for hint in asking.hints)


def test_of_a_long_text_only_the_beginning_counts(asking: Asking) -> None:
    asking.answer(condition="x" * 10_000)
    assert max(map(len, asking.hints)) < 400
