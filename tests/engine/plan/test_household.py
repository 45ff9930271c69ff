"""When the counter of a household reaches its ceiling, and what is left to pay; by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from estimator import InvalidAnswer, tariffs
from estimator.engine.maf import bands, maf_years
from estimator.engine.model.plan import PlannedCourse
from estimator.engine.plan import plan
from estimator.engine.plan.household import (
    INCOME_BANDS,
    CounterRange,
    Household,
    HouseholdYear,
    Reached,
    household_years,
)
from estimator.engine.ranges import EuroRange
from tests.engine.cases import BOOK, case, estimate_of, euros


def course(person: str = "", condition: str | None = None, **answers: Any) -> PlannedCourse:
    return PlannedCourse(case=case(**answers), condition=condition, person=person)


def years(
    *courses: PlannedCourse, band: int = 0, bim: bool = False, **counted: str
) -> tuple[HouseholdYear, ...]:
    """The years of a plan; counted before: `in_2026="100.00"`."""
    before = {int(year.removeprefix("in_")): euros(amount) for year, amount in counted.items()}
    household = Household(income_band=band, bim=bim, counted=before)
    return household_years(plan(courses, tariffs()), household, BOOK)


def shown(counter: CounterRange, *names: str) -> list[str]:
    """Amounts of a counter that are certain."""
    spans = [counter.span(name) for name in names]
    assert all(span.certain for span in spans)
    return [str(span.low) for span in spans]


CHILDREN = [
    course("An", pathology="fb", bim=True, sessions=60, start=date(2026, 1, 5)),
    course("Ben", pathology="fb", bim=True, sessions=60, start=date(2026, 1, 7)),
]
FREE: dict[str, Any] = {"conventioned": False, "fee": "40", "start": date(2026, 3, 2)}


@pytest.mark.parametrize(("band", "ceiling"), [(0, "254.99"), (1, "516.92"), (5, "516.92")])
def test_a_bim_household_has_its_own_ceiling_at_the_most(band: int, ceiling: str) -> None:
    (year,) = years(*CHILDREN, band=band, bim=True)
    assert (year.year, str(year.ceiling.ceiling), year.ceiling.year) == (2026, ceiling, 2024)


def test_two_children_of_one_household_reach_the_ceiling_together() -> None:
    """116.92 is left of the ceiling, each session adds 2.00: the 59th reaches it, in the fifteenth
    week, and 1.08 of it comes back."""
    (year,) = years(*CHILDREN, band=5, bim=True, in_2026="400.00")
    assert not year.open
    assert year.shares.sure
    assert year.shares.reached == (Reached(date(2026, 4, 16), 0),)
    assert year.shares.reached[0].month == date(2026, 4, 1)
    names = ("added", "counted", "remaining", "back", "left_before", "left_after")
    assert shown(year.shares, *names) == ["240.00", "640.00", "0.00", "123.08", "116.92", "0.00"]
    months = [
        (month.month.month, *(str(getattr(month, name).low) for name in month._fields[1:]))
        for month in year.shares.months
    ]
    assert months[:5] == [
        (1, "32.00", "432.00", "0.00", "32.00"),
        (2, "32.00", "464.00", "0.00", "32.00"),
        (3, "34.00", "498.00", "0.00", "34.00"),
        (4, "36.00", "534.00", "17.08", "18.92"),
        (5, "34.00", "568.00", "34.00", "0.00"),
    ]


def test_both_ways_of_counting_the_reduction() -> None:
    """Of 30.80, 24.55 is reimbursed, 6.13 of it withheld; 40 asked is 9.20 above. 154.99 is left of
    the ceiling: 18 shares of 6.25 stay below it, the 13th time 12.38 passes it by 5.95."""
    (year,) = years(course(**FREE), in_2026="100.00")
    assert year.open
    names = ("added", "remaining", "back", "left_before", "left_after")
    assert year.shares.reached == ()
    assert shown(year.shares, *names) == ["112.50", "42.49", "0.00", "388.44", "0.00"]
    assert year.with_reduction.reached == (Reached(date(2026, 4, 13), 0),)
    assert shown(year.with_reduction, *names) == ["222.84", "0.00", "67.85", "274.59", "46.00"]
    assert year.shares.span_not_counted("supplement").low == euros("165.60")
    assert year.shares.span_not_counted("reduction").low == euros("110.34")
    assert year.with_reduction.span_not_counted("reduction").low == 0


def test_travel_that_is_never_reimbursed_stays_to_be_paid() -> None:
    home = course(setting="home", bim=True, sessions=10, start=date(2026, 3, 2))
    (year,) = years(home, bim=True, in_2026="254.99")
    assert year.shares.least.already
    assert year.shares.reached == ()
    assert shown(year.shares, "added", "back", "left_before", "left_after") == [
        "25.00",
        "25.00",
        "0.00",
        "11.30",
    ]
    assert year.shares.span_not_counted("travel").low == euros("11.30")
    assert year.shares.span_not_counted("supplement").low == 0


@pytest.mark.parametrize(
    ("counted", "reached", "back"),
    [("142.49", (Reached(date(2026, 4, 30), 0),), "0.00"), ("142.48", (), "0.00")],
)
def test_the_ceiling_is_reached_to_the_cent(
    counted: str, reached: tuple[Reached, ...], back: str
) -> None:
    (year,) = years(course(start=date(2026, 3, 2)), in_2026=counted)
    assert year.shares.reached == reached
    assert shown(year.shares, "back") == [back]


def test_what_was_counted_above_the_ceiling_before_is_paid_back_apart() -> None:
    (year,) = years(course(start=date(2026, 3, 2)), in_2026="300.00")
    assert shown(year.shares, "above", "back") == ["157.51", "112.50"]


def test_while_the_reduction_is_open_the_month_is_a_range() -> None:
    """In 2027 the reduction may be 0 or 25 %: 54.99 is left, 6.25 reaches it the ninth time and
    12.38 the fifth."""
    free = course(**FREE | {"start": date(2027, 1, 4)})
    (year,) = years(free, in_2027="200.00")
    assert year.shares.reached == (Reached(date(2027, 2, 1), 0),)
    counter = year.with_reduction
    assert counter.sure
    assert counter.reached == (Reached(date(2027, 1, 18), 0), Reached(date(2027, 2, 1), 0))
    assert counter.span("added") == EuroRange(euros("112.50"), euros("222.84"))
    assert counter.months[0].added == EuroRange(euros("50.00"), euros("99.04"))


def test_whether_the_ceiling_is_reached_may_be_open() -> None:
    free = course(**FREE | {"start": date(2027, 1, 4)}, sessions=10)
    (year,) = years(free, in_2027="150.00")
    assert not year.with_reduction.sure
    assert year.with_reduction.reached == (Reached(date(2027, 2, 1), 0),)


def test_a_plan_of_one_counts_as_its_estimate() -> None:
    answers: dict[str, Any] = {
        "start": date(2025, 12, 1),
        "sessions": 30,
        "conventioned": False,
        "fee": "40",
    }
    found = years(course(**answers), band=2, in_2025="700.00")
    estimated = maf_years(estimate_of(**answers), 2, euros("700.00"), BOOK)
    assert tuple(year.shares.least.total for year in found) == estimated
    assert [year.year for year in found] == [2025, 2026]


def test_before_and_after_and_what_comes_back_make_what_the_plan_leaves_to_pay() -> None:
    courses = (*CHILDREN, course("Cis", **FREE), course("Cis", sessions=40, start=date(2026, 5, 4)))
    result = plan(courses, tariffs())
    (year,) = years(*courses, in_2026="50.00")
    for counter in (year.shares, year.with_reduction):
        for end, costs in zip(counter, (result.costs.least, result.costs.most), strict=True):
            assert end.left_before + end.left_after + end.back == costs.patient
            assert sum(month.left + month.back for month in end.months) == costs.patient


@pytest.mark.parametrize(
    ("answers", "field", "given", "reason"),
    [
        ({"income_band": -1}, "income_band", 0, "number"),
        ({"income_band": 6}, "income_band", 7, "number"),
        ({"counted": {20266: Decimal(1)}}, "counted", 20266, "number"),
        ({"counted": {2026: Decimal(-1)}}, "counted", Decimal(-1), "negative"),
        ({"counted": {2026: "1"}}, "counted", "1", "euros"),
    ],
)
def test_a_household_that_cannot_be_is_refused(
    answers: dict[str, Any], field: str, given: object, reason: str
) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        Household(**{"income_band": 0, "bim": False} | answers)
    assert (refused.value.field, refused.value.given, refused.value.reason) == (
        field,
        given,
        reason,
    )


@pytest.mark.parametrize("year", sorted({ceiling.year for ceiling in BOOK.maf}))
def test_every_year_has_as_many_bands(year: int) -> None:
    assert len(bands(BOOK, year)) == INCOME_BANDS
