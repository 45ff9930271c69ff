"""A price far outside any use is asked back beside its question, and counts all the same."""

from decimal import Decimal

import pytest

from estimator.locales import LANGUAGES, words
from estimator.pages.estimate.questions import likely_meant
from tests.pages.asking import Asking, plain

FREE = {"conventioned": "false", "intake": "false"}


def doubts(asking: Asking) -> list[str]:
    return [plain(warning.value) for warning in asking.app.warning]


def test_a_fee_without_its_comma_is_asked_back_and_counted(asking: Asking) -> None:
    asking.answer(**FREE, fee="4200")
    assert len(doubts(asking)) == 1
    assert doubts(asking)[0].startswith("4 200,00 € ? Vous vouliez peut-être écrire 42,00 €.")
    assert not asking.errors
    assert "Vous payez d'abord 75 600,00 € au kiné." in asking.read
    assert doubts(asking.answer(fee="42")) == []


@pytest.mark.parametrize("field", ["overrun_fee", "surcharge"])
def test_other_prices_are_asked_back_too(asking: Asking, field: str) -> None:
    assert len(doubts(asking.answer(**{field: "2500"}))) == 1
    assert len(doubts(asking.answer(**{field: "25"}))) == 0


def test_what_is_refused_is_not_asked_back_as_well(asking: Asking) -> None:
    asking.answer(**FREE, fee="100000")
    assert len(asking.errors) == 1
    assert doubts(asking) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_asked_in_every_language(language: str) -> None:
    asking = Asking(language).answer(conventioned="false", fee="4200")
    say = words(language)
    said = say("doubt.euros", given=Decimal(4200), meant=Decimal(42))
    assert doubts(asking) == [plain(said)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0", None),
        ("40", None),
        ("120", None),  # two hours
        ("200", None),
        ("200.01", "20.00"),
        ("385", "38.50"),
        ("4200", "42.00"),
        ("3850", "38.50"),
        ("42000", "42.00"),
        ("99999.99", "9.99"),
    ],
)
def test_the_likely_price_has_the_same_digits(typed: str, meant: str | None) -> None:
    assert likely_meant(Decimal(typed), Decimal(40)) == (meant and Decimal(meant))
