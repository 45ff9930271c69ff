"""Plans reckoned by hand, to the cent, on the shipped tariffs.

tests/golden/plan-courses.csv has the courses and, where it matters, their days counted in a
calendar; plan-items.csv what each session costs, and plan-totals.csv sums, both with the reckoning.
The amounts of 2026 are those of a practice's price table (published-amounts.csv), those of 2025 the
fees of convention M/24 (convention-m24-fees.csv) raised by 2.68 %, those of 2024 its fees.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from estimator import Case, Pathology, Service
from estimator.engine.model.plan import Costs, PlannedCourse, PlanResult
from estimator.engine.model.result import Totals
from estimator.engine.numbers.layout import lay_out
from estimator.engine.plan import plan
from tests.engine.cases import GOLDEN, rows_of
from tests.engine.plan import oracle
from tests.shipped import BOOK, needs_tariff_of

Row = Mapping[str, str]
COURSES, ITEMS, TOTALS = (
    rows_of(GOLDEN / f"plan-{name}.csv") for name in ("courses", "items", "totals")
)
NAMES = list(dict.fromkeys(row["plan"] for row in COURSES))
SHEET = lay_out(BOOK)


def of(rows: Sequence[Row], name: str) -> list[Row]:
    """The rows of one plan."""
    return [row for row in rows if row["plan"] == name]


def amounts_in(row: Row) -> Totals:
    """The six amounts of a row."""
    return Totals(*(Decimal(row[name]) for name in Totals._fields))


def course_in(row: Row) -> PlannedCourse:
    """The course that a row describes."""
    case = Case(
        pathology=Pathology(row["pathology"]),
        service=Service(row["service"]),
        bim=row["bim"] == "true",
        conventioned=row["conventioned"] == "true",
        fee=Decimal(row["fee"]) if row["fee"] else None,
        sessions=int(row["sessions"]),
        prior_sessions=int(row["prior_sessions"]),
        start=date.fromisoformat(row["start"]),
        per_week=int(row["per_week"]),
        report=row["report"] == "true",
    )
    return PlannedCourse(case=case, condition=row["condition"], person=row["person"])


@cache
def planned(name: str) -> PlanResult:
    """A plan of the golden file, priced."""
    courses = [course_in(row) for row in of(COURSES, name)]
    for course in courses:
        needs_tariff_of(course.case.start)
    return plan(courses, SHEET)


def costs_of(result: PlanResult, part: str) -> Totals:
    """The totals of a part: `all`, `course 2`, `person An`, `2026`, `2026-03`."""
    kind, _, name = part.partition(" ")
    parts: Mapping[str, Costs] = {
        "all": result.costs,
        **{f"person {person}": costs for person, costs in result.by_person.items()},
        **{str(year): costs for year, costs in result.by_year.items()},
        **{f"{month:%Y-%m}": costs for month, costs in result.by_month.items()},
    }
    if kind == "course":
        return result.courses[int(name) - 1].totals
    return parts[part].totals


@pytest.mark.parametrize("name", NAMES)
def test_every_item(name: str) -> None:
    """Each typed row stands for one item of each session from first to last; none is left over."""
    typed = {
        (int(row["course"]), session, row["code"]): amounts_in(row)
        for row in of(ITEMS, name)
        for session in range(int(row["first"]), int(row["last"]) + 1)
    }
    items = planned(name).items
    priced = {(course + 1, item.session, item.code): Totals(*item[6:12]) for course, item in items}
    assert priced == typed
    assert len(items) == len(typed)


@pytest.mark.parametrize("name", NAMES)
def test_sums(name: str) -> None:
    typed = {row["part"]: amounts_in(row) for row in of(TOTALS, name)}
    assert {part: costs_of(planned(name), part) for part in typed} == typed


def test_every_sum_is_of_a_plan() -> None:
    assert {row["plan"] for row in (*ITEMS, *TOTALS)} <= {*NAMES}
    parts = [(row["plan"], row["part"]) for row in TOTALS]
    assert len(parts) == len(set(parts))


@pytest.mark.parametrize("name", NAMES)
def test_no_month_is_left_out(name: str) -> None:
    months = {row["part"] for row in of(TOTALS, name) if row["part"][:-2].endswith("-")}
    result = planned(name)
    assert not months or months == {f"{month:%Y-%m}" for month in result.by_month}
    assert set(result.by_person) == {row["person"] for row in of(COURSES, name)}


def test_what_was_typed_adds_up() -> None:
    for row in (*ITEMS, *TOTALS):
        typed = amounts_in(row)
        assert typed.patient == typed.charged - typed.reimbursed, row
        assert typed.patient == typed.copayment + typed.reduction + typed.supplement, row


@pytest.mark.parametrize("name", NAMES)
def test_oracle_counts_the_same_sessions(name: str) -> None:
    """The oracle stands on the frozen tariffs: codes and days, not amounts of 2026."""
    courses = [course_in(row) for row in of(COURSES, name)]
    counted = [
        (of.course, of.item.session, of.item.day, of.item.code) for of in oracle.items_of(courses)
    ]
    assert counted == [
        (course, item.session, item.date, item.code) for course, item in planned(name).items
    ]
