"""Cents and euros, rounded as the official texts round."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.money import cents, euros, half_up, percent_of
from estimator.engine.tariffs.prices import reduced
from tests.engine.cases import SOME


@pytest.mark.parametrize(
    ("numerator", "denominator", "nearest"),
    [(0, 2, 0), (1, 2, 1), (3, 2, 2), (5, 2, 3), (1, 3, 0), (2, 3, 1), (49, 100, 0), (50, 100, 1)],
)
def test_a_half_goes_up(numerator: int, denominator: int, nearest: int) -> None:
    assert half_up(numerator, denominator) == nearest


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", 0),
        ("0.004999", 0),
        ("0.005", 1),
        ("30.804", 3080),
        ("30.805", 3081),
        ("30.00", 3000),
        ("99999.99", 9999999),
    ],
)
def test_euros_to_cents(amount: str, expected: int) -> None:
    assert cents(Decimal(amount)) == expected


@pytest.mark.parametrize(
    ("amount", "expected"), [(0, "0.00"), (5, "0.05"), (38862, "388.62"), (55440, "554.40")]
)
def test_cents_to_euros_have_two_decimals(amount: int, expected: str) -> None:
    assert str(euros(amount)) == expected


@pytest.mark.parametrize(
    ("full", "left"),
    [(1637, 1228), (2085, 1564), (2455, 1842), (2539, 1905), (0, 0), (4, 3), (1, 1)],
)
def test_published_reductions(full: int, left: int) -> None:
    assert reduced(full, 25) == left


@SOME
@given(amount=st.integers(0, 10**9))
def test_there_and_back(amount: int) -> None:
    assert cents(euros(amount)) == amount


@SOME
@given(amount=st.decimals(0, 10**6, places=8))
def test_as_decimal_rounds(amount: Decimal) -> None:
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert euros(cents(amount)) == rounded


@SOME
@given(amount=st.integers(0, 10**6), percent=st.integers(0, 100))
def test_percents_stay_within_the_amount(amount: int, percent: int) -> None:
    part = percent_of(amount, percent)
    assert 0 <= part <= amount
    assert abs(part + percent_of(amount, 100 - percent) - amount) <= 1
