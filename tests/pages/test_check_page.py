"""Check a reimbursement: lines in, verdict and causes out."""

import re
from datetime import date

import pytest

from estimator.engine.model.tariff_book import STATUSES
from estimator.locales import LANGUAGES, catalogues, words
from tests.pages.reading import Reading

JUNE_2025 = date(2025, 6, 2)
OUR_AMOUNTS = ("other_edition", "index_unknown", "our_derivation", "rounding")
CAUSES = (
    *OUR_AMOUNTS,
    "several_sessions",
    "together",
    "one_a_day",
    "second_session",
    "not_yet",
    "third_party",
    "third_party_free",
    "medical_house",
    "prescription",
    "notification",
    "heavy_approval",
    "further_condition",
    "rest_home",
    "travel_included",
    "capped",
    "overrun_counted",
    "overrun_not_counted",
    "counted_conventioned",
    "counted_not_conventioned",
    "bim_applied",
    "bim_not_applied",
    "reduction_missing",
    "reduction_off",
    "reduction_protected",
)
REASONS = (
    *OUR_AMOUNTS,
    "several_sessions",
    "no_convention",
    "fees_open",
    "with_travel",
    "with_intake",
    "with_report",
    "part_travel",
    "supplement",
    "other_session",
    "other_length",
    "bim_not_known",
)


@pytest.fixture
def reading() -> Reading:
    return Reading("check")


def fill(reading: Reading, number: int = 1, /, **texts: str) -> Reading:
    """One line of the receipt, an ordinary session in June 2025 unless said otherwise."""
    line = {"code": "560011", "paid": "30,80", "received": "24,55", **texts}
    answers: dict[str, str | date] = {f"check_day_{number}": JUNE_2025}
    answers |= {f"check_{field}_{number}": text for field, text in line.items()}
    return reading.answer(**answers)


def test_an_empty_page_says_what_it_waits_for(reading: Reading) -> None:
    assert reading.infos == [
        "Le résultat apparaîtra ici. Complétez la date, le code qui se trouve sur le reçu et les "
        "deux montants. Regardez aussi les deux premières réponses : elles sont déjà remplies."
    ]
    assert not reading.errors


def test_as_expected(reading: Reading) -> None:
    fill(reading)
    assert "Le montant reçu est celui que nous calculons : 24,55 €" in reading.read
    assert "Reste à votre charge, selon notre calcul 6,25 €" in reading.read
    assert "nous n'avons pas lu la liste officielle" in reading.read
    assert "560011 · Séance, pathologie courante, séances 10 à 18" in reading.read
    assert "Tarif du 1er février 2025" in reading.read
    assert not reading.infos


def test_the_sixteen_euros_of_a_practice_are_not_explained(reading: Reading) -> None:
    fill(reading, paid="40", received="16").answer(check_conventioned="false")
    assert "diffère de 2,42 € de celui que nous calculons" in reading.read
    assert "vous avez reçu 16,00 €, nous calculons 18,42 €" in reading.read
    assert "Nous n'avons pas trouvé d'explication à cette différence" in reading.read


def test_a_cent_of_rounding_is_as_expected(reading: Reading) -> None:
    fill(reading, paid="40", received="18,41").answer(check_conventioned="false")
    assert "C'est comme prévu : vous avez reçu 18,41 €" in reading.read
    assert "nous calculons 18,42 €. Une si petite différence" in reading.read
    assert "Ce qui peut l'expliquer" not in reading.read


def test_more_than_expected_with_its_causes(reading: Reading) -> None:
    fill(reading, paid="40").answer(check_conventioned="false")
    assert "diffère de 6,13 € de celui que nous calculons" in reading.read
    assert "si le kiné était conventionné ce jour-là" in reading.read
    assert "elle vaut depuis le 1er mai 2025" in reading.read


def test_an_official_amount_tells_too_little(reading: Reading) -> None:
    fill(reading, paid="30", received="20").answer(check_day_1=date(2024, 6, 3))
    assert "Vous avez reçu 3,75 € de moins que prévu : 20,00 € au lieu de 23,75 €" in reading.read
    assert "textes officiels que nous avons lus" in reading.read


def test_innocent_causes_come_first(reading: Reading) -> None:
    fill(reading, received="24,53").answer(check_conventioned="true")
    assert "Notre calcul est peut-être faux" in reading.read
    fill(reading, received="23,75")
    told = reading.read
    assert told.index("Avec le tarif du 1er février 2024") < told.index(
        "Notre calcul est peut-être"
    )


def test_bim_at_a_kine_without_convention(reading: Reading) -> None:
    fill(reading, paid="40", received="28,30").answer(check_bim="true", check_conventioned="false")
    assert "Le montant reçu est celui que nous calculons : 28,30 €" in reading.read
    assert "Vous avez payé 9,20 € de plus que 30,80 €" in reading.read
    assert "Le kiné ne savait peut-être pas que vous avez l'intervention majorée" in reading.read
    assert "Votre mutualité peut vous dire ce qui vaut pour votre séance." in reading.read


def test_palliative_care_at_a_kine_without_convention(reading: Reading) -> None:
    fill(reading, code="564211", paid="27,72", received="27,72").answer(check_conventioned="false")
    assert "Le montant reçu est celui que nous calculons : 27,72 €" in reading.read
    assert "repose sur notre lecture des règles" in reading.read


def test_a_forgotten_bim_is_found(reading: Reading) -> None:
    fill(reading).answer(check_bim="true")
    assert "Nous trouvons ce montant sans intervention majorée (BIM)." in reading.read


def test_a_fee_above_the_one_that_binds_has_innocent_reasons(reading: Reading) -> None:
    fill(reading, paid="35,80")
    told = reading.read
    assert "Vous avez payé 5,00 € de plus que 30,80 €" in told
    assert told.index("Un supplément a peut-être été convenu") < told.index("La règle :")


def test_exactly_the_travel_indemnity_needs_no_rule(reading: Reading) -> None:
    fill(reading, code="567136", paid="35,01", received="27,63")
    assert "C'est exactement l'indemnité de déplacement (1,13 €)." in reading.read
    assert "La règle :" not in reading.read


def test_a_session_past_the_limit_shows_what_a_normal_one_costs(reading: Reading) -> None:
    fill(reading, code="560055", received="4,87")
    assert "Tarif d'une séance normale 30,80 €" in reading.read


#: What would call somebody a cheat, in each language.
ACCUSING = re.compile(
    r"devait|pourtant|trop peu|fraud|tort|moest|nochtans|te weinig|musste|jedoch|zu wenig|"
    r"had to|although|too little|should have|wrongly",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_accuses_anybody(language: str) -> None:
    files = (catalogues(language)[name] for name in ("check", "letters"))
    texts = {m.id: str(m.string) for file in files for m in file if m.id}
    assert [key for key, text in texts.items() if ACCUSING.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_words(language: str) -> None:
    say = words(language)
    assert all(f"check.cause.{name}" in say for name in CAUSES)
    assert all(f"check.reason.{name}" in say for name in REASONS)
    assert all(f"check.certainty.{status}" in say for status in (*STATUSES, "in_part"))


def test_a_travel_code_is_checked_too(reading: Reading) -> None:
    fill(reading, code="639133", paid="1,13", received="0,17")
    assert "Le montant reçu est celui que nous calculons" in reading.read
    assert "Indemnité de déplacement, pathologie lourde" in reading.read


def test_words_offer_the_codes_they_lead_to_and_choose_none(reading: Reading) -> None:
    fill(reading, code="rug")
    assert reading.widget("check_which_1").options[0].startswith("567011 · Séance")
    assert reading.widget("check_which_1").value is None
    assert reading.infos
    assert not reading.errors
    reading.answer(check_which_1="560011")
    assert "560011 · Séance" in reading.read
    assert not reading.infos


def test_other_words_ask_for_the_code_anew(reading: Reading) -> None:
    fill(reading, code="rug").answer(check_which_1="560011")
    assert not reading.infos
    reading.answer(check_code_1="palliatif")
    assert reading.widget("check_which_1").value is None
    assert reading.infos


def test_third_party_payment_is_as_it_should_be(reading: Reading) -> None:
    fill(reading, paid="6,25", received="0")
    told = reading.read
    assert "C'est exactement votre part d'un prix de 30,80 €" in told
    assert "payer les autres 24,55 € directement au kiné" in told
    assert "Ce qui peut l'expliquer" not in told


def test_a_cent_without_a_reduction_is_as_expected(reading: Reading) -> None:
    fill(reading, received="24,54")
    assert "C'est comme prévu, à 0,01 € près" in reading.read
    assert "Ce qui peut l'expliquer" not in reading.read


def test_nothing_received_is_first_not_handled_yet(reading: Reading) -> None:
    fill(reading, received="0")
    told = reading.read
    assert told.index("ne l'a peut-être pas encore traité") < told.index("tiers payant")
    assert told.index("dans les 2 mois après la prescription") < told.index("maximum de l'année")


def test_two_sessions_on_one_day(reading: Reading) -> None:
    fill(reading).press(0)
    fill(reading, 2, received="0")
    assert "En général, une seule séance par jour est remboursée." in reading.read


def test_a_bim_patient_who_paid_more_learns_whom_to_ask(reading: Reading) -> None:
    fill(reading, paid="40", received="28,30").answer(check_bim="true", check_conventioned="false")
    told = reading.read
    steps = ("Parlez-en d'abord au kiné.", "demandez à votre mutualité quel tarif", "à l'INAMI")
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert told.index("Le kiné ne savait peut-être pas") < places[0]
    (form,) = [body for body in reading.bodies if 'action="/keep"' in body]
    sent = (
        "lang=fr&amp;bim=true&amp;conventioned=false&amp;line=560011%3B2025-06-02%3B40.00%3B28.30"
    )
    assert f'name="answers" value="{sent}"' in form
    assert 'value="letter">Lettre à imprimer (PDF)' in form


def test_no_letter_where_no_rule_binds(reading: Reading) -> None:
    fill(reading, paid="40", received="18,42").answer(check_conventioned="false")
    assert not [body for body in reading.bodies if 'action="/keep"' in body]


def test_words_that_lead_nowhere_are_told(reading: Reading) -> None:
    fill(reading, code="xyzzy")
    assert reading.errors == [
        "Aucun code ne correspond à « xyzzy ». "
        "Essayez un autre mot, ou recopiez les six chiffres du reçu."
    ]


@pytest.mark.parametrize(
    ("field", "text", "error"),
    [
        ("code", "123456", "Code : « 123456 » n'existe pas"),
        ("paid", "beaucoup", "Payé au kiné : « beaucoup » n'est pas un montant"),
        ("received", "-1", "Reçu de la mutualité : « -1 » est plus petit que zéro"),
    ],
)
def test_what_will_not_do_is_told_beside_it(
    reading: Reading, field: str, text: str, error: str
) -> None:
    fill(reading, **{field: text})
    assert reading.errors[0].startswith(error)
    assert reading.infos


@pytest.mark.parametrize("code", ["560011", "rug"])
def test_a_day_before_the_first_tariff_is_refused(reading: Reading, code: str) -> None:
    fill(reading, code=code).answer(check_day_1=date(2023, 12, 31))
    assert "hors de la période que nous pouvons estimer" in reading.errors[0]


def test_a_day_taken_away_is_waited_for(reading: Reading) -> None:
    fill(reading).answer(check_day_1=None)
    assert reading.infos
    assert not reading.errors


def test_several_lines_are_summed_and_can_be_taken_back(reading: Reading) -> None:
    fill(reading).press(0)
    assert reading.widget("check_day_2").value == JUNE_2025
    assert reading.infos
    fill(reading, 2, received="20")
    assert "Tout le reçu Le montant reçu diffère de 4,55 €" in reading.read
    assert "Ligne 2" in reading.read
    reading.press(1)
    assert "Tout le reçu" not in reading.read
    assert reading.press(0).widget("check_paid_2").value in ("", None)


def test_nothing_can_be_added_past_the_last_line(reading: Reading) -> None:
    for _ in range(19):
        reading.press(0)
    assert len(reading.app.button) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_gives_a_verdict(language: str) -> None:
    reading = fill(Reading("check", language), received="20")
    assert "4,55" in reading.read or "4.55" in reading.read
