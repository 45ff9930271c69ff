"""What the page asks, of whom, and what can be chosen."""

from datetime import date

import pytest

from estimator import Pathology, Setting, tariffs
from tests.pages.asking import Asking


def test_the_first_questions_come_first_and_in_order(asking: Asking) -> None:
    fields = ("condition", "pathology", "biller", "setting", "bim", "conventioned")
    assert [asking.label(field) for field in fields] == [
        "Pourquoi allez-vous chez le kiné ?",
        "Dans quel groupe est votre problème ?",
        "Qui facture vos séances ?",
        "Où avez-vous vos séances ?",
        "Avez-vous droit à l'intervention majorée (BIM) ?",
        "Votre kiné est-il conventionné ?",
    ]
    assert asking.label("sessions") == "Combien de séances sont prévues ?"


@pytest.mark.parametrize("pathology", Pathology)
def test_only_places_that_the_nomenclature_knows_can_be_chosen(
    asking: Asking, pathology: Pathology
) -> None:
    asking.answer(pathology=pathology)
    known = set(tariffs().settings_of(pathology)) - {Setting.ELDERLY_HOME}
    assert len(asking.options("setting")) == len(known)


@pytest.mark.parametrize(
    "setting", [it for it in tariffs().settings_of(Pathology.HEAVY) if it != "elderly_home"]
)
def test_special_services_are_asked_for_only_where_there_are_any(
    asking: Asking, setting: Setting
) -> None:
    asking.answer(pathology="heavy", setting=setting)
    services = tariffs().services_of(Pathology.HEAVY, setting)
    assert asking.asks("service") == (len(services) > 1)
    if len(services) > 1:
        assert len(asking.options("service")) == len(services)


def test_a_special_service_is_priced(asking: Asking) -> None:
    asking.answer(pathology="fb", service="lymphoedema_45")
    assert "Drainage d'un lymphœdème, environ 45 minutes" in asking.read


def test_an_option_that_is_not_possible_for_a_while_comes_back(asking: Asking) -> None:
    asking.answer(setting="hospital", pathology="palliative")
    assert asking.widget("setting").value == "home"
    asking.answer(pathology="current")
    assert asking.widget("setting").value == "hospital"


# Who bills --------------------------------------------------------------------------------------


def test_a_resident_with_an_ordinary_bed_pays_the_codes_of_rest_homes(asking: Asking) -> None:
    asking.answer(biller="rest_home")
    assert not asking.asks("setting")
    assert "code 560571" in asking.read
    asking.answer(biller="kine")
    assert asking.widget("setting").value == "practice"
    assert "code 567011" in asking.read


@pytest.mark.parametrize(
    ("biller", "told"),
    [
        ("nursing_bed", "comprise dans le prix de journée"),
        ("hospital_outpatient", "Demandez à l'hôpital"),
        ("rehabilitation", "Demandez au centre"),
        ("medical_house", "Demandez à la maison médicale"),
    ],
)
def test_where_another_tariff_holds_nothing_is_estimated(
    asking: Asking, biller: str, told: str
) -> None:
    asking.answer(biller=biller)
    (said,) = asking.app.info
    assert told in said.value
    assert "il n'y a donc pas d'estimation" in said.value
    assert not asking.asks("sessions"), "nothing more to ask"
    assert "€" not in asking.read
    asking.answer(biller="kine")
    assert "112,50 €" in asking.read


def test_for_palliative_care_at_home_nobody_else_bills(asking: Asking) -> None:
    asking.answer(pathology="palliative")
    assert not asking.asks("biller")


def test_a_practice_that_says_where_it_gives_care_bills_itself() -> None:
    assert not Asking(setting="practice", conventioned="true").asks("biller")
    assert Asking(conventioned="true").asks("biller")


def test_a_link_of_a_resident_opens_as_one() -> None:
    linked = Asking(pathology="current", bim="false", sessions="18", setting="elderly_home")
    assert linked.widget("biller").value == "rest_home"
    assert "code 560571" in linked.read


# The very first session of an Fa year ------------------------------------------------------------


def test_the_very_first_session_is_asked_where_the_fa_year_may_have_begun(asking: Asking) -> None:
    assert not asking.asks("first_session")
    asking.answer(pathology="fa")
    assert not asking.asks("first_session")
    asking.answer(prior_sessions=30)
    assert asking.widget("first_session").value is None
    asking.answer(pathology="fb")
    assert not asking.asks("first_session")


def test_past_the_fa_year_sessions_are_ordinary_ones(asking: Asking) -> None:
    asking.answer(pathology="fa", prior_sessions=60, sessions=10, start=date(2026, 1, 12))
    assert "62,50 €" in asking.read, "what the other reading would cost is told"
    asking.answer(first_session=date(2025, 1, 10))
    assert "code 567011" in asking.read
    assert "code 563054" not in asking.read


def test_a_first_session_after_the_start_is_refused_where_it_was_typed(asking: Asking) -> None:
    asking.answer(pathology="fa", prior_sessions=3, start=date(2026, 1, 12))
    asking.answer(first_session=date(2026, 1, 13))
    assert any("toute première séance" in error for error in asking.errors)


def test_the_fee_is_asked_of_whoever_is_free_to_set_it(asking: Asking) -> None:
    assert asking.label("fee").startswith("Pour comparer")
    asking.answer(conventioned="false")
    assert asking.label("fee").startswith("Combien votre kiné demande-t-il")
    asking.answer(conventioned="true", bim="true")
    assert not asking.asks("fee")


def test_an_answer_outlives_the_moments_when_its_question_is_not_shown(asking: Asking) -> None:
    asking.answer(fee="38", bim="true").answer(bim="false")
    assert asking.widget("fee").value == "38"


@pytest.mark.parametrize(
    ("pathology", "told"),
    [("current", "depuis le 1er janvier"), ("fb", "1er janvier"), ("fa", "toute première séance")],
)
def test_earlier_sessions_are_counted_as_the_rules_count_them(
    asking: Asking, pathology: str, told: str
) -> None:
    asking.answer(pathology=pathology)
    assert any(told in caption.value for caption in asking.app.caption)


def test_earlier_sessions_bring_the_cliff_nearer(asking: Asking) -> None:
    asking.answer(prior_sessions=10)
    assert "25,93 €" in asking.read


def test_the_start_decides_the_tariff(asking: Asking) -> None:
    asking.answer(start=date(2024, 6, 3))
    assert "Tarif depuis le 1er février 2024." in asking.read


def test_the_pace_decides_the_last_day(asking: Asking) -> None:
    asking.answer(per_week="7")
    assert "le 22 mai 2025" in asking.read


def test_travel_is_asked_and_counted_at_home_only(asking: Asking) -> None:
    assert not asking.asks("travel")
    asking.answer(setting="home")
    assert "Indemnité de déplacement" in asking.read
    asking.answer(travel="false")
    assert "Indemnité de déplacement" not in asking.read


def test_the_intake_is_counted_at_the_start_of_a_current_problem(asking: Asking) -> None:
    assert "Bilan de départ (intake)" in asking.read
    asking.answer(prior_sessions=3)
    assert "Bilan de départ (intake)" not in asking.read
    asking.answer(intake="true")
    assert "Bilan de départ (intake)" in asking.read


def test_the_report_is_counted_when_it_is_asked_for(asking: Asking) -> None:
    assert not asking.asks("report")
    asking.answer(pathology="fb", report="true")
    assert "Rapport écrit au médecin" in asking.read


def test_a_lower_price_beyond_the_normal_number_is_counted(asking: Asking) -> None:
    asking.answer(sessions=19, overrun_fee="25")
    assert "(de 6,25 € à 20,13 €)" in asking.read


def test_a_surcharge_is_asked_at_a_conventioned_kine_outside_hospital_only(asking: Asking) -> None:
    asking.answer(surcharge="5")
    assert "11,25 € par séance" in asking.read
    asking.answer(setting="hospital")
    assert not asking.asks("surcharge")
    asking.answer(setting="practice", conventioned="false")
    assert not asking.asks("surcharge")
