"""A first session at a fee of its own.

Reckoned by hand from the tariff of February 2025: 30.80 at a practice, of which 18.42 comes back
at a non-conventioned kiné, 24.55 at any other.
"""

from decimal import Decimal

import pytest

from estimator import InvalidAnswer, compare, estimate
from estimator.engine.fee_curve import fee_curve
from estimator.engine.model.plan import PlannedCourse
from estimator.engine.plan import plan
from estimator.environment.tariffs_in_use import tariffs
from tests.engine.cases import case, estimate_of, euros, patients

FREE = {"conventioned": False, "fee": "40", "first_fee": "50"}


def test_it_counts_for_the_first_session_alone() -> None:
    result = estimate_of(sessions=3, **FREE)
    assert patients(result.items) == [euros("31.58"), euros("21.58"), euros("21.58")]
    assert result.totals.patient == euros("74.74")


def test_the_intake_is_billed_beside_it() -> None:
    """Intake 7.19, which a non-conventioned kiné's patient gets back but for a quarter, 1.79."""
    result = estimate_of(sessions=1, intake=True, **FREE)
    assert [item.charged for item in result.items] == [euros("50"), euros("7.19")]
    assert patients(result.items) == [euros("31.58"), euros("1.79")]


def test_a_protected_patient_never_pays_more_than_the_official_fee() -> None:
    lower = {"conventioned": False, "bim": True, "fee": "40", "first_fee": "20"}
    assert [item.charged for item in estimate_of(sessions=2, **lower).items] == [20, euros("30.80")]
    higher = estimate_of(sessions=2, bim=True, **FREE)
    assert [item.charged for item in higher.items] == [euros("30.80")] * 2
    (notice,) = (it for it in higher.notices if it.id == "fee_ignored_bim")
    assert notice.values == {"fee": Decimal(50)}


def test_at_a_conventioned_kine_it_is_ignored_as_the_fee_is() -> None:
    told = estimate_of(sessions=2, **FREE | {"conventioned": True})
    assert told.totals == estimate_of(sessions=2).totals
    assert "fee_ignored_conventioned" in {notice.id for notice in told.notices}


@pytest.mark.parametrize("bim", [False, True])
def test_it_needs_the_fee_of_the_others(bim: bool) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        case(conventioned=False, bim=bim, first_fee="50")
    assert (refused.value.field, refused.value.reason) == ("fee", "fee_missing")


def test_a_comparison_asks_it_of_the_free_kine_alone() -> None:
    both = compare(case(sessions=2, **FREE))
    assert both.conventioned.totals.patient == euros("12.50")
    assert both.non_conventioned.totals.patient == euros("53.16")


def test_the_curve_of_fees_leaves_it_as_it_is() -> None:
    result = estimate_of(sessions=2, **FREE)
    points = {point.fee: point.patient for point in fee_curve(result, tariffs()).points}
    assert (points[euros("40")], points[euros("45")]) == (euros("53.16"), euros("58.16"))


def test_between_the_sessions_of_another_course_it_stays_with_the_first() -> None:
    """Eight sessions at this kiné, one of another between them: 31.58 + 7 × 21.58, and 6.25."""
    mine = case(sessions=8, per_week=1, **FREE)
    other = case(sessions=1, start=mine.start.replace(day=8))
    courses = [PlannedCourse(case=it, condition="back", person="") for it in (mine, other)]
    results = plan(courses, tariffs()).courses
    assert [it.totals.patient for it in results] == [euros("182.64"), euros("6.25")]
    assert results[0].totals == estimate(mine).totals
