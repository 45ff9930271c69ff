"""The addresses of the package: /data/ and a file each below it, for every website to read."""

from hashlib import sha256
from pathlib import PurePath
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from estimator.environment import clock
from estimator.found.addresses import place_of
from estimator.found.data_page import data_page
from estimator.open_data.package import DATA, published
from estimator.operations.settings import Settings

#: One hour: a corrected amount is there the same day.
OPEN = MappingProxyType(
    {
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "etag",
        "cache-control": "public, max-age=3600",
        "cross-origin-resource-policy": "cross-origin",
    }
)
MEDIA_TYPES = MappingProxyType(
    {
        ".csv": "text/csv; charset=utf-8",
        ".json": "application/json",
        ".parquet": "application/vnd.apache.parquet",
    }
)
#: Compares the mark of an answer with those that a visitor has.
KEPT = StaticFiles()


def answered(request: Request, content: bytes | str, media_type: str, **headers: str) -> Response:
    """A content with its mark, or 304 to who has it already."""
    answer = Response(content, media_type=media_type, headers={**OPEN, **headers})
    answer.headers["etag"] = f'"{sha256(bytes(answer.body)).hexdigest()}"'
    if KEPT.is_not_modified(answer.headers, request.headers):
        return NotModifiedResponse(answer.headers)
    return answer


async def table(request: Request) -> Response:
    """A file of the package."""
    name = request.path_params["name"]
    package = await run_in_threadpool(published)
    if name not in package.files:
        return PlainTextResponse("", 404, OPEN)
    return answered(request, package.files[name], MEDIA_TYPES[PurePath(name).suffix])


async def to_listing(_: Request) -> Response:
    """Sends /data to /data/, below which the files stand."""
    return RedirectResponse(DATA, 308)


def data_routes(chosen: Settings) -> list[Route]:
    """The page in the visitor's language, and the files below it."""

    async def listing(request: Request) -> Response:
        place = place_of(request.scope, chosen)
        page = await run_in_threadpool(data_page, place, clock.today())
        told = {"content-language": place.language, "vary": "Accept-Language"}
        return answered(request, page, "text/html", **told)

    return [
        Route(DATA.rstrip("/"), to_listing),
        Route(DATA, listing),
        Route(DATA + "{name}", table),
    ]
