"""The API as an application of its own, mounted beside the pages."""

import re
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount

from estimator.api.limits import RateLimit, SizeLimit
from estimator.api.problems import on_gap, on_http, on_invalid, on_refusal, spoken_in
from estimator.api.routes import router
from estimator.engine.errors import InvalidAnswer, TariffGap
from estimator.operations.settings import Settings

MOUNT = "/api/v1"
HERE = Path(__file__).parent
#: What the page of the documentation is made of, served from here.
ASSETS = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}


def api(chosen: Settings) -> FastAPI:
    """The application. The first middleware added is the last that a request meets."""
    app = FastAPI(title="kine-cost-estimator", version="1", docs_url=None, redoc_url=None)
    app.include_router(router)
    app.add_exception_handler(InvalidAnswer, on_refusal)
    app.add_exception_handler(TariffGap, on_gap)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_api_route("/docs", documentation, include_in_schema=False)
    app.add_api_route("/docs/{name}", asset, include_in_schema=False)
    app.add_middleware(SizeLimit)
    app.add_middleware(RateLimit, per_minute=chosen.per_minute)
    if chosen.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=chosen.origins,
            allow_methods=("GET", "POST"),
            allow_headers=("content-type", "accept-language"),
        )
    return app


def mounted_api(chosen: Settings) -> Mount:
    """The application at its place; an address with a line end in it finds it, too."""
    mount = Mount(MOUNT, api(chosen))
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount


async def documentation(request: Request) -> HTMLResponse:
    """The page of the documentation."""
    page = (HERE / "docs.html").read_text("utf-8")
    say = spoken_in(request)
    page = page.replace("LANGUAGE", say.language).replace("TITLE", say("api.title"))
    return HTMLResponse(page.replace("ROOT", request.scope.get("root_path", "")))


async def asset(name: str) -> Response:
    """A file that the page of the documentation loads."""
    if name == "docs.js":
        return Response((HERE / name).read_bytes(), media_type="text/javascript")
    if name not in ASSETS:
        raise HTTPException(404)
    content = files("fastapi_swagger").joinpath("resources", name).read_bytes()
    return Response(content, media_type=ASSETS[name])
