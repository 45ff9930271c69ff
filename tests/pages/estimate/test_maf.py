"""The maximum à facturer: what the course adds to the counter."""

from datetime import date

import pytest

from estimator.locales import LANGUAGES
from tests.pages.asking import Asking


def test_the_course_adds_its_fixed_shares_and_nothing_else(asking: Asking) -> None:
    asking.unfold("maf").answer(intake="false", conventioned="false")
    assert "En 2025, ces séances ajoutent 112,50 € au compteur." in asking.read
    assert "Les suppléments et le déplacement non remboursé ne comptent pas." in asking.read


def test_the_year_of_the_ceiling_is_said(asking: Asking) -> None:
    asking.unfold("maf")
    assert "Le plafond est de 746,66 € (chiffre de 2024)" in asking.read


def test_what_was_counted_before_counts(asking: Asking) -> None:
    asking.answer(intake="false", maf_counted="700")
    assert "Il arrive à 812,50 € et dépasse le plafond" in asking.read
    assert "votre mutualité vous rembourse 65,84 €" in asking.read


def test_the_income_decides_the_ceiling(asking: Asking) -> None:
    asking.answer(maf_band="0")
    assert "254,99 € (chiffre de 2024)" in asking.read


def test_a_course_over_new_year_fills_two_counters(asking: Asking) -> None:
    asking.unfold("maf").answer(start=date(2025, 12, 1))
    assert "En 2025, ces séances" in asking.read
    assert "En 2026, ces séances" in asking.read


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_that_is_none_is_refused(language: str) -> None:
    asking = Asking(language).answer(maf_counted="beaucoup")
    assert len(asking.errors) == 1
    assert not asking.waits
