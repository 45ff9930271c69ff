"""The steps of a course, by session and name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from estimator import Case, Pathology, estimate
from estimator.engine.progress import STEPS, Step, steps

CASE = Case(
    pathology=Pathology.CURRENT,
    bim=False,
    conventioned=True,
    fee=Decimal(40),
    sessions=30,
    start=date(2025, 5, 5),
)


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
