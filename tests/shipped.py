"""The tariffs that ship, for the tests that hold them against documents."""

from datetime import date

import pytest

from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import SHIPPED

BOOK = load(SHIPPED)
#: First days of the tariffs that the golden amounts belong to.
TARIFF_DAYS = (date(2024, 1, 1), date(2024, 2, 1), date(2025, 2, 1), date(2026, 1, 1))


def needs_tariff_of(day: date) -> None:
    """Skips a test if the tariff of a day is not among those that ship."""
    first_day = max(each for each in TARIFF_DAYS if each <= day)
    if first_day not in BOOK.editions:
        pytest.skip(f"the tariff of {first_day} does not ship")
