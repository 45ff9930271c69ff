""" "I don't know" is an answer: a range, and the question that would narrow it most."""

import pytest

from estimator.locales import LANGUAGES
from tests.pages.asking import Asking

EVERY_KIND = {"pathology": "unknown", "bim": "unknown", "conventioned": "unknown"}


def test_an_unknown_kine_gives_a_range(asking: Asking) -> None:
    asking.answer(intake="false", conventioned="unknown")
    assert "il vous reste entre 112,50 € et 388,44 € à payer" in asking.read
    assert "soit entre 6,25 € et 21,58 € par séance en moyenne" in asking.read
    assert "C'est le statut de votre kiné qui change le plus le montant." in asking.read
    assert "Oui 112,50 € Non 388,44 €" in asking.read


def test_an_unknown_status_gives_a_range_at_each_kind_of_kine(asking: Asking) -> None:
    asking.answer(intake="false", bim="unknown")
    assert "Il vous reste à payer 45,00 € à 112,50 € 45,00 € à 388,44 €" in asking.read
    assert "entre 0,00 € et 275,94 € de plus" in asking.read
    assert "C'est l'intervention majorée (BIM) qui change le plus le montant." in asking.read


def test_an_unknown_problem_shows_what_each_would_leave(asking: Asking) -> None:
    asking.answer(pathology="unknown")
    assert "C'est la raison de vos séances qui change le plus le montant." in asking.read
    for name in ("Pathologie courante", "Pathologie aiguë de la liste F (Fa)", "Pathologie lourde"):
        assert name in asking.read


def test_what_makes_no_difference_is_said_to_make_none(asking: Asking) -> None:
    asking.answer(bim="true", conventioned="unknown")
    assert "Ce que vous ne savez pas ne change rien au montant." in asking.read
    assert "il vous reste 45," in asking.read or "il vous reste 46," in asking.read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_range_of_everything_unknown(language: str) -> None:
    asking = Asking(language).answer(**EVERY_KIND)
    assert not asking.errors
    assert not asking.waits


def test_the_other_answers_stay_when_one_becomes_unknown(asking: Asking) -> None:
    asking.answer(fee="38", sessions=12, setting="home").answer(**EVERY_KIND)
    assert asking.widget("setting").value == "home"
    asking.answer(pathology="current", bim="false", conventioned="false")
    assert asking.widget("fee").value == "38"
    assert asking.widget("sessions").value == 12
    assert asking.widget("setting").value == "home"


def test_an_unknown_answer_survives_a_switch_of_language(asking: Asking) -> None:
    asking.answer(pathology="unknown", language="de")
    assert asking.widget("pathology").value == "unknown"
    assert "zwischen" in asking.read


def test_a_wrong_answer_is_refused_once_however_much_is_unknown(asking: Asking) -> None:
    asking.answer(**EVERY_KIND).answer(sessions=0)
    assert len(asking.errors) == 1
    assert asking.waits


def test_a_missing_fee_is_asked_for_when_it_may_count(asking: Asking) -> None:
    asking.answer(bim="unknown", conventioned="false", fee="")
    assert [error.partition(" :")[0] for error in asking.errors] == ["Prix demandé par séance"]
