"""The API as a separate application, mounted beside the pages."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic.json_schema import models_json_schema
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from estimator.api.limits import RateLimit
from estimator.api.models import Problem
from estimator.api.problems import on_error, words_for
from estimator.api.routes import router
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.plan import CourseRefused
from estimator.environment.tariffs_in_use import tariffs
from estimator.operations.health import HEALTH, version
from estimator.operations.settings import Settings

PLACE = "/api"
MOUNT = f"{PLACE}/v1"
VERSION = "1.5"
"""Of the API: the second number goes up where something is added (docs/api.md)."""
HERE = Path(__file__).parent
#: Files of the documentation page, served from this server.
ASSETS = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}


class Described(FastAPI):
    """The application; adds to its description what FastAPI can't know."""

    def openapi(self) -> dict[str, Any]:
        """The description with the schema of problems and the tariffs in use."""
        if not self.openapi_schema:
            document = super().openapi()
            _, problems = models_json_schema(
                [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
            )
            document["components"]["schemas"] |= problems["$defs"]
            document["info"] |= {"x-program": version(), "x-tariffs": data_version()}
        return super().openapi()


def data_version() -> dict[str, Any]:
    """The tariffs: first and last day, the day of each edition, and a hash of their files."""
    book = tariffs().book
    return {
        "first_day": book.first_day.isoformat(),
        "last_start": book.last_start.isoformat(),
        "editions": [day.isoformat() for day in sorted(book.editions)],
        "files": HEALTH.tariff_files,
    }


def api(chosen: Settings) -> FastAPI:
    """The application. The first middleware added is the last that a request meets."""
    summary, _, description = (HERE / "about.md").read_text("utf-8").partition("\n\n")
    app = Described(
        title="kine-cost-estimator",
        summary=summary,
        description=description,
        version=VERSION,
        contact={"name": "the kiné cost estimator’s authors"},
        license_info={"name": "MIT License", "identifier": "MIT"},
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(router)
    for error in (InvalidAnswer, CourseRefused, TariffGap, HTTPException, RequestValidationError):
        app.add_exception_handler(error, on_error)
    app.add_api_route("/docs", documentation, include_in_schema=False)
    app.add_api_route("/docs/{name}", asset, include_in_schema=False)
    app.add_middleware(RateLimit, per_minute=chosen.per_minute)
    if chosen.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=chosen.origins,
            allow_methods=("GET", "POST"),
            allow_headers=("content-type", "accept-language"),
        )
    return app


def api_routes(chosen: Settings) -> list[Mount | Route]:
    """The mounts of the API; every other path under /api, even with a line end, is a problem."""
    nothing = Starlette(exception_handlers={HTTPException: on_error})
    mounts = Mount(MOUNT, api(chosen)), Mount(PLACE, nothing)
    for mount in mounts:
        mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return [*mounts, Route(PLACE, nothing)]


async def documentation(request: Request) -> HTMLResponse:
    """The page of the documentation."""
    page = (HERE / "docs.html").read_text("utf-8")
    words = words_for(request)
    page = page.replace("LANGUAGE", words.language).replace("TITLE", words("api.title"))
    return HTMLResponse(page.replace("ROOT", request.scope.get("root_path", "")))


async def asset(name: str) -> Response:
    """A file that the page of the documentation loads."""
    if name == "docs.js":
        return Response((HERE / name).read_bytes(), media_type="text/javascript")
    if name not in ASSETS:
        raise HTTPException(404)
    content = files("fastapi_swagger").joinpath("resources", name).read_bytes()
    return Response(content, media_type=ASSETS[name])
