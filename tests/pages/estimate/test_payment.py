"""Who pays: what is handed over at the visit, what comes back, what an insurance pays."""

import re
from datetime import date

import pytest

from estimator.engine.model.payment import PAYMENT_FIELDS
from estimator.locales import LANGUAGES, words
from tests.pages.asking import Asking, plain


def rows(asking: Asking) -> dict[str, list[str]]:
    """The table of what is paid and when: its rows by name."""
    told = next(str(it.body) for it in asking.app.html if 'id="payment-amounts"' in str(it.body))
    (table,) = re.findall("<table.*?</table>", told.split('id="payment-amounts"')[1])[:1]
    each = re.findall('<tr role="row">(.*?)</tr>', table)[1:]
    cells = [[plain(cell) for cell in re.findall("<t[hd].*?</t[hd]>", row)] for row in each]
    return {name: amounts for name, *amounts in cells}


def test_what_is_handed_over_comes_back_and_is_left_is_always_told(asking: Asking) -> None:
    asking.answer(intake="false")
    assert rows(asking) == {
        "À payer à la séance": ["30,80 €", "30,80 € à 277,20 €", "554,40 €"],
        "Remboursé ensuite": ["24,55 €", "24,55 € à 220,95 €", "441,90 €"],
        "Il vous reste à payer": ["6,25 €", "6,25 € à 56,25 €", "112,50 €"],
    }
    assert "Avec le tiers payant, vous ne payez à la séance que ce qui vous reste." in asking.read


def test_third_party_payment_changes_what_is_handed_over(asking: Asking) -> None:
    asking.answer(third_party="true")
    assert rows(asking)["À payer à la séance"][2] == "112,50 €"
    assert "Vous payez 112,50 € au kiné. Le reste lui est payé directement." in asking.read
    assert "Vous payez d'abord" not in asking.read


def test_an_insurance_adds_what_it_pays_and_what_is_left_after_it(asking: Asking) -> None:
    assert not asking.asks("insurance_cap")
    asking.answer(insurance_percent=70)
    assert rows(asking)["De votre assurance"][2] == "78,75 €"
    asking.answer(insurance_cap="50")
    assert rows(asking)["Reste après l'assurance"][2] == "62,50 €"
    asking.answer(insurance_from=date(2025, 6, 1))
    assert "en dehors des dates de l'assurance" in asking.read


def test_dates_that_do_not_fit_are_refused_where_they_were_given(asking: Asking) -> None:
    asking.answer(insurance_percent=70, insurance_from=date(2025, 6, 1))
    asking.answer(insurance_until=date(2025, 5, 1))
    assert any("avant le premier jour de l'assurance" in error for error in asking.errors)


@pytest.mark.parametrize(("payer", "named"), [("work_accident", "assureur"), ("army", "armée")])
def test_where_another_pays_no_amount_of_the_mutuality_is_shown(
    asking: Asking, payer: str, named: str
) -> None:
    asking.answer(conventioned="false", intake="false", other_payer=payer, third_party="true")
    assert rows(asking)["Il vous reste à payer"] == ["9,20 €", "9,20 € à 82,80 €", "165,60 €"]
    assert named in asking.read
    assert "il faut l'accord préalable" in asking.read
    assert "112,50 €" not in asking.read
    assert "Conventionné ou non" not in asking.read
    assert not asking.app.get("vega_lite_chart")
    asking.answer(other_payer="none")
    assert "Conventionné ou non" in asking.read


def test_where_another_pays_everything_there_is_nothing_left(asking: Asking) -> None:
    asking.answer(other_payer="army")
    assert "il ne vous reste rien à payer" in asking.read
    assert rows(asking)["À payer à la séance"][2] == "0,00 € à 561,59 €"


def test_unknown_answers_go_from_the_least_to_the_most(asking: Asking) -> None:
    asking.answer(bim="unknown", intake="false", conventioned="true")
    assert rows(asking)["Il vous reste à payer"][2] == "45,00 € à 112,50 €"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_has_its_sentence(language: str) -> None:
    asking = Asking(language).answer(
        setting="home", sessions=19, other_payer="work_accident", insurance_percent=50
    )
    asking.answer(insurance_cap="1", insurance_from=date(2025, 6, 1))
    say = words(language)
    for note in ("work_accident", "payer_agreement", "payer_desk", "payer_overrun", "payer_travel"):
        assert plain(say(f"payment.note.{note}")) in asking.read
    assert plain(say("payment.note.insurance_window")) in asking.read


def test_a_link_opens_with_how_the_course_is_paid_for() -> None:
    answers = {"third_party": "true", "insurance_percent": "70", "insurance_cap": "50"}
    linked = Asking(pathology="current", bim="false", sessions="18", **answers)
    assert rows(linked)["Reste après l'assurance"][2] == "62,50 €"
    assert not {*PAYMENT_FIELDS} & {*linked.app.query_params}
