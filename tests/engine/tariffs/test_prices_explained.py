"""How each fee is made, checked against the items themselves."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from estimator import Case, Pathology, Setting, estimate, tariffs
from estimator.engine.tariffs.prices import explained

CENT = Decimal("0.01")


@pytest.mark.parametrize("pathology", [Pathology.CURRENT, Pathology.FB, Pathology.HEAVY])
def test_m_times_coefficient_is_the_official_fee(pathology: Pathology) -> None:
    case = Case(
        pathology=pathology, bim=False, conventioned=True, sessions=30, start=date(2025, 5, 5)
    )
    for each in explained(estimate(case).items, tariffs().book):
        assert each.multiplier is not None
        assert each.coefficient is not None
        product = (each.multiplier * each.coefficient).quantize(CENT, ROUND_HALF_UP)
        assert product == each.official_fee


def test_each_code_is_explained_once_a_tariff() -> None:
    case = Case(
        pathology=Pathology.CURRENT,
        bim=False,
        conventioned=True,
        sessions=40,
        start=date(2024, 12, 2),
    )
    items = estimate(case).items
    kinds = [(each.code, each.edition) for each in explained(items, tariffs().book)]
    assert sorted(kinds) == sorted({(item.code, item.edition) for item in items})


def test_travel_is_a_fixed_amount() -> None:
    case = Case(
        pathology=Pathology.CURRENT,
        setting=Setting.HOME,
        bim=False,
        conventioned=True,
        sessions=2,
        start=date(2025, 5, 5),
    )
    found = explained(estimate(case).items, tariffs().book)
    fixed = [each for each in found if each.service == "travel"]
    assert [(each.multiplier, each.coefficient) for each in fixed] == [(None, None)]
