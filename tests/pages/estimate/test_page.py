"""The journey of a patient: questions answered, amounts read."""

import re
from datetime import date

import pytest

from estimator.engine.model.case import Pathology
from estimator.environment import clock
from estimator.locales import LANGUAGES, words
from tests.pages.asking import Asking, plain


def test_an_answer_stands_on_the_page_before_any_question_is_answered(asking: Asking) -> None:
    assert "Pour 18 séances, il vous reste 112,50 € à payer, soit 6,25 € par séance." in asking.read
    assert not asking.errors


def test_a_conventioned_kine_leaves_the_fixed_share(asking: Asking) -> None:
    asking.answer(intake="false")
    assert "il vous reste 112,50 € à payer" in asking.read
    assert "Vous payez d'abord 554,40 € au kiné." in asking.read
    assert "rembourse ensuite 441,90 €" in asking.read


def test_a_non_conventioned_kine_leaves_more_and_the_page_says_of_what(asking: Asking) -> None:
    asking.answer(conventioned="false", intake="false")
    assert "il vous reste 388,44 € à payer" in asking.read
    assert "(ticket modérateur) 112,50 € 112,50 €" in asking.read
    assert "(règle des 25 %) 0,00 € 110,34 €" in asking.read
    assert f"{words('fr')('amount.supplement')} 0,00 € 165,60 €" in asking.read
    assert "Kiné conventionné Votre kiné, non conventionné" in asking.read


def test_the_difference_over_the_course_is_said(asking: Asking) -> None:
    asking.answer(intake="false")
    sentence = "qui demande 40,00 € par séance, ces 18 séances vous coûtent 275,94 € de plus"
    assert sentence in asking.read


def test_another_fee_makes_another_difference(asking: Asking) -> None:
    asking.answer(intake="false", fee="30,80")
    assert "30,80 € par séance, ces 18 séances vous coûtent 110,34 € de plus" in asking.read


def test_a_fee_below_the_official_one_may_cost_less(asking: Asking) -> None:
    asking.answer(intake="false", fee="20")
    assert "vous coûtent 84,06 € de moins" in asking.read


def test_a_fee_that_comes_out_even_is_said_to_cost_the_same(asking: Asking) -> None:
    asking.answer(intake="false", fee="24,67", sessions=1)
    assert "vous coûte autant" in asking.read


@pytest.mark.parametrize("conventioned", ["true", "false"])
def test_bim_patients_read_that_the_kind_of_kine_makes_no_difference(
    asking: Asking, conventioned: str
) -> None:
    asking.answer(conventioned=conventioned, bim="true", intake="false")
    assert "il vous reste 45,00 € à payer" in asking.read
    assert "Pas de différence pour vous : avec l'intervention majorée" in asking.read
    assert "de plus" not in asking.read


def test_palliative_patients_have_nothing_left_to_pay(asking: Asking) -> None:
    asking.answer(pathology="palliative")
    assert "Pour 18 séances, il ne vous reste rien à payer." in asking.read
    assert "Pas de différence pour vous : pour les soins palliatifs" in asking.read


def test_the_share_of_a_session_is_a_range_where_sessions_differ(asking: Asking) -> None:
    asking.answer(sessions=30, overrun_fee="30,80")
    assert "par séance en moyenne (de 6,25 € à 25,93 €)" in asking.read


def test_the_fee_of_an_overrun_session_has_two_ends_and_the_page_says_what_settles_it(
    asking: Asking,
) -> None:
    """In 2025 the tariff of the code is 11,12 €, the ceiling 30,80 €."""
    asking.answer(sessions=20, intake="false")
    above, _, below = asking.read.partition("Conventionné ou non")
    assert "il vous reste entre 125,00 € et 164,36 € à payer" in above
    assert "le tarif est 11,12 €, mais un kiné tenu aux tarifs officiels peut demander" in above
    assert f"indiquez-le sous « {plain(words('fr')('question.overrun_fee'))} »" in above
    assert plain(words("fr")("chart.ceiling")) in below
    assert plain(words("fr")("chart.open")) not in below
    asking.answer(overrun_fee="20")
    assert "il vous reste 142,76 € à payer" in asking.read
    assert "indiquez-le" not in asking.read


def test_the_other_kind_of_kine_has_two_ends_too(asking: Asking) -> None:
    asking.answer(sessions=20, intake="false", conventioned="false")
    above, _, below = asking.read.partition("Conventionné ou non")
    assert "il vous reste entre" not in above
    assert "tenu aux tarifs officiels" not in above
    assert "le tarif est 11,12 €, mais un kiné tenu aux tarifs officiels peut demander" in below


# The answers that stand there at first ----------------------------------------------------------


def test_an_example_is_told_as_such_until_an_answer_is_changed(asking: Asking) -> None:
    example = plain(words("fr")("answer.example"))
    assert example in asking.read.partition("Conventionné ou non")[0]
    assert example in asking.answer(maf_band="1").read  # changes no amount
    assert example not in asking.answer(sessions=12).read
    assert example in asking.answer(sessions=18).read
    assert example not in asking.answer(condition="fibro").read  # words to search with, no answer


def test_an_opened_link_is_no_example() -> None:
    asking = Asking(bim="true")
    assert plain(words("fr")("answer.example")) not in asking.read


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_group_is_explained_by_its_own_name(language: str) -> None:
    say = words(language)
    for group in Pathology:
        assert say(f"choice.pathology.{group}") != say(f"pathology.{group}")


def test_the_cliff_is_announced_with_session_date_and_amounts(asking: Asking) -> None:
    asking.answer(sessions=30)
    warning = asking.read.partition("Attention : le prix va changer")[2]
    for told in ("19", "7 juillet 2025", "6,25 €", "25,93 €"):
        assert told in warning


def test_the_chart_is_read_out_in_a_sentence_and_stands_as_a_table(asking: Asking) -> None:
    asking.answer(intake="false")
    assert "Après 9 séances, il vous reste 56,25 € à payer chez un kiné conventionné" in asking.read
    assert "Après la dernière, le 3 juillet 2025 : 112,50 € et 388,44 €." in asking.read
    assert "18, le 3 juillet 2025 112,50 € 388,44 €" in asking.read


def test_the_chart_has_one_line_where_both_kinds_cost_the_same(asking: Asking) -> None:
    asking.answer(bim="true")
    assert "chez un kiné conventionné ou non" in asking.read


def test_each_billed_code_has_its_text_and_the_first_day_of_its_tariff(asking: Asking) -> None:
    asking.answer(intake="false")
    assert "1 à 9 Séance, code 567011" in asking.read
    assert "10 à 18 Séance, code 560011" in asking.read
    assert "Tarif depuis le 1er février 2025." in asking.read
    assert "Total 554,40 € 441,90 € 112,50 €" in asking.read


def test_the_sources_are_named_with_the_day_they_were_checked(asking: Asking) -> None:
    assert "M/25" in asking.read
    assert "Le 22 novembre 2026 : seules des notes prises de ce texte ont été lues." in asking.read


def test_the_fee_kept_to_compare_with_is_not_said_to_be_ignored(asking: Asking) -> None:
    assert "40,00 €" in asking.read
    assert "pas tenu compte" not in asking.read


def test_how_sure_the_amount_is_stands_beside_it(asking: Asking) -> None:
    above = asking.read.partition("Conventionné ou non")[0]
    assert "calculé par cet estimateur à partir du texte officiel du 1er février 2024" in above
    assert "la liste officielle n'a pas été lue" in above
    assert "officiel" not in asking.answer(start=date(2026, 12, 1)).read.split("Tarif calculé")[0]


def test_an_amount_read_in_a_text_is_told_so(asking: Asking) -> None:
    asking.answer(start=date(2024, 2, 5), sessions=9)
    assert "Tarif lu dans le texte officiel en vigueur depuis le 1er février 2024." in asking.read


def test_what_nobody_knows_yet_is_a_range_with_its_reason(asking: Asking) -> None:
    """One session in January 2027 at 40 euros: 18.42 comes back, or 24.55 without the rule."""
    asking.answer(conventioned="false", start=date(2027, 1, 4), sessions=1, intake="false")
    above = asking.read.partition("Conventionné ou non")[0]
    assert "il vous reste entre 15,45 € et 21,58 € à payer" in above
    assert "Personne ne sait encore si la mutualité remboursera toujours 25 % de moins" in above
    assert "Les tarifs à partir du 1er janvier 2027 ne sont pas connus" in above
    assert "vous coûte entre 9,20 € et 15,33 € de plus" in asking.read
    assert "Ces chiffres suivent la dernière règle connue." in asking.read


def test_the_fixed_share_stays_what_it_is_and_the_page_says_why(asking: Asking) -> None:
    asking.answer(start=date(2027, 1, 4), intake="false")
    above, _, below = asking.read.partition("Conventionné ou non")
    assert "il vous reste 112,50 € à payer" in above
    assert "Les tarifs à partir du 1er janvier 2027 ne sont pas connus" in above
    assert "c'est la part fixe, qui n'a pas bougé depuis le 1er janvier 2024" in above
    assert "Personne ne sait encore" not in above
    assert "Personne ne sait encore si la mutualité" in below


def test_a_range_is_not_put_down_to_open_questions_alone(asking: Asking) -> None:
    said = "Vos réponses « Je ne sais pas » élargissent l'écart"
    asking.answer(bim="unknown", start=date(2027, 1, 4), intake="false")
    assert said in asking.read.partition("Conventionné ou non")[0]
    asking.answer(bim="false")
    assert said not in asking.read


def test_sessions_past_the_limit_are_not_said_to_stay_what_they_are(asking: Asking) -> None:
    asking.answer(start=date(2027, 1, 4), sessions=30, intake="false")
    assert "qui n'a pas bougé" not in asking.read


def test_each_code_billed_says_how_sure_it_is(asking: Asking) -> None:
    asking.answer(start=date(2026, 12, 1), intake="false")
    assert "calculé" in asking.read
    assert words("fr")("status.presumed") in asking.read


def test_usual_fees_are_those_seen_when_the_course_begins(asking: Asking) -> None:
    def hint() -> str:
        return plain(" ".join(caption.value for caption in asking.app.caption))

    assert "En 2025, quelques cabinets non conventionnés affichaient entre 37,00 € et" in hint()
    for start in (date(2026, 3, 2), date(2027, 3, 1)):
        asking.answer(start=start)
        assert (
            "les derniers prix vus chez quelques cabinets non conventionnés vont de 35,00" in hint()
        )


def test_no_hint_names_a_year_that_is_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2027, 2, 1))
    asking = Asking().answer(start=date(2026, 11, 2))
    hints = plain(" ".join(caption.value for caption in asking.app.caption))
    assert "les derniers prix vus" in hints
    assert not re.search(r"\b20[0-9]{2}\b", hints)
