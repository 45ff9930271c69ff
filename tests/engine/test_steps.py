"""The steps of a course, by session and name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from estimator import Case, Pathology, estimate
from estimator.engine.steps import STEPS, Step, steps

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
