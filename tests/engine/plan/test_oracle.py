"""The engine against the oracle, on plans of any shape."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given

from estimator import Pathology, Service, Setting, tariffs
from estimator.engine.model.plan import CourseRefused, PlannedCourse
from estimator.engine.plan import plan
from tests.engine.cases import case
from tests.engine.oracle import NoPrice
from tests.engine.plan import oracle
from tests.engine.plan.drawing import A_FEW_PLANS, plans, unpriced_plans

NEW_RULES = date(2027, 1, 1)


def agree(courses: Sequence[PlannedCourse]) -> None:
    """Every field of every item but its status, and all sums; or a refusal of both."""
    try:
        expected = oracle.items_of(courses)
    except (NoPrice, oracle.OtherGroup):
        with pytest.raises(CourseRefused):
            plan(courses, tariffs())
        return
    result = plan(courses, tariffs())
    found = [(it.course, *tuple(it.item)[:-1]) for it in result.items]
    assert found == [(it.course, *it.item) for it in expected]
    assert tuple(result.totals) == oracle.totals_of(expected)
    for number, course in enumerate(result.courses):
        own = [it for it in expected if it.course == number]
        assert tuple(course.totals) == oracle.totals_of(own)
    months = {month: tuple(costs.totals) for month, costs in result.by_month.items()}
    years = {year: tuple(costs.totals) for year, costs in result.by_year.items()}
    assert (months, years) == (oracle.by_month(expected), oracle.by_year(expected))


@A_FEW_PLANS
@given(courses=unpriced_plans())
def test_every_item_and_sum_agree(courses: list[PlannedCourse]) -> None:
    agree(courses)


@A_FEW_PLANS
@given(courses=plans())
def test_both_ends_agree_where_only_overrun_fees_are_open(courses: list[PlannedCourse]) -> None:
    items = oracle.items_of(courses)
    assume(max(it.item.day for it in items) < NEW_RULES)
    costs = plan(courses, tariffs()).costs
    ends = (costs.least.patient, costs.most.patient)
    assert ends == oracle.least_and_most(courses, items)
    assert costs.totals.patient == costs.most.patient


def course(condition: str | None = None, **changes: Any) -> PlannedCourse:
    """A planned course of the usual case, with changes."""
    return PlannedCourse(case=case(**changes), condition=condition)


def test_courses_of_one_condition_belong_to_one_group() -> None:
    agree([course("back"), course("back", pathology="heavy")])


@pytest.mark.parametrize("setting", Setting)
def test_long_year_of_five_ordinary_conditions(setting: Setting) -> None:
    """More than the cap holds, each condition at two kinés, with every extra."""
    both: list[dict[str, Any]] = [
        {"conventioned": True},
        {"conventioned": False, "fee": Decimal("33.50")},
    ]
    courses = [
        course(
            f"condition {n}",
            setting=setting,
            sessions=17,
            start=date(2025, month, 3 + n),
            intake=True,
            report=True,
            **kine,
        )
        for n in range(5)
        for month, kine in zip((2, 6), both, strict=True)
    ]
    agree(courses)
    agree([replace(it, condition=f"{it.condition} of two", person="An") for it in courses])


@pytest.mark.parametrize("pathology", [Pathology.FA, Pathology.PERINATAL])
def test_what_falls_back_to_current_shares_the_cap(pathology: Pathology) -> None:
    start = date(2025, 1, 6)
    back = course("back", sessions=60, start=start, per_week=7)
    agree([back, course("other", pathology=pathology, sessions=200, start=start, per_week=3)])


def test_services_mixed_in_one_condition() -> None:
    lymph: dict[str, Any] = {"pathology": Pathology.FB, "start": date(2025, 3, 3), "per_week": 1}
    agree(
        [
            course("arm", **lymph, service=Service.LYMPHOEDEMA_45, sessions=35),
            course("arm", **lymph, sessions=35, prior_sessions=20),
        ]
    )


def test_hospital_sessions_are_none_of_the_overrun_sessions_of_the_year() -> None:
    """The ranks go on from the hospital; the 54 are those of seven codes, none of a hospital."""
    winter = date(2026, 1, 5)
    in_hospital = course("back", setting="hospital", sessions=90, per_week=7, start=winter)
    agree([in_hospital, course("back", sessions=56, start=date(2026, 6, 1))])


@pytest.mark.parametrize("prior", [18, 40])
def test_nothing_left_to_price_in_a_rehabilitation_centre(prior: int) -> None:
    agree([course(setting="rehabilitation_centre", prior_sessions=prior)])


@pytest.mark.parametrize("changes", [{}, {"pathology": "perinatal", "sessions": 9, "per_week": 7}])
def test_an_intake_that_was_asked_for_in_vain_has_no_second_chance(changes: dict[str, Any]) -> None:
    """The intake of the year was billed for the hip; the first session was one of a pregnancy."""
    asked: dict[str, Any] = {"intake": True} | changes
    agree(
        [
            course("hip", intake=not changes, start=date(2025, 11, 3)),
            course("knee", **asked, start=date(2025, 12, 1)),
            course("knee", **asked, start=date(2026, 1, 5)),
        ]
    )
