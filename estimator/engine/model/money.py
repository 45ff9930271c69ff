"""Exact money: whole cents inside the engine, euros with two decimals outside it."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

Cents = int
CENTS = 100
"""Of a euro."""


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number to a fraction that is not negative; a half goes up."""
    return (2 * numerator + denominator) // (2 * denominator)


def cents(euros: Decimal) -> Cents:
    """An amount in euros as whole cents, half up: 30.804 is 3080."""
    exact = euros * CENTS
    whole = int(exact)
    return whole if whole == exact else half_up(*exact.as_integer_ratio())


@lru_cache(maxsize=1 << 14)
def euros(amount: Cents) -> Decimal:
    """Whole cents as euros with two decimals: 38844 is 388.44. The same amounts come again and
    again, and are made once."""
    return Decimal(amount).scaleb(-2)


def percent_of(amount: Cents, percent: int) -> Cents:
    """A whole percentage of an amount, half up to the cent: 15 % of 1.13 is 0.17."""
    return half_up(amount * percent, 100)


def middle(one: Cents, other: Cents) -> Cents:
    """The amount halfway between two that are not negative, half up to the cent."""
    return half_up(one + other, 2)


def average(total: Decimal, count: int) -> Decimal:
    """The average of `count` amounts that add up to a total in euros, half up to the cent."""
    return (total / count).quantize(Decimal("0.01"), ROUND_HALF_UP)
