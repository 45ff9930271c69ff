"""Amounts and counts as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.fields import MAX_EUROS
from estimator.locales import LANGUAGES, words
from tests.engine.cases import SOME
from tests.lists.values.reading import read, refused

NBSP, NARROW, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("40", "40.00"),
        ("40,00 €", "40.00"),
        ("40€", "40.00"),
        ("€ 40", "40.00"),
        ("40.-", "40.00"),
        ("40,-", "40.00"),
        ("€ 40,--", "40.00"),
        ("40,– €", "40.00"),
        ("40 EUR", "40.00"),
        ("EUR 40,00", "40.00"),
        ("40 euros", "40.00"),
        ("40 Euro", "40.00"),
        ("38,5", "38.50"),
        ("1 234,50", "1234.50"),
        (f"1{NBSP}234,50{NBSP}€", "1234.50"),
        (f"1{NARROW}234,50{NBSP}€", "1234.50"),
        (f"1{THIN}234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1’234.50", "1234.50"),
        ("1 234", "1234.00"),
        ("1.234,-", "1234.00"),
        ("12 345,6", "12345.60"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert read("fee", text) == Decimal(amount)
    assert read("fee", f" {text} ") == Decimal(amount)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("1.234", "euros_two_ways"),
        ("1,234", "euros_two_ways"),
        ("€ 33.500", "euros_two_ways"),
        (1.234, "decimals"),
        ("0.123", "decimals"),
        ("0,500", "decimals"),
        ("12.3456", "decimals"),
        ("-5", "negative"),
        ("−5 €", "negative"),
        ("-1.234,50", "negative"),
        ("1.234.567", "too_much"),
        ("1.234.567,00", "too_much"),
        ("1,234,50", "euros"),
        ("1.23.456", "euros"),
        ("1 234 5", "euros"),
        ("40 50", "euros"),
        ("40€/séance", "euros"),
        ("€", "euros"),
        ("40-", "euros"),
        ("$40", "euros"),
        (True, "euros"),
    ],
)
def test_what_is_no_amount(given: object, reason: str) -> None:
    assert refused("fee", given).reason == reason


@SOME
@given(st.integers(0, int(MAX_EUROS * 100)), st.sampled_from(LANGUAGES))
def test_any_amount_as_a_language_writes_it_reads_back(cents: int, language: str) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert read("fee", words(language).euros(amount)) == amount


@pytest.mark.parametrize(
    ("field", "text", "count"),
    [
        ("sessions", "18,0", 18),
        ("sessions", "18.00", 18),
        ("sessions", "18 séances", 18),
        ("sessions", "18 zittingen", 18),
        ("sessions", "18 Sitzungen", 18),
        ("sessions", "18 sessions", 18),
        ("sessions", "18x", 18),
        ("sessions", "18 x", 18),
        ("prior_sessions", "0 séance", 0),
        ("per_week", "2x/semaine", 2),
        ("per_week", "2 x par semaine", 2),
        ("per_week", "2/week", 2),
        ("per_week", "2 keer per week", 2),
        ("per_week", "2 Mal pro Woche", 2),
        ("per_week", "3 × / sem.", 3),
        ("per_week", "2.0", 2),
    ],
)
def test_counts(field: str, text: str, count: int) -> None:
    assert read(field, text) == count


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("sessions", "18,5"),
        ("sessions", "18.5"),
        ("sessions", 18.5),
        ("sessions", "2x/semaine"),
        ("sessions", "18 euros"),
        ("sessions", "18 ou 20"),
        ("sessions", "x18"),
        ("sessions", "500 séances"),
        ("sessions", "-3 séances"),
        ("per_week", "2 séances"),
        ("per_week", "2-3"),
        ("per_week", "9x/week"),
    ],
)
def test_what_is_no_count(field: str, given: object) -> None:
    assert refused(field, given).reason == "number"
