"""Errors as problem documents (RFC 9457): which field, what was given, what is allowed."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from estimator.api.models import MOST_BYTES, MOST_BYTES_OF_CASES, MOST_CASES, MOST_FAULTS
from estimator.engine.model.case import REQUIRED
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import Count, Day, Euros
from estimator.engine.model.payment import ASKED
from estimator.engine.model.situations import PATHOLOGY, answers_of_condition
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.locales.requested import language_of
from estimator.wording.refusals import contract_refusal

MEDIA = "application/problem+json"
LONGEST_VALUE = 100
"""Characters of a value that a problem repeats."""
UNKNOWN_CODE = "unknown_code"
CASES, BODY = "cases", "body"
#: Statuses with a sentence of their own.
SENTENCES = {413: "api.too_large", 415: "api.media"}
#: Why the schema refuses a text that the engine would read.
REASONS: Mapping[type, str] = {Count: "number_as_text", Day: "not_a_day", Euros: "euros"}
ORDER = {name: place for place, name in enumerate(ASKED)}


def words_for(request: Request) -> Words:
    """The words of the language requested: `?lang`, else Accept-Language, else French."""
    return words_of(language_of(request.scope))


def short_text(value: object) -> str:
    """A value as JSON names it, as text that any JSON can hold, cut if it is long. Lists and
    objects are only named as such, because their content may be large or deep."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    if value is None or isinstance(value, bool | float):
        return json.dumps(value)
    return str(value)[:LONGEST_VALUE].encode("utf-8", "replace").decode()


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


def sentence(refusal: InvalidAnswer, words: Words) -> str:
    """A refusal in words, a long value cut."""
    field, given = short_text(refusal.field), short_text(refusal.given)
    short = InvalidAnswer(field, given=given, reason=refusal.reason, allowed=refusal.allowed)
    return contract_refusal(words, short)


def refused(refusals: Sequence[InvalidAnswer], words: Words, more: int = 0) -> JSONResponse:
    """Refusals as one problem; its detail is that of the first."""
    status = 404 if refusals[0].reason == UNKNOWN_CODE else 422
    faults = [
        {
            "field": short_text(refusal.field),
            "given": short_text(refusal.given),
            "allowed": [str(value) for value in refusal.allowed],
            "detail": sentence(refusal, words),
        }
        for refusal in refusals
    ]
    return problem(words, status, str(faults[0]["detail"]), faults, more)


async def on_error(request: Request, error: Exception) -> JSONResponse:
    """Any error of a request as a problem: an answer that the engine or the schema refuses, a day
    or code without a tariff, or an HTTP error."""
    words = words_for(request)
    if isinstance(error, InvalidAnswer):
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
        large=MOST_BYTES_OF_CASES >> 20,
        cases=MOST_CASES,
    )
    answer = problem(words, error.status_code, detail)
    answer.headers.update(error.headers or {})
    return answer


def on_invalid(request: Request, error: RequestValidationError, words: Words) -> JSONResponse:
    """A body that doesn't fit its schema: the first faults in the contract's order, the others
    counted. The known names are listed once."""
    errors: dict[str, Mapping[str, Any]] = {}
    for each in error.errors():
        place = each["loc"]
        inside = len(place) > 1 and each["type"] != "json_invalid"
        errors.setdefault(str(place[1] if inside else place[0]), each)
    fields = sorted(errors, key=in_order)
    names = names_for(request)
    found = []
    for field in fields[:MOST_FAULTS]:
        found.append(schema_refusal(field, errors[field], names))
        if found[-1].reason == "unknown_field":
            names = ()
    return refused(found, words, len(fields) - len(found))


def in_order(field: str) -> int:
    """The place of a field in the contract; an unknown one comes last."""
    return ORDER.get(field, len(ORDER))


def names_for(request: Request) -> tuple[str, ...]:
    """The names that a request may contain."""
    last = request.url.path.rpartition("/")[2]
    if last == "batch":
        return (CASES,)
    return tuple(name for name in ASKED if (last, name) != ("compare", "conventioned"))


def schema_refusal(
    field: str, error: Mapping[str, Any], names: tuple[str, ...] = ()
) -> InvalidAnswer:
    """Why the schema refuses a value; the engine's reason if the engine refuses it, too."""
    if error["type"] == "extra_forbidden":
        reason = "unknown_field" if names else "unknown_name"
        return InvalidAnswer(field, given=field, reason=reason, allowed=names)
    if error["type"] == "too_long":
        length, most = error["ctx"]["actual_length"], error["ctx"]["max_length"]
        return InvalidAnswer(field, given=length, reason="too_many_cases", allowed=(most,))
    if field in ASKED:
        return answer_refusal(field, error)
    if error["type"] == "missing":
        kind = "list" if field == CASES else "object"
        return InvalidAnswer(field, given="", reason="missing", allowed=(kind,))
    kind = "list" if error["type"] == "list_type" else "object"
    return InvalidAnswer(field, given=error.get("input"), reason="json", allowed=(kind,))


def answer_refusal(field: str, error: Mapping[str, Any]) -> InvalidAnswer:
    """Why an answer is refused: the engine's reason, or that it has the wrong type in JSON."""
    given = None if error["type"] == "missing" else error["input"]
    written = "" if given is None else short_text(given)
    if field in REQUIRED and not written.strip():
        return ASKED[field].missing()
    try:
        if field == PATHOLOGY:
            answers_of_condition(written, tariffs().book.situations)
        ASKED[field].read(written)
    except InvalidAnswer as refusal:
        return refusal
    kind = ASKED[field].kind
    reason = REASONS.get(type(kind), "json")
    return InvalidAnswer(field, given=written, reason=reason, allowed=kind.allowed or ("text",))
