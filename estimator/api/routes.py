"""The four questions that a program can ask."""

from collections.abc import Mapping
from typing import Annotated, Any

import pandas as pd
from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import JSONResponse

from estimator import tariffs
from estimator.advisor.columns_written import SEPARATOR
from estimator.advisor.frames import RANGE, estimate_table
from estimator.api import models
from estimator.api.problems import MEDIA, shown, spoken_in
from estimator.engine.answers import READERS, case_from, read_day
from estimator.engine.estimate import compare, estimate
from estimator.engine.result import Totals
from estimator.locales import Words
from estimator.operations.counters import ESTIMATES
from estimator.spoken import comparison_json, plain, result_json
from estimator.terminal.codes import code_text
from estimator.web import clock

#: What the API is called where estimates are counted.
PAGE = "api"
PROBLEM = {"model": models.Problem, "content": {MEDIA: {}}}
PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 413, 415, 422, 429), PROBLEM)
Language = Annotated[str | None, Query(description="fr, nl, de, en", examples=["fr"])]
MOST_NUMBER = 1e9
"""Past every number that an answer can be."""

router = APIRouter()


def spoken(request: Request, lang: Language = None) -> Words:
    """The words of the language asked."""
    del lang  # declared for the documentation; read where Accept-Language is, too
    return spoken_in(request)


Spoken = Annotated[Words, Depends(spoken)]


@router.post("/estimate", responses={200: {"model": models.Result}, **PROBLEMS})
def post_estimate(answers: models.Answers, words: Spoken) -> JSONResponse:
    """What a course costs, item by item."""
    sheet = tariffs()
    case = case_from(answers.model_dump(mode="json"), sheet, clock.today())
    result = estimate(case, sheet)
    ESTIMATES.add(PAGE, words.language)
    return JSONResponse(result_json(result, words))


@router.post("/compare", responses={200: {"model": models.Comparison}, **PROBLEMS})
def post_compare(course: models.Course, words: Spoken) -> JSONResponse:
    """The same course at a conventioned and at a non-conventioned kiné."""
    sheet = tariffs()
    answers = course.model_dump(mode="json") | {"conventioned": False}
    case = case_from(answers, sheet, clock.today())
    comparison = compare(case, sheet)
    ESTIMATES.add(PAGE, words.language)
    return JSONResponse(comparison_json(comparison, words))


@router.post("/batch", responses={200: {"model": models.Rows}, **PROBLEMS})
def post_batch(cases: models.Cases, words: Spoken) -> JSONResponse:
    """The totals of up to 10 000 courses, in their order; a bad one gets its error."""
    rows = [{name: cell(case.get(name)) for name in READERS} for case in cases.cases]
    frame = pd.DataFrame(rows, columns=list(READERS), dtype=object)
    result = estimate_table(frame, tariffs(), words, clock.today())
    ESTIMATES.add(PAGE, words.language, len(rows))
    columns = [*Totals._fields, *RANGE, "notices", "error"]
    found = [row_json(row) for row in result[columns].to_dict("records")]
    return JSONResponse({"results": found, "errors": int(result["error"].notna().sum())})


def cell(value: Any) -> Any:
    """A value as a table can hold it; what no answer can be, as text that gets its refusal."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and abs(value) <= MOST_NUMBER:
        return value
    return shown(value)


def row_json(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of the result."""
    if isinstance(row["error"], str):
        error = row["error"].encode("utf-8", "replace").decode()
        return {"totals": None, **dict.fromkeys(RANGE), "notices": [], "error": error}
    notices = [notice for notice in row["notices"].split(SEPARATOR) if notice]
    totals = {name: plain(row[name]) for name in Totals._fields}
    ends = {name: plain(row[name]) for name in RANGE}
    return {"totals": totals, **ends, "notices": notices, "error": None}


@router.get(
    "/tariffs/{code}",
    responses={200: {"model": models.Tariff}, 404: PROBLEM, 422: PROBLEM, 429: PROBLEM},
)
def get_tariff(
    code: Annotated[str, Path(examples=["560055"])],
    words: Spoken,
    on: Annotated[str | None, Query(json_schema_extra={"format": "date"})] = None,
) -> JSONResponse:
    """A code of the nomenclature: its fee and who pays which part of it on a day."""
    day = read_day("on", on) if on else clock.today()
    document, _ = code_text(tariffs().book, code, day, words)
    return JSONResponse(document)
