"""The plans in a list: rows with the same value under `plan` are the courses of one plan."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.plan.answers import COURSE_FIELDS, COURSES, name_from
from estimator.lists.plan_rows import PLAN
from estimator.lists.values.cells import as_answer


def plans_in(rows: pa.Table) -> list[str]:
    """The names of the plans, in the order of the list; empty without such a column."""
    if PLAN not in rows.column_names:
        return []
    return [*dict.fromkeys(filter(None, map(plan_name, pc.unique(rows[PLAN]).to_pylist())))]


def plan_in(rows: pa.Table, name: str) -> dict[str, Any]:
    """One plan as the contract's JSON, each answer as the list has it; others are left out."""
    here = pa.array([plan_name(value) == name for value in rows[PLAN].to_pylist()])
    columns = [column for column in COURSE_FIELDS if column in rows.column_names]
    courses = rows.select(columns).filter(here).to_pylist()
    texts = ({column: typed(value) for column, value in row.items()} for row in courses)
    return {COURSES: [{column: it for column, it in row.items() if it} for row in texts]}


def plan_name(value: object) -> str | None:
    """The name of a plan in a cell; None where there is none, or none that can be used."""
    try:
        return name_from(PLAN, typed(value))
    except InvalidAnswer:
        return None


def typed(value: object) -> str:
    """A cell as a person would have typed it; empty for an empty one."""
    answer = as_answer(value)
    return "" if answer is None else str(answer).strip()
