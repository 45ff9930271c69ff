"""Refusals as problem documents (RFC 9457): which field, what was given, what is allowed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from estimator.api.models import MOST_BYTES, MOST_BYTES_OF_CASES, MOST_CASES, MOST_FAULTS
from estimator.engine.model.case import FIELDS, REQUIRED
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import Day, Euros
from estimator.locales import Words, words
from estimator.locales.requested import language_of
from estimator.wording.as_json import refusal_sentence

MEDIA = "application/problem+json"
SHOWN = 100
"""Characters of a given value that a problem repeats."""
UNKNOWN_CODE = "unknown_code"
CASES, BODY = "cases", "body"
#: What is said of a status that has a sentence of its own.
SAID = {413: "api.too_large", 415: "api.media"}
#: Why a text that the engine would read is none that the schema takes.
REASONS: Mapping[type, str] = {Day: "not_a_day", Euros: "euros"}
#: What JSON calls the kinds that the schema asks for.
KINDS = {"int_type": "number", "bool_type": "true, false", "list_type": "list"}
ORDER = {name: place for place, name in enumerate(FIELDS)}


def spoken_in(request: Request) -> Words:
    """The words of the language asked: `?lang`, else Accept-Language, else French."""
    return words(language_of(request.scope))


def shown(value: object) -> str:
    """A value as JSON names it, as text that any JSON can hold, cut where it is long; of lists and
    objects only that they are some, as what lies in them may be large, or deep."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    if value is None or isinstance(value, bool | float):
        return json.dumps(value)
    return str(value)[:SHOWN].encode("utf-8", "replace").decode()


def said(spoken: Words, document: Any) -> JSONResponse:
    """An answer with sentences."""
    headers = {"content-language": spoken.language, "vary": "Accept-Language"}
    return JSONResponse(document, headers=headers)


def problem(
    spoken: Words, status: int, detail: str, faults: Sequence[Mapping[str, Any]] = (), more: int = 0
) -> JSONResponse:
    """A problem document; `more` tells how many faults it doesn't list."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(faults),
        "more": more,
    }
    answer = said(spoken, document)
    answer.status_code = status
    answer.headers["content-type"] = MEDIA
    return answer


def sentence(refusal: InvalidAnswer, spoken: Words) -> str:
    """A refusal in words, what was given cut where it is long."""
    safe = InvalidAnswer(
        shown(refusal.field),
        given=shown(refusal.given),
        reason=refusal.reason,
        allowed=refusal.allowed,
    )
    return refusal_sentence(spoken, safe)


def fault(refusal: InvalidAnswer, spoken: Words) -> dict[str, Any]:
    """One refused value."""
    return {
        "field": shown(refusal.field),
        "given": shown(refusal.given),
        "allowed": [str(value) for value in refusal.allowed],
        "detail": sentence(refusal, spoken),
    }


def refused(refused_ones: Iterable[InvalidAnswer], spoken: Words, more: int = 0) -> JSONResponse:
    """Refusals as one problem; its detail is that of the first."""
    found = list(refused_ones)
    status = 404 if found[0].reason == UNKNOWN_CODE else 422
    faults = [fault(refusal, spoken) for refusal in found]
    return problem(spoken, status, faults[0]["detail"], faults, more)


async def on_refusal(request: Request, refusal: Exception) -> JSONResponse:
    """An answer that the engine refused."""
    assert isinstance(refusal, InvalidAnswer)  # noqa: S101
    return refused([refusal], spoken_in(request))


async def on_gap(request: Request, gap: Exception) -> JSONResponse:
    """A day or code that the tariff says nothing about."""
    assert isinstance(gap, TariffGap)  # noqa: S101
    spoken = spoken_in(request)
    return problem(spoken, 422, spoken("gap.tariff", what=gap.what, date=gap.on))


async def on_http(request: Request, trouble: Exception) -> JSONResponse:
    """No such path, method or body."""
    assert isinstance(trouble, HTTPException)  # noqa: S101
    spoken = spoken_in(request)
    detail = spoken(
        SAID.get(trouble.status_code, "api.http"),
        n=trouble.status_code,
        small=MOST_BYTES >> 10,
        large=MOST_BYTES_OF_CASES >> 20,
        cases=MOST_CASES,
    )
    answer = problem(spoken, trouble.status_code, detail)
    answer.headers.update(trouble.headers or {})
    return answer


async def on_invalid(request: Request, trouble: Exception) -> JSONResponse:
    """A body that doesn't fit its schema: the first faults in the contract's order, the others
    counted; the names that are known are told once."""
    assert isinstance(trouble, RequestValidationError)  # noqa: S101
    errors: dict[str, Mapping[str, Any]] = {}
    for error in trouble.errors():
        errors.setdefault(field_of(error), error)
    fields = sorted(errors, key=in_order)
    names = names_for(request)
    found = []
    for field in fields[:MOST_FAULTS]:
        found.append(schema_refusal(field, errors[field], names))
        if found[-1].reason == "unknown_field":
            names = ()
    return refused(found, spoken_in(request), len(fields) - len(found))


def in_order(field: str) -> int:
    """The place of a field in the contract; after all others where it is not there."""
    return ORDER.get(field, len(ORDER))


def field_of(error: Mapping[str, Any]) -> str:
    """The field that an error of a request is about."""
    place = error["loc"]
    inside = len(place) > 1 and error["type"] != "json_invalid"
    return str(place[1] if inside else place[0])


def names_for(request: Request) -> tuple[str, ...]:
    """The names that a request may bear."""
    last = request.url.path.rpartition("/")[2]
    if last == "batch":
        return (CASES,)
    return tuple(name for name in FIELDS if (last, name) != ("compare", "conventioned"))


def schema_refusal(
    field: str, error: Mapping[str, Any], names: tuple[str, ...] = ()
) -> InvalidAnswer:
    """Why the schema refuses a value: as the engine has it, where the engine refuses it too."""
    if error["type"] == "extra_forbidden":
        reason = "unknown_field" if names else "unknown_name"
        return InvalidAnswer(field, given=field, reason=reason, allowed=names)
    if error["type"] == "too_long":
        most = error["ctx"]["max_length"]
        return InvalidAnswer(
            field, given=error["ctx"]["actual_length"], reason="too_many_cases", allowed=(most,)
        )
    if field in FIELDS:
        return answer_refusal(field, error)
    if error["type"] == "missing":
        kind = "list" if field == CASES else "object"
        return InvalidAnswer(field, given="", reason="missing", allowed=(kind,))
    kind = KINDS.get(error["type"], "object")
    return InvalidAnswer(field, given=error.get("input"), reason="json", allowed=(kind,))


def answer_refusal(field: str, error: Mapping[str, Any]) -> InvalidAnswer:
    """Why an answer is refused: in the engine's words, or because it is no text, no number or no
    fact of JSON."""
    given = None if error["type"] == "missing" else error["input"]
    written = "" if given is None else shown(given)
    if field in REQUIRED and not written.strip():
        return FIELDS[field].missing()
    try:
        FIELDS[field].read(written)
    except InvalidAnswer as refusal:
        return refusal
    reason = REASONS.get(type(FIELDS[field].kind), "json")
    kind = KINDS.get(error["type"], "text")
    return InvalidAnswer(field, given=written, reason=reason, allowed=(kind,))
