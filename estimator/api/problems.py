"""Refusals as problem documents (RFC 9457): which field, what was given, what is allowed."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from estimator import tariffs
from estimator.engine.answers import READERS, refusals
from estimator.engine.errors import InvalidAnswer, TariffGap
from estimator.locales import Words, words
from estimator.spoken import refusal_sentence
from estimator.web import clock
from estimator.web.document import language_of

MEDIA = "application/problem+json"
SHOWN = 100
"""Characters of a given value that a problem repeats."""
UNKNOWN_CODE = "unknown_code"
CASES = "cases"


def spoken_in(request: Request) -> Words:
    """The words of the language asked: `?lang`, else Accept-Language, else French."""
    return words(language_of(request.scope))


def shown(value: object) -> str:
    """A value as text that any JSON can hold, cut where it is long."""
    return str(value)[:SHOWN].encode("utf-8", "replace").decode()


def problem(status: int, detail: str, faults: Sequence[Mapping[str, Any]] = ()) -> JSONResponse:
    """A problem document."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(faults),
    }
    return JSONResponse(document, status, media_type=MEDIA)


def fault(refusal: InvalidAnswer, spoken: Words) -> dict[str, Any]:
    """One refused value."""
    safe = InvalidAnswer(
        refusal.field, given=shown(refusal.given), reason=refusal.reason, allowed=refusal.allowed
    )
    return {
        "field": shown(refusal.field),
        "given": safe.given,
        "allowed": [str(value) for value in refusal.allowed],
        "detail": refusal_sentence(spoken, safe),
    }


def refused(refused_ones: Iterable[InvalidAnswer], spoken: Words) -> JSONResponse:
    """Refusals as one problem; its detail is that of the first."""
    found = list(refused_ones)
    status = 404 if found[0].reason == UNKNOWN_CODE else 422
    faults = [fault(refusal, spoken) for refusal in found]
    return problem(status, faults[0]["detail"], faults)


async def on_refusal(request: Request, refusal: Exception) -> JSONResponse:
    """An answer that the engine refused."""
    assert isinstance(refusal, InvalidAnswer)  # noqa: S101
    return refused([refusal], spoken_in(request))


async def on_gap(request: Request, gap: Exception) -> JSONResponse:
    """A day or code that the tariff says nothing about."""
    assert isinstance(gap, TariffGap)  # noqa: S101
    return problem(422, spoken_in(request)("gap.tariff", what=gap.what, date=gap.on))


async def on_http(request: Request, trouble: Exception) -> JSONResponse:
    """No such path, method or body."""
    assert isinstance(trouble, HTTPException)  # noqa: S101
    answer = problem(trouble.status_code, spoken_in(request)("api.http", n=trouble.status_code))
    answer.headers.update(trouble.headers or {})
    return answer


async def on_invalid(request: Request, trouble: Exception) -> JSONResponse:
    """A body that doesn't fit its schema: in the engine's words where it refuses it too."""
    assert isinstance(trouble, RequestValidationError)  # noqa: S101
    spoken = spoken_in(request)
    body = trouble.body if isinstance(trouble.body, dict) else {}
    answers = {name: body[name] for name in READERS if name in body}
    own = {refusal.field: refusal for refusal in refusals(answers, tariffs(), clock.today())}
    found: dict[str, InvalidAnswer] = {}
    for error in trouble.errors():
        field = field_of(error["loc"])
        if field not in found:
            found[field] = own.get(field) or schema_refusal(field, error, names_for(request))
    return refused(found.values(), spoken)


def field_of(place: Sequence[object]) -> str:
    """The field that an error is about."""
    return str(place[1]) if len(place) > 1 else str(place[0])


def names_for(request: Request) -> tuple[str, ...]:
    """The names that a request may bear."""
    last = request.url.path.rpartition("/")[2]
    if last == "batch":
        return (CASES,)
    return tuple(name for name in READERS if (last, name) != ("compare", "conventioned"))


def schema_refusal(field: str, error: Mapping[str, Any], names: tuple[str, ...]) -> InvalidAnswer:
    """What the schema says against a value that the engine would have read, or doesn't know."""
    if error["type"] == "extra_forbidden":
        return InvalidAnswer(field, given=field, reason="unknown_field", allowed=names)
    if error["type"] == "missing":
        return InvalidAnswer(field, given="", reason="missing", allowed=("list",))
    if error["type"] == "too_long":
        most = error["ctx"]["max_length"]
        return InvalidAnswer(
            field, given=error["ctx"]["actual_length"], reason="too_many_cases", allowed=(most,)
        )
    kind = error["type"].removesuffix("_type")
    return InvalidAnswer(field, given=error.get("input"), reason="json", allowed=(kind,))
