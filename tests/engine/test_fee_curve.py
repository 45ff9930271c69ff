"""The cost against the fee asked agrees, fee by fee, with the estimate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from estimator import Case, Pathology, estimate, tariffs
from estimator.engine.fee_curve import FeeCurve, fee_curve

CASE = Case(
    pathology=Pathology.CURRENT,
    bim=False,
    conventioned=False,
    fee=Decimal("42.50"),
    sessions=30,
    start=date(2025, 5, 5),
)


@pytest.fixture
def fees() -> FeeCurve:
    return fee_curve(estimate(CASE), tariffs())


def test_every_point_is_the_estimate_at_that_fee(fees: FeeCurve) -> None:
    for point in fees.points:
        assert estimate(replace(CASE, fee=point.fee)).totals.patient == point.patient


@pytest.mark.parametrize("pathology", [Pathology.CURRENT, Pathology.FA, Pathology.HEAVY])
@pytest.mark.parametrize("fee", ["5.00", "42.50", "300.00"])
def test_between_two_points_the_cost_grows_evenly(pathology: Pathology, fee: str) -> None:
    case = replace(CASE, pathology=pathology, fee=Decimal(fee), intake=True, prior_sessions=50)
    for before, after in pairwise(fee_curve(estimate(case), tariffs()).points):
        middle = ((before.fee + after.fee) / 2).quantize(Decimal("0.01"))
        rise = (after.patient - before.patient) / (after.fee - before.fee)
        evenly = before.patient + (middle - before.fee) * rise
        left = estimate(replace(case, fee=middle)).totals.patient
        assert left == evenly.quantize(Decimal("0.01"))


def test_the_range_goes_from_below_the_official_fee_to_its_double(fees: FeeCurve) -> None:
    assert fees.official.fee == Decimal("30.80")
    assert fees.asked.fee == Decimal("42.50")
    assert fees.points[0].fee < fees.official.fee < fees.asked.fee < fees.dearest.fee
    assert fees.dearest.fee >= 2 * fees.official.fee


def test_a_dearer_kine_never_costs_less(fees: FeeCurve) -> None:
    assert list(fees.points) == sorted(fees.points)
    left = [point.patient for point in fees.points]
    assert left == sorted(left)


def test_the_table_names_round_fees_and_those_that_are_marked(fees: FeeCurve) -> None:
    told = {point.fee for point in fees.in_table}
    assert told >= {Decimal("30.80"), Decimal("42.50"), fees.dearest.fee, Decimal(40)}
    assert len(told) < len(fees.points)
