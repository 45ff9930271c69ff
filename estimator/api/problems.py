"""Errors as problem documents (RFC 9457): which field, what was given, what is allowed."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeAlias

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from estimator.api.fhir.media import fhir_response, prefers_fhir
from estimator.api.fhir.outcome import operation_outcome
from estimator.api.models import MOST_BYTES, MOST_BYTES_OF_CASES, MOST_CASES, MOST_FAULTS
from estimator.engine.model.case import REQUIRED
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import Count, Day, Euros
from estimator.engine.model.payment import ASKED
from estimator.engine.model.plan import CourseRefused
from estimator.engine.model.situations import PATHOLOGY, answers_of_condition
from estimator.engine.plan.answers import (
    COURSE,
    COURSE_FIELDS,
    COURSES,
    HOUSEHOLD,
    HOUSEHOLD_FIELDS,
    HOUSEHOLD_NAMES,
    MOST_BYTES_OF_PLAN,
    NAMES,
    length_refusal,
    name_refusal,
)
from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.first_look.unanswered import OpenQuestions
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.locales.requested import language_of
from estimator.wording.plan.text import course_refusal
from estimator.wording.refusals import short_refusal, short_text

MEDIA = "application/problem+json"
#: The request that may be answered in FHIR.
ESTIMATE = "/estimate"
#: What its answer depends on.
VARY = "Accept, Accept-Language"
UNKNOWN_CODE = "unknown_code"
CASES, COLUMNS = "cases", "columns"
#: The requests whose body is a list, and what it is called there.
LISTS = {"batch": CASES, "plan": COURSES}
#: In the place of the number of a course: the request itself, or the household of a plan.
OF_PLAN, OF_HOUSEHOLD = 0, -1
#: The names within a plan; 1 stands for any course.
KNOWN_INSIDE = {1: COURSE_FIELDS, OF_HOUSEHOLD: HOUSEHOLD_NAMES}
#: Every answer that the engine reads.
READ = {**HOUSEHOLD_FIELDS, **ASKED}
NEEDED = {*HOUSEHOLD_FIELDS, *REQUIRED}
Refusal: TypeAlias = InvalidAnswer | CourseRefused
#: Statuses with a sentence of their own.
SENTENCES = {413: "api.too_large", 415: "api.media"}
#: Why the schema refuses a text that the engine would read.
REASONS: Mapping[type, str] = {Count: "number_as_text", Day: "not_a_day", Euros: "euros"}
ORDER = {name: place for place, name in enumerate(ASKED)}


def words_for(request: Request) -> Words:
    """The words of the language requested: `?lang`, else Accept-Language, else French."""
    return words_of(language_of(request.scope))


def respond(words: Words, document: Any, **options: Any) -> JSONResponse:
    """A response that contains sentences."""
    headers = {"content-language": words.language, "vary": "Accept-Language"}
    return JSONResponse(document, headers=headers, **options)


def problem(
    words: Words, status: int, detail: str, faults: Sequence[Mapping[str, Any]] = (), more: int = 0
) -> JSONResponse:
    """A problem document; `more` is the number of faults that it leaves out."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(faults),
        "more": more,
    }
    answer = respond(words, document, status_code=status, media_type=MEDIA)
    answer.headers["cache-control"] = "no-store"  # it repeats what was given
    return answer


def refused(refusals: Sequence[Refusal], words: Words, more: int = 0) -> JSONResponse:
    """Refusals as one problem; its detail is that of the first."""
    faults = [fault_of(refusal, words) for refusal in refusals]
    unknown = isinstance(refusals[0], InvalidAnswer) and refusals[0].reason == UNKNOWN_CODE
    return problem(words, 404 if unknown else 422, str(faults[0]["detail"]), faults, more)


def fault_of(refusal: Refusal, words: Words) -> dict[str, Any]:
    """A refusal as a problem tells it; an answer of a planned course is named by where it stands in
    the body, as a JSON pointer (RFC 6901)."""
    if isinstance(refusal, InvalidAnswer):
        return {
            "field": short_text(refusal.field),
            "given": short_text(refusal.given),
            "allowed": [str(value) for value in refusal.allowed],
            "detail": short_refusal(words, refusal),
        }
    place, detail = f"/{COURSES}/{refusal.number - 1}", course_refusal(words, refusal)
    if not isinstance(refusal.refusal, InvalidAnswer):
        return {"field": place, "given": "", "allowed": [], "detail": detail}
    fault = fault_of(refusal.refusal, words)
    if refusal.refusal.field != COURSE:
        place += "/" + fault["field"].replace("~", "~0").replace("/", "~1")
    return fault | {"field": place, "detail": detail}


async def on_error(request: Request, error: Exception) -> Response:
    """Any error of a request as a problem, in the form that the request prefers."""
    return in_form(request, problem_of(request, error))


def in_form(request: Request, answer: JSONResponse) -> Response:
    """A refusal; of an estimate in FHIR to a request that prefers it."""
    if not request.url.path.endswith(ESTIMATE):
        return answer
    answer.headers["vary"] = VARY
    if not prefers_fhir(request.headers.get("accept", "")):
        return answer
    own = {"content-type", "content-length"}
    headers = {name: value for name, value in answer.headers.items() if name not in own}
    outcome = operation_outcome(json.loads(bytes(answer.body)))
    return fhir_response(outcome, headers, answer.status_code)


def problem_of(request: Request, error: Exception) -> JSONResponse:
    """The problem: an answer that the engine or the schema refuses, a day or code without a tariff,
    or an HTTP error."""
    words = words_for(request)
    if isinstance(error, OpenQuestions):
        return refused(error.each, words)
    if isinstance(error, InvalidAnswer | CourseRefused):
        return refused([error], words)
    if isinstance(error, TariffGap):
        return problem(words, 422, words("gap.tariff", what=error.what, date=error.on))
    if isinstance(error, RequestValidationError):
        return on_invalid(request, error, words)
    if not isinstance(error, HTTPException):
        raise error
    detail = words(
        SENTENCES.get(error.status_code, "api.http"),
        n=error.status_code,
        small=MOST_BYTES >> 10,
        plan=MOST_BYTES_OF_PLAN >> 10,
        large=MOST_BYTES_OF_CASES >> 20,
        cases=MOST_CASES,
    )
    answer = problem(words, error.status_code, detail)
    answer.headers.update(error.headers or {})
    return answer


def on_invalid(request: Request, error: RequestValidationError, words: Words) -> JSONResponse:
    """A body that doesn't fit its schema: the first faults in the contract's order, the others
    counted. The known names are listed once."""
    errors: dict[tuple[int, str], Mapping[str, Any]] = {}
    for each in error.errors():
        errors.setdefault(place_of(each), each)
    places = sorted(errors, key=lambda place: (place[0], in_order(place[1])))
    names = names_for(request)
    found: list[Refusal] = []
    for course, field in places[:MOST_FAULTS]:
        known = KNOWN_INSIDE.get(min(course, 1), names) if names else names
        refusal = schema_refusal(field, errors[course, field], known)
        if refusal.reason == "unknown_field":
            names = ()
        found.append(CourseRefused(course, refusal) if course > 0 else refusal)
    return refused(found, words, len(places) - len(found))


def place_of(error: Mapping[str, Any]) -> tuple[int, str]:
    """The planned course that an error of the schema is about, from 1, and the field; OF_PLAN for
    the request itself, OF_HOUSEHOLD for its household."""
    place = error["loc"]
    if len(place) == 1 or error["type"] == "json_invalid":
        return OF_PLAN, str(place[0])
    if place[1] == COURSES and len(place) > 2:
        return place[2] + 1, str(place[3]) if len(place) > 3 else COURSE
    if place[1] == HOUSEHOLD and len(place) > 2:
        return OF_HOUSEHOLD, str(place[2])
    return OF_PLAN, str(place[1])


def in_order(field: str) -> int:
    """The place of a field in the contract; an unknown one comes last."""
    return ORDER.get(field, len(ORDER))


def names_for(request: Request) -> tuple[str, ...]:
    """The names that a request may contain."""
    last = request.url.path.rpartition("/")[2]
    if last in LISTS:
        return LISTS[last], HOUSEHOLD if last == "plan" else COLUMNS
    return tuple(name for name in ASKED if (last, name) != ("compare", "conventioned"))


def schema_refusal(
    field: str, error: Mapping[str, Any], names: tuple[str, ...] = ()
) -> InvalidAnswer:
    """Why the schema refuses a value; the engine's reason if the engine refuses it, too."""
    if error["type"] == "extra_forbidden":
        reason = "unknown_field" if names else "unknown_name"
        return InvalidAnswer(field, given=field, reason=reason, allowed=names)
    if error["type"] in {"too_long", "too_short"}:
        return wrong_length(field, error["ctx"])
    if field in NAMES or field in READ:
        return answer_refusal(field, error)
    if error["type"] == "missing":
        kind = "list" if field in LISTS.values() else "object"
        return InvalidAnswer(field, given="", reason="missing", allowed=(kind,))
    kind = "list" if error["type"] == "list_type" else "object"
    return InvalidAnswer(field, given=error.get("input"), reason="json", allowed=(kind,))


def wrong_length(field: str, about: Mapping[str, Any]) -> InvalidAnswer:
    """Why a list of courses is refused for their number."""
    length = about["actual_length"]
    if field == COURSES:
        return length_refusal(length)
    return InvalidAnswer(
        field, given=length, reason="too_many_cases", allowed=(about["max_length"],)
    )


def answer_refusal(field: str, error: Mapping[str, Any]) -> InvalidAnswer:
    """Why an answer is refused: the engine's reason, or that it has the wrong type in JSON."""
    if field in NAMES:
        return name_refusal(field, error["input"])
    given = None if error["type"] == "missing" else error["input"]
    written = "" if given is None else short_text(given)
    if field in NEEDED and not written.strip():
        return READ[field].missing()
    try:
        if field == PATHOLOGY:
            answers_of_condition(written, tariffs().book.situations)
        READ[field].read(written)
    except InvalidAnswer as refusal:
        return refusal
    kind = READ[field].kind
    reason = REASONS.get(type(kind), "json")
    return InvalidAnswer(field, given=written, reason=reason, allowed=kind.allowed or ("text",))
