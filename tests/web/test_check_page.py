"""Check a reimbursement: lines in, verdict and causes out."""

from datetime import date

import pytest

from tests.web.reading import Reading

JUNE_2025 = date(2025, 6, 2)


@pytest.fixture
def reading() -> Reading:
    return Reading("check_page")


def fill(reading: Reading, number: int = 1, **texts: str) -> Reading:
    """One line of the receipt, an ordinary session in June 2025 unless said otherwise."""
    line = {"code": "560011", "paid": "30,80", "received": "24,55", **texts}
    answers = {f"check_{field}_{number}": text for field, text in line.items()}
    return reading.answer(**{f"check_day_{number}": JUNE_2025, **answers})


def test_an_empty_page_says_what_it_waits_for(reading: Reading) -> None:
    assert reading.infos == [
        "Complétez le code, la date et les deux montants pour voir le résultat."
    ]
    assert not reading.errors


def test_as_expected(reading: Reading) -> None:
    fill(reading)
    assert "C'est correct : la mutualité devait vous rembourser 24,55 €" in reading.read
    assert "Reste à votre charge, comme prévu 6,25 €" in reading.read
    assert "560011 · Séance, pathologie courante, séances 10 à 18" in reading.read
    assert "Tarif du 1er février 2025" in reading.read
    assert not reading.infos


def test_the_sixteen_euros_of_a_practice_are_not_explained(reading: Reading) -> None:
    fill(reading, paid="40", received="16").answer(check_conventioned="false")
    assert "Vous avez reçu 2,41 € de moins que prévu : 16,00 € au lieu de 18,41 €" in reading.read
    assert "Nous ne pouvons pas expliquer cette différence" in reading.read


def test_more_than_expected_with_its_causes(reading: Reading) -> None:
    fill(reading, paid="40").answer(check_conventioned="false")
    assert "Vous avez reçu 6,14 € de plus que prévu" in reading.read
    assert "Votre kiné a été compté comme conventionné." in reading.read
    assert "en vigueur depuis le 1er mai 2025" in reading.read


def test_a_forgotten_bim_is_found(reading: Reading) -> None:
    fill(reading).answer(check_bim="true")
    assert "L'intervention majorée (BIM) n'a pas été appliquée." in reading.read


def test_a_fee_above_the_one_that_binds_is_told(reading: Reading) -> None:
    fill(reading, paid="35,80")
    assert "Vous avez payé 5,00 € au-dessus de l'honoraire officiel" in reading.read


def test_a_travel_code_is_checked_too(reading: Reading) -> None:
    fill(reading, code="639133", paid="1,13", received="0,17")
    assert "C'est correct" in reading.read
    assert "Indemnité de déplacement, pathologie lourde" in reading.read


def test_words_offer_the_codes_they_lead_to(reading: Reading) -> None:
    fill(reading, code="rug")
    assert reading.widget("check_which_1").options[0].startswith("567011 · Séance")
    reading.answer(check_which_1="560011")
    assert "560011 · Séance" in reading.read


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
    assert "hors des tarifs connus" in reading.errors[0]


def test_a_day_taken_away_is_waited_for(reading: Reading) -> None:
    fill(reading).answer(check_day_1=None)
    assert reading.infos
    assert not reading.errors


def test_several_lines_are_summed_and_can_be_taken_back(reading: Reading) -> None:
    fill(reading).press(0)
    assert reading.widget("check_day_2").value == JUNE_2025
    assert reading.infos
    fill(reading, 2, received="20")
    assert "Tout le reçu Vous avez reçu 4,55 € de moins que prévu" in reading.read
    assert "Ligne 2" in reading.read
    reading.press(1)
    assert "Tout le reçu" not in reading.read
    assert reading.press(0).widget("check_paid_2").value in ("", None)


def test_nothing_can_be_added_past_the_last_line(reading: Reading) -> None:
    for _ in range(19):
        reading.press(0)
    assert len(reading.app.button) == 1


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_every_language_gives_a_verdict(language: str) -> None:
    reading = fill(Reading("check_page", language), received="20")
    assert "4,55" in reading.read or "4.55" in reading.read
