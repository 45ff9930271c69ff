"""The ceiling of a household, reckoned by hand: tests/golden/plan-ceilings.csv."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from estimator.engine.plan.household import Household, household_years

from tests.engine.cases import GOLDEN, rows_of
from tests.engine.plan.test_golden import planned
from tests.shipped import BOOK

ROWS = rows_of(GOLDEN / "plan-ceilings.csv")
OF_COUNTER = ("added", "remaining", "back", "left_before", "left_after")
OF_MONTH = ("counted", "back", "left")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['income_band']} {row['counted_2026']}")
def test_when_the_ceiling_is_reached_and_what_is_left(row: Mapping[str, str]) -> None:
    household = Household(
        income_band=int(row["income_band"]) - 1,
        bim=row["bim"] == "true",
        counted={2026: Decimal(row["counted_2026"])},
    )
    (year,) = household_years(planned(row["plan"]), household, BOOK)
    assert (str(year.ceiling.ceiling), str(year.ceiling.year)) == (
        row["ceiling"],
        row["ceiling_year"],
    )
    spans = {name: year.shares.span(name) for name in OF_COUNTER}
    assert {name: (str(span.low), str(span.high)) for name, span in spans.items()} == {
        name: (row[name], row[name]) for name in OF_COUNTER
    }
    reached = [(str(at.day), str(at.course + 1)) for at in year.shares.reached]
    assert reached == ([(row["reached"], row["course"])] if row["reached"] else [])
    for at in year.shares.reached:
        assert at.month == date.fromisoformat(row["reached"]).replace(day=1)
        (month,) = [each for each in year.shares.months if each.month == at.month]
        amounts = [str(getattr(month, name).high) for name in OF_MONTH]
        assert amounts == [row[f"month_{name}"] for name in OF_MONTH]
