"""An answer that won't do: one sentence beside the question, and nothing else is lost."""

from datetime import date

import pytest

from estimator.locales import LANGUAGES
from tests.pages.asking import Asking

REFUSED: list[tuple[dict[str, str | int | date], str]] = [
    ({"sessions": 0}, "Nombre de séances"),
    ({"sessions": 401}, "Nombre de séances"),
    ({"prior_sessions": -1}, "Séances déjà reçues"),
    ({"prior_sessions": 401}, "Séances déjà reçues"),
    ({"conventioned": "false", "fee": "beaucoup"}, "Prix demandé par séance"),
    ({"conventioned": "false", "fee": "-5"}, "Prix demandé par séance"),
    ({"conventioned": "false", "fee": "33,505"}, "Prix demandé par séance"),
    ({"conventioned": "false", "fee": "1000000"}, "Prix demandé par séance"),
    ({"conventioned": "false", "fee": ""}, "Prix demandé par séance"),
    ({"fee": ""}, "Prix demandé par séance"),
    ({"overrun_fee": "x"}, "Prix d'une séance au-delà du nombre normal"),
    ({"surcharge": "x"}, "Supplément par séance"),
    ({"start": date(2023, 12, 31)}, "Date de la première séance"),
]


@pytest.mark.parametrize(("answers", "field"), REFUSED, ids=str)
def test_a_refused_answer_gets_one_sentence(
    asking: Asking, answers: dict[str, str | int | date], field: str
) -> None:
    asking.answer(**answers)
    assert [error.partition(" :")[0] for error in asking.errors] == [field]
    assert asking.waits


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("answers", "field"), REFUSED, ids=str)
def test_every_language_has_the_sentence(
    language: str, answers: dict[str, str | int | date], field: str
) -> None:
    asking = Asking(language).answer(**answers)
    assert len(asking.errors) == 1


def test_every_refused_answer_is_named_at_once(asking: Asking) -> None:
    asking.answer(sessions=0, fee="x")
    assert len(asking.errors) == 2


def test_the_other_answers_stay_and_the_estimate_comes_back(asking: Asking) -> None:
    asking.answer(bim="true", pathology="fb", sessions=0).answer(sessions=5)
    assert asking.widget("pathology").value == "fb"
    assert asking.widget("bim").value == "true"
    assert "Pour 5 séances" in asking.read
    assert not asking.errors


@pytest.mark.parametrize("fee", ["33,50", "33.50", "33,5", "33.50 €", " 33,50 "])
def test_comma_and_point_are_both_read_right(asking: Asking, fee: str) -> None:
    asking.answer(fee=fee)
    assert "qui demande 33,50 €" in asking.read
