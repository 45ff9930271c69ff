"""Amounts as CLDR has them written: our own writing says to the letter what Babel's says."""

from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as some

from estimator.locales import LANGUAGES, words
from estimator.locales.euros import PATTERNS

CENTS = some.integers(-(10**15), 10**15)


@pytest.mark.parametrize("language", LANGUAGES)
@given(cents=CENTS)
def test_an_amount_is_written_as_babel_writes_it(language: str, cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    written = format_currency(amount, "EUR", PATTERNS.get(language), locale=words(language).locale)
    assert words(language).euros(amount) == written


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", "-1\N{NARROW NO-BREAK SPACE}388,60\N{NO-BREAK SPACE}€"),
        ("nl", "-1.388,60\N{NO-BREAK SPACE}€"),
        ("de", "-1.388,60\N{NO-BREAK SPACE}€"),
        ("en", "-€1,388.60"),
    ],
)
def test_a_negative_amount_bears_its_sign_first(language: str, shown: str) -> None:
    assert words(language).euros(Decimal("-1388.6")) == shown
