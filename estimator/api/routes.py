"""The endpoints of the API."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Any

import pandas as pd
import pyarrow as pa
from fastapi import APIRouter, Depends, Header, Path, Query, Request
from pydantic import ValidationError
from starlette.responses import JSONResponse, Response

from estimator.api import models
from estimator.api.fhir.claim_response import claim_response
from estimator.api.fhir.media import FHIR, fhir_response, prefers_fhir
from estimator.api.limits import Bounded
from estimator.api.own_names import estimate_own
from estimator.api.problems import (
    ESTIMATE,
    MEDIA,
    VARY,
    in_order,
    respond,
    schema_refusal,
    words_for,
)
from estimator.engine.answers import case_from, payment_from
from estimator.engine.estimate import compare, estimate
from estimator.engine.model.case import FIELDS
from estimator.engine.model.fields import DAY
from estimator.engine.model.result import RANGE, Totals
from estimator.engine.model.situations import LONGEST_QUERY, query_from
from estimator.engine.payment import settlement_of
from estimator.engine.plan import plan
from estimator.engine.plan.answers import household_in, planned_from
from estimator.engine.plan.household import household_years
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.answered import Ground
from estimator.lists.frames import estimate_table
from estimator.lists.values.columns_written import BETWEEN_NOTICES
from estimator.locales import LANGUAGES, Words
from estimator.operations.counters import ESTIMATES
from estimator.wording.as_json import candidates_json, comparison_json, result_json
from estimator.wording.codes import code_json, known_code, prices_of
from estimator.wording.plan.as_json import household_json, plan_json
from estimator.wording.refusals import short_refusal
from estimator.wording.situations import candidates

#: The name of the API in the counters.
PAGE = "api"
PROBLEM = {"content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
ETAG = {"description": "a mark of the content", "schema": {"type": "string"}}
WHOLE = {"type": "integer", "minimum": 1}
#: The headers of a refusal.
HEADERS: Mapping[int, dict[str, Any]] = {
    405: {"Allow": {"description": "the methods that would do", "schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "seconds to wait", "schema": WHOLE}},
}
Language = Annotated[str | None, Query(description=", ".join(LANGUAGES), examples=["fr"])]


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems of an endpoint, for the description."""
    return {status: PROBLEM | {"headers": HEADERS.get(status, {})} for status in statuses}


def resource(kind: str) -> dict[str, Any]:
    """A FHIR resource, for the description."""
    schema = {
        "type": "object",
        "description": f"a {kind} of FHIR R4, in the shape of the eTariff guide: a draft",
        "properties": {"resourceType": {"const": kind}},
        "required": ["resourceType"],
    }
    return {"content": {FHIR: {"schema": schema}}}


REFUSED = refusals(400, 405, 413, 415, 422, 429)
#: An estimate and its refusals, which may be wanted in FHIR; its schemas are HL7's.
ESTIMATED: dict[int | str, dict[str, Any]] = {
    200: {"model": models.Result, **resource("ClaimResponse")},
    **{
        status: {
            **answer,
            "content": {**answer["content"], **resource("OperationOutcome")["content"]},
        }
        for status, answer in REFUSED.items()
    },
}

router = APIRouter(route_class=Bounded)


def requested_words(request: Request, lang: Language = None) -> Words:
    """The words of the language requested."""
    del lang  # declared for the documentation; `words_for` reads it
    return words_for(request)


InWords = Annotated[Words, Depends(requested_words)]


@router.post(ESTIMATE, responses=ESTIMATED)
def post_estimate(answers: models.Answers, words: InWords, request: Request) -> Response:
    """What a course costs, item by item; as a ClaimResponse of FHIR to who prefers it."""
    sheet = tariffs()
    given = answers.model_dump(mode="json")
    case, payment = case_from(given, sheet, clock.today()), payment_from(given)
    result = estimate(case, sheet)
    settlement = settlement_of([result], payment, sheet.book)
    ESTIMATES.add(PAGE, words.language)
    if prefers_fhir(request.headers.get("accept", "")):
        told = claim_response(sheet.book, result, settlement, words, clock.today())
        return fhir_response(told, {"content-language": words.language, "vary": VARY})
    answer = respond(words, result_json(result, settlement, words))
    answer.headers["vary"] = VARY
    return answer


@router.post("/compare", responses={200: {"model": models.Comparison}, **REFUSED})
def post_compare(course: models.Course, words: InWords) -> JSONResponse:
    """The same course at a conventioned and at a non-conventioned kiné."""
    sheet = tariffs()
    answers = course.model_dump(mode="json") | {"conventioned": False}
    case, payment = case_from(answers, sheet, clock.today()), payment_from(answers)
    comparison = compare(case, sheet)
    settlements = [settlement_of([result], payment, sheet.book) for result in comparison]
    ESTIMATES.add(PAGE, words.language)
    return respond(words, comparison_json(comparison, settlements, words))


@router.post("/plan", responses={200: {"model": models.PlanResult}, **REFUSED})
def post_plan(answers: models.PlanAnswers, words: InWords) -> JSONResponse:
    """What up to 100 courses cost together: they share what the law counts together. With a
    household, when its yearly ceiling is reached."""
    sheet = tariffs()
    courses = [course.model_dump(mode="json") for course in answers.courses]
    household = household_in(answers.model_dump(mode="json", include={"household"}))
    result = plan(planned_from(courses, sheet, clock.today()), sheet)
    years = household and household_years(result, household, sheet.book)
    ESTIMATES.add(PAGE, words.language, len(courses))
    return respond(
        words, plan_json(result, words) | {"household": years and household_json(years, words)}
    )


@router.post("/batch", responses={200: {"model": models.Rows}, **REFUSED})
def post_batch(cases: models.Cases, words: InWords) -> JSONResponse:
    """The totals of up to 10 000 courses, in their order; a bad one gets its error. With `columns`,
    their names and values are those of a list as people write it."""
    if cases.columns is not None:
        return post_own(cases.cases, cases.columns, words)
    faults = [fault_in(case, words) for case in cases.cases]
    fit = [case for case, fault in zip(cases.cases, faults, strict=True) if fault is None]
    frame = pd.DataFrame({name: [case.get(name) for case in fit] for name in FIELDS}, dtype=object)
    results = rows_json(estimate_table(frame, tariffs(), words, clock.today()))
    rows = [next(results) if fault is None else without_result(fault) for fault in faults]
    ESTIMATES.add(PAGE, words.language, len(rows))
    return respond(
        words, {"results": rows, "errors": sum(row["error"] is not None for row in rows)}
    )


def post_own(
    cases: Sequence[Mapping[str, Any]], told: Mapping[str, Any], words: Words
) -> JSONResponse:
    """The same for cases under names of their own, and what these were taken for."""
    ground = Ground(tariffs(), words, clock.today())
    result, columns = estimate_own(cases, told, ground)
    rows = list(rows_json(result))
    ESTIMATES.add(PAGE, words.language, len(rows))
    errors = sum(row["error"] is not None for row in rows)
    return respond(words, {"results": rows, "errors": errors, "columns": columns})


def fault_in(case: Mapping[str, Any], words: Words) -> str | None:
    """The error of a case that doesn't fit its schema, as `estimate` words it."""
    try:
        models.Listed.model_validate(case)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        first = min(errors, key=lambda error: in_order(str(error["loc"][0])))
        return short_refusal(words, schema_refusal(str(first["loc"][0]), first))
    return None


def without_result(error: str) -> dict[str, Any]:
    """The row of a course that can't be estimated."""
    return {"totals": None, **dict.fromkeys(RANGE), "notices": [], "error": error}


def rows_json(result: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a result."""
    table = pa.Table.from_pandas(result[[*Totals._fields, *RANGE, "notices", "error"]])
    columns = [column.cast(pa.string()).to_pylist() for column in table.columns]
    for *amounts, low, high, notices, error in zip(*columns, strict=True):
        if error is not None:
            yield without_result(error)
            continue
        totals = dict(zip(Totals._fields, amounts, strict=True))
        ids = notices.split(BETWEEN_NOTICES) if notices else []
        ends = dict(zip(RANGE, (low, high), strict=True))
        yield {"totals": totals, **ends, "notices": ids, "error": None}


@router.get(
    "/tariffs/{code}",
    responses={
        200: {"model": models.Tariff, "headers": {"ETag": ETAG}},
        304: {"description": "Not Modified: what `If-None-Match` names still holds"},
        **refusals(404, 405, 422, 429),
    },
)
def get_tariff(
    code: Annotated[str, Path(examples=["560055"])],
    on: Annotated[str | None, Query(json_schema_extra={"format": "date"})] = None,
    if_none_match: Annotated[str, Header(description="ETags of answers that are kept")] = "",
) -> Response:
    """A code of the nomenclature: its fee and who pays which part of it on a day."""
    day = clock.today() if on is None else DAY.read("on", on)
    book = tariffs().book
    found = known_code(book, code, day)
    document = code_json(book, found, day, prices_of(book, found.code, day))
    answer = JSONResponse(document)
    tag = f'"{sha256(answer.body).hexdigest()}"'
    known = {"etag": tag, "vary": "Accept-Language", "cache-control": "no-cache"}
    if not {tag, f"W/{tag}", "*"}.isdisjoint(map(str.strip, if_none_match.split(","))):
        return Response(status_code=304, headers=known)
    answer.headers.update(known)
    return answer


@router.get("/situations", responses={200: {"model": models.Candidates}, **refusals(405, 422, 429)})
def get_situations(
    words: InWords,
    q: Annotated[
        str,
        Query(
            description="some words in any of the languages, or a code",
            examples=["nouveau genou"],
            json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUERY},
        ),
    ] = "",
) -> JSONResponse:
    """The conditions that some words may mean, at most six, with the code that `pathology` takes,
    what decides whether the condition belongs there, who must agree, and how many sessions there
    are. No cache keeps the answer, as the words may tell what somebody has."""
    found = candidates(words, tariffs().book, query_from("q", q))
    answer = respond(words, candidates_json(found))
    answer.headers["cache-control"] = "no-store"
    return answer
