"""Plans chosen from a list, for the page that shows one."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from estimator import tariffs
from estimator.documents.plan_file import plan_told
from estimator.engine.plan.answers import planned_from
from estimator.lists.plans import plan_in, plans_in
from tests.documents.plans import ANKLE, BACK, BACK_FROM_JULY

SHEET = tariffs()
ROWS: list[dict[str, Any]] = [
    {**course, "plan": plan, "advisor": "x", "patient": "12.50"}
    for plan, courses in {"Family 1": [BACK, ANKLE], "Family 2": [BACK_FROM_JULY]}.items()
    for course in plan_told(courses)["courses"]
]


def as_texts(rows: list[dict[str, Any]]) -> pa.Table:
    """The rows of a CSV file."""
    columns = dict.fromkeys(name for row in rows for name in row)
    texts = {
        name: [None if row.get(name) is None else str(row[name]) for row in rows]
        for name in columns
    }
    return pa.table(texts)


def test_the_plans_are_named_in_the_order_of_the_list() -> None:
    lone = {**ROWS[0], "plan": None}
    assert plans_in(as_texts([*ROWS, lone, ROWS[0]])) == ["Family 1", "Family 2"]


def test_the_name_of_a_plan_is_read_as_everywhere() -> None:
    ways = ["Zoe\u0308  B", " Zoë\u00a0B ", "x" * 61, "a\nb"]
    rows = as_texts([{**ROWS[0], "plan": name} for name in ways])
    assert plans_in(rows) == ["Zoë B"]
    assert len(plan_in(rows, "Zoë B")["courses"]) == 2


def test_a_list_without_plans_has_none() -> None:
    assert plans_in(as_texts(ROWS).drop_columns(["plan"])) == []
    assert plans_in(as_texts(ROWS).slice(0, 0)) == []


def test_a_plan_is_read_like_any_other() -> None:
    told = plan_in(as_texts(ROWS), "Family 1")
    assert [*planned_from(told["courses"], SHEET, None)] == [BACK, ANKLE]
    told = plan_in(as_texts(ROWS), "Family 2")
    assert [*planned_from(told["courses"], SHEET, None)] == [BACK_FROM_JULY]


@pytest.mark.parametrize("plan", [7, 7.0, Decimal(7), "7", " 7 "])
def test_numbers_and_days_of_a_spreadsheet_are_read_as_typed(plan: object) -> None:
    rows = pa.table(
        {
            "plan": [plan],
            "pathology": ["current"],
            "bim": [False],
            "conventioned": [False],
            "fee": [33.5],
            "sessions": [9.0],
            "start": [datetime.combine(date(2025, 5, 5), time())],
        }
    )
    assert plans_in(rows) == ["7"]
    (course,) = planned_from(plan_in(rows, "7")["courses"], SHEET, None)
    assert (course.case.sessions, course.case.fee) == (9, Decimal("33.50"))
    assert course.case.start == date(2025, 5, 5)
