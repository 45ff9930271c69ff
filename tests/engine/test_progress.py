"""What charts and tables draw from a result, to the cent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from estimator import Case, Comparison, Pathology, Result, compare
from estimator.engine.progress import Point, cumulative, halfway, item_runs, share, visits

CASE = Case(
    pathology=Pathology.CURRENT,
    bim=False,
    conventioned=True,
    fee=Decimal(40),
    sessions=30,
    start=date(2025, 5, 5),
)


@pytest.fixture
def comparison() -> Comparison:
    return compare(CASE)


@pytest.fixture
def result(comparison: Comparison) -> Result:
    return comparison.non_conventioned


def test_visits_add_up_to_the_total(result: Result) -> None:
    assert sum(visit.patient for visit in visits(result)) == result.totals.patient
    assert [visit.session for visit in visits(result)] == list(range(1, 31))


def test_a_visit_holds_the_extras_of_its_session(result: Result) -> None:
    first = [item.patient for item in result.items if item.session == 1]
    assert len(first) > 1
    assert visits(result)[0].patient == sum(first)


def test_the_share_is_the_cheapest_the_dearest_and_the_average(comparison: Comparison) -> None:
    each = share(comparison.conventioned)
    assert each == (Decimal("6.25"), Decimal("25.93"), Decimal("14.12"))
    assert not each.constant


def test_the_share_is_constant_below_the_cliff() -> None:
    assert share(compare(replace(CASE, sessions=18)).conventioned).constant


def test_the_lines_end_at_the_totals(comparison: Comparison) -> None:
    end = cumulative(comparison)[-1]
    assert end.conventioned == comparison.conventioned.totals.patient
    assert end.non_conventioned == comparison.non_conventioned.totals.patient
    assert end.day == comparison.conventioned.items[-1].date


def test_the_lines_never_fall(comparison: Comparison) -> None:
    points = cumulative(comparison)
    assert list(points) == sorted(points, key=lambda point: point.non_conventioned)


@pytest.mark.parametrize(("sessions", "middle"), [(1, 1), (2, 1), (3, 2), (18, 9)])
def test_the_middle_of_a_course(sessions: int, middle: int) -> None:
    points = cumulative(compare(replace(CASE, sessions=sessions)))
    found: Point = halfway(points)
    assert found.session == middle


def test_runs_stand_for_every_item(result: Result) -> None:
    folded = item_runs(result.items)
    assert sum(run.last - run.first + 1 for run in folded) == len(result.items)
    total = sum(run.item.patient * (run.last - run.first + 1) for run in folded)
    assert total == result.totals.patient


def test_runs_tell_codes_apart(comparison: Comparison) -> None:
    folded = [
        (run.first, run.last, run.item.code) for run in item_runs(comparison.conventioned.items)
    ]
    assert folded == [
        (1, 9, "567011"),
        (1, 1, "567033"),
        (10, 18, "560011"),
        (19, 30, "560055"),
    ]
