"""What charts and tables draw from a result, to the cent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from estimator import Case, Comparison, Pathology, Result, compare, estimate
from estimator.engine.progress import (
    STEPS,
    Point,
    Step,
    cumulative,
    halfway,
    item_runs,
    share,
    steps,
    visits,
)

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


def test_the_overrun_is_a_step() -> None:
    assert steps([estimate(CASE)]) == (Step(19, date(2025, 7, 7), ("overrun",)),)


def test_the_same_step_of_both_kinds_is_told_once() -> None:
    both = [estimate(CASE), estimate(replace(CASE, conventioned=False))]
    assert len(steps(both)) == 1


def test_what_changes_on_one_day_stands_together_the_weightiest_first() -> None:
    course = replace(CASE, start=date(2024, 12, 2), sessions=40)
    found = steps([estimate(course)])
    assert [step.session for step in found] == sorted(step.session for step in found)
    assert {name for step in found for name in step.ids} >= {"new_year", "tariff_change"}
    assert all(list(step.ids) == sorted(step.ids, key=STEPS.index) for step in found)


def test_a_short_course_has_no_steps() -> None:
    assert steps([estimate(replace(CASE, sessions=3))]) == ()


def test_the_61st_session_of_a_chronic_condition_is_a_step() -> None:
    course = replace(CASE, pathology=Pathology.FB, conventioned=False, sessions=61)
    (step,) = (step for step in steps([estimate(course)]) if step.session == 61)
    assert "less_reimbursed" in step.ids


def test_a_low_fee_to_a_bim_patient_rises_with_a_notice_too() -> None:
    """25.00 asked: up to session 60 all of it comes back, then 23.67 (25.67 less 2.00)."""
    course = replace(CASE, pathology=Pathology.FB, bim=True, conventioned=False, sessions=61)
    result = estimate(replace(course, fee=Decimal("25.00")))
    (notice,) = (notice for notice in result.notices if notice.id == "less_reimbursed")
    assert notice.values["session"] == 61
    assert (notice.values["before"], notice.values["after"]) == (Decimal(0), Decimal("1.33"))
    dear = estimate(replace(course, fee=Decimal("60.00")))
    assert "less_reimbursed" not in {notice.id for notice in dear.notices}
