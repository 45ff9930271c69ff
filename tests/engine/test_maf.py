"""What a course adds to a household's yearly counter of fixed shares."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from estimator.engine.maf import bands, ceiling_for, maf_years
from tests.engine.cases import BOOK, estimate_of, euros

CEILINGS_2024 = ["254.99", "516.92", "746.66", "1148.70", "1608.18", "2067.66"]
CEILINGS_2023 = ["250.00", "506.79", "732.03", "1126.20", "1576.68", "2027.16"]


@pytest.mark.parametrize(
    ("year", "known", "ceilings"),
    [
        (2022, 2023, CEILINGS_2023),
        (2023, 2023, CEILINGS_2023),
        (2024, 2024, CEILINGS_2024),
        (2026, 2024, CEILINGS_2024),
    ],
)
def test_bands_of_the_last_known_year(year: int, known: int, ceilings: list[str]) -> None:
    found = bands(BOOK, year)
    assert {band.year for band in found} == {known}
    assert [str(band.ceiling) for band in found] == ceilings


@pytest.mark.parametrize(
    ("band", "ceiling", "bim_ceiling"),
    [(0, "254.99", "254.99"), (1, "516.92", "516.92"), (5, "2067.66", "516.92")],
)
def test_bim_household_has_its_own_ceiling_at_the_most(
    band: int, ceiling: str, bim_ceiling: str
) -> None:
    of = bands(BOOK, 2024)
    assert ceiling_for(of, band, bim=False).ceiling == euros(ceiling)
    assert ceiling_for(of, band, bim=True).ceiling == euros(bim_ceiling)


def years_of(band: int, already: str, **changes: Any) -> list[tuple[int, str, str, str, str]]:
    """Year, added, counted, remaining and above of each year."""
    found = maf_years(estimate_of(**changes), band, euros(already), BOOK)
    return [
        (year.year, str(year.added), str(year.counted), str(year.remaining), str(year.above))
        for year in found
    ]


def test_one_year() -> None:
    assert years_of(0, "0.00") == [(2025, "112.50", "112.50", "142.49", "0.00")]
    assert years_of(0, "200.00") == [(2025, "112.50", "312.50", "0.00", "57.51")]
    assert years_of(0, "142.49") == [(2025, "112.50", "254.99", "0.00", "0.00")]


def test_what_was_counted_before_belongs_to_the_first_year() -> None:
    found = years_of(1, "100.00", start=date(2025, 12, 29), sessions=3)
    assert found == [
        (2025, "6.25", "106.25", "410.67", "0.00"),
        (2026, "12.50", "12.50", "504.42", "0.00"),
    ]


def test_only_fixed_shares_count() -> None:
    free = years_of(0, "0.00", conventioned=False, fee="40")
    assert free == years_of(0, "0.00")


def test_year_of_the_ceiling_is_told() -> None:
    (found,) = maf_years(estimate_of(), 2, Decimal(0), BOOK)
    assert (found.ceiling, found.ceiling_year) == (euros("746.66"), 2024)
