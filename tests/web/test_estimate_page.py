"""The journey of a patient: questions answered, amounts read."""

import pytest

from tests.web.asking import Asking


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
    assert "il vous reste 388,62 € à payer" in asking.read
    assert "(ticket modérateur) 112,50 € 112,50 €" in asking.read
    assert "(règle des 25 %) 0,00 € 110,52 €" in asking.read
    assert "au-dessus du tarif 0,00 € 165,60 €" in asking.read
    assert "Kiné conventionné Votre kiné, non conventionné" in asking.read


def test_the_difference_over_the_course_is_said(asking: Asking) -> None:
    asking.answer(intake="false")
    sentence = "qui demande 40,00 € par séance, ces 18 séances vous coûtent 276,12 € de plus"
    assert sentence in asking.read


def test_another_fee_makes_another_difference(asking: Asking) -> None:
    asking.answer(intake="false", fee="30,80")
    assert "30,80 € par séance, ces 18 séances vous coûtent 110,52 € de plus" in asking.read


def test_a_fee_below_the_official_one_may_cost_less(asking: Asking) -> None:
    asking.answer(intake="false", fee="20")
    assert "vous coûtent 83,88 € de moins" in asking.read


def test_a_fee_that_comes_out_even_is_said_to_cost_the_same(asking: Asking) -> None:
    asking.answer(intake="false", fee="24,66", sessions=1)
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
    asking.answer(sessions=30)
    assert "par séance en moyenne (de 6,25 € à 25,93 €)" in asking.read


def test_the_cliff_is_announced_with_session_date_and_amounts(asking: Asking) -> None:
    asking.answer(sessions=30)
    warning = asking.read.partition("Attention : le prix va changer")[2]
    for told in ("19", "7 juillet 2025", "6,25 €", "25,93 €"):
        assert told in warning


def test_the_chart_is_read_out_in_a_sentence_and_stands_as_a_table(asking: Asking) -> None:
    asking.answer(intake="false")
    assert "Après 9 séances, il vous reste 56,25 € à payer chez un kiné conventionné" in asking.read
    assert "Après la dernière, le 3 juillet 2025 : 112,50 € et 388,62 €." in asking.read
    assert "18, le 3 juillet 2025 112,50 € 388,62 €" in asking.read


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
    assert "Vérifié le" in asking.read


def test_the_fee_kept_to_compare_with_is_not_said_to_be_ignored(asking: Asking) -> None:
    assert "40,00 €" in asking.read
    assert "pas tenu compte" not in asking.read
