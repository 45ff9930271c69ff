"""A plan changed in one way, beside the plan as it is; amounts by hand."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from estimator import InvalidAnswer, tariffs
from estimator.engine.model.plan import PlannedCourse
from estimator.engine.plan.what_if import (
    Kine,
    Variant,
    at_kine,
    paced,
    side_by_side,
    stopped,
)
from estimator.engine.ranges import EuroRange
from tests.engine.cases import case, euros

NON_CONVENTIONED = Kine(conventioned=False, fee=Decimal(40))
CONVENTIONED = Kine(conventioned=True)


def course(**answers: Any) -> PlannedCourse:
    return PlannedCourse(case=case(**{"start": date(2026, 3, 2)} | answers))


def beside(plan: Sequence[PlannedCourse], other: Sequence[PlannedCourse]) -> Variant:
    """The second plan, compared with the first."""
    first, variant = side_by_side({"first": plan, "other": other}, tariffs())
    assert (first.difference, first.care_differs) == (EuroRange(Decimal(0), Decimal(0)), False)
    return variant


def between(low: str, high: str | None = None) -> EuroRange:
    return EuroRange(euros(low), euros(high or low))


def test_stopped_before_the_sessions_beyond_the_normal_number() -> None:
    """Ten sessions more cost at least 6.25 each (11.12 asked), at most 25.93 (30.80 asked)."""
    courses = [course(sessions=28)]
    variant = beside(courses, stopped(courses, 0, 18))
    assert variant.result.totals.patient == euros("112.50")
    assert variant.difference == between("-259.30", "-62.50")
    assert variant.care_differs


@pytest.mark.parametrize("sessions", [0, 29])
def test_a_course_stops_within_itself(sessions: int) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        stopped([course(sessions=28)], 0, sessions)
    assert (refused.value.field, refused.value.allowed) == ("sessions", (1, 28))


def test_another_pace_is_another_care_at_the_same_price() -> None:
    courses = [course(), course(sessions=5)]
    changed = paced(courses, 1, 1)
    assert [it.case.per_week for it in changed] == [2, 1]
    variant = beside(courses, changed)
    assert variant.difference == between("0.00")
    assert variant.care_differs


def test_a_slower_pace_may_reach_into_the_next_year() -> None:
    """At two a week 22 sessions end in December; at one a week the last seven come in January and
    later, as the first of their year: 6.25 and not 6.25 to 25.93 for each of four."""
    courses = [course(sessions=22, start=date(2026, 9, 21))]
    variant = beside(courses, paced(courses, 0, 1))
    assert variant.difference == between("-78.72", "0.00")


def test_another_kine_for_the_whole_course() -> None:
    """12.38 and 9.20 above the tariff instead of 6.25, 18 times."""
    courses = [course(surcharge="2")]
    changed = at_kine(courses, 0, NON_CONVENTIONED)
    assert (changed[0].case.fee, changed[0].case.surcharge) == (Decimal(40), Decimal(0))
    variant = beside([course()], changed)
    assert variant.difference == between("275.94")
    assert not variant.care_differs
    (back,) = at_kine(changed, 0, CONVENTIONED)
    assert back == course()


def test_another_kine_from_a_day_on() -> None:
    """Nine of thirty sessions come before 1 July; each later one costs 5.50 + 6.32 + 9.20 instead
    of 5.50."""
    courses = [course(pathology="fb", sessions=30, start=date(2026, 6, 1)), course(sessions=2)]
    before, after, other = at_kine(courses, 0, NON_CONVENTIONED, date(2026, 7, 1))
    assert other is courses[1]
    assert (before.case.sessions, before.case.conventioned) == (9, True)
    assert (after.case.sessions, after.case.start) == (21, date(2026, 7, 2))
    assert before.condition == after.condition == "1"
    variant = beside(courses, (before, after, other))
    assert variant.difference == between("325.92")
    assert not variant.care_differs


def test_what_came_before_stays_with_the_first_part() -> None:
    told: dict[str, Any] = {
        "pathology": "fa",
        "prior_sessions": 5,
        "first_session": date(2026, 2, 1),
    }
    named = PlannedCourse(case=case(**told, start=date(2026, 3, 2)), condition="knee", person="An")
    before, after = at_kine([named], 0, NON_CONVENTIONED, date(2026, 4, 1))
    assert (before.case.prior_sessions, before.case.first_session) == (5, date(2026, 2, 1))
    assert (after.case.prior_sessions, after.case.first_session) == (0, None)
    assert (after.condition, after.person, after.case.intake) == ("knee", "An", False)


def test_a_condition_without_a_name_gets_one_of_its_own() -> None:
    first = PlannedCourse(case=case(), condition="2")
    parts = at_kine([first, course()], 1, CONVENTIONED, date(2026, 4, 1))
    assert [part.condition for part in parts] == ["2", "3", "3"]


def test_from_its_first_day_on_is_the_whole_course() -> None:
    (changed,) = at_kine([course()], 0, NON_CONVENTIONED, date(2026, 3, 2))
    assert changed.case.sessions == 18


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 5, 1)])
def test_the_day_is_within_the_course(day: date) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        at_kine([course()], 0, NON_CONVENTIONED, day)
    assert (refused.value.field, refused.value.allowed) == (
        "since",
        (date(2026, 3, 2), date(2026, 4, 30)),
    )


def test_the_last_day_is_still_within_the_course() -> None:
    before, after = at_kine([course()], 0, NON_CONVENTIONED, date(2026, 4, 30))
    assert (before.case.sessions, after.case.sessions) == (17, 1)


def test_a_free_fee_is_needed() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        at_kine([course()], 0, Kine(conventioned=False))
    assert refused.value.field == "fee"


def test_what_is_open_at_one_kind_of_kine_alone_is_open_in_the_difference() -> None:
    """Ten sessions beyond the normal number: 6.25 to 25.93 at a conventioned kiné; at the other
    40 − 4.87 + 1.21 = 36.34 each, and 21.58 for each of the 18 others instead of 6.25."""
    courses = [course(sessions=28)]
    variant = beside(courses, at_kine(courses, 0, NON_CONVENTIONED))
    assert variant.difference == between("380.04", "576.84")
