"""A plan as JSON with its sentences: the same for the command line and the API."""

from typing import Any

from estimator.engine.model.plan import Costs, PlannedCourse, PlanResult
from estimator.engine.model.result import Range, Result
from estimator.locales import Words
from estimator.wording.as_json import course_json, notices_json, plain, range_json


def plan_json(result: PlanResult, words: Words) -> dict[str, Any]:
    """A plan as the contract's JSON; courses are counted from 1, amounts are strings with two
    decimals."""
    courses = zip(result.planned, result.courses, strict=True)
    return {
        "courses": [planned_json(planned, found, words) for planned, found in courses],
        "items": [{"course": n + 1} | plain(item._asdict()) for n, item in result.items],
        "totals": plain(result.totals._asdict()),
        "by_month": {f"{day:%Y-%m}": costs_json(it) for day, it in result.by_month.items()},
        "by_year": {str(year): costs_json(it) for year, it in result.by_year.items()},
        "by_person": {person: costs_json(it) for person, it in result.by_person.items()},
        "notices": notices_json(result.notices, words),
        "sources": [plain(source._asdict()) for source in result.sources],
        "status": result.status,
        "range": range_json(result.range),
        "open_questions": list(result.open_questions),
    }


def planned_json(planned: PlannedCourse, result: Result, words: Words) -> dict[str, Any]:
    """One course: its names, then what it costs."""
    names = {"condition": planned.condition, "person": planned.person}
    return names | course_json(result, words)


def costs_json(costs: Costs) -> dict[str, Any]:
    """The totals of a part of a plan, and their range."""
    certain = costs.least == costs.most
    span = None if certain else Range(costs.least, costs.most)
    return {**plain(costs.totals._asdict()), "range": range_json(span)}
