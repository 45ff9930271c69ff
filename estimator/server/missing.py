"""Answers 404 for what this worker does not have, so that the proxy asks the next worker, and for
addresses that lead nowhere.

Streamlit answers a missing file, and any address that is no page, with its HTML document and status
200, which browsers and proxies would cache for a year. It answers an upload to an unknown session
with 400, which no proxy retries.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.environment import clock
from estimator.found.addresses import PATHS
from estimator.found.head import HIDDEN
from estimator.found.missing_page import missing_page
from estimator.locales.requested import language_of
from estimator.operations.health import NEVER_CACHED

#: Paths of files whose names change with their content.
HASHED_FILES = ("/static/", "/page.")
UPLOADS = "/_stcore/upload_file/"
UNKNOWN_SESSION = 400


class NotFound:
    """Middleware that turns these answers into a 404. `routes` are our own, which answer for
    themselves."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute] = ()) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and replaces the response where the file or session is missing."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked, missing = dict(scope), False  # routes write into the scope

        async def replace(message: Message) -> None:
            nonlocal missing
            started = message["type"] == "http.response.start"
            if started and is_missing(asked["path"], message) and not self.is_ours(asked):
                missing = True
                await answer_to(asked)(scope, receive, send)
            if not missing:
                await send(message)

        await self.app(scope, receive, replace)

    def is_ours(self, scope: Scope) -> bool:
        """Whether a page or a route of ours answers."""
        ours = (route.matches(scope)[0] is not Match.NONE for route in self.routes)
        return scope["path"] in PATHS or any(ours)


def answer_to(scope: Scope) -> Response:
    """What is said in place of what is missing: to a person, a page in their language."""
    if scope["path"].startswith((*HASHED_FILES, UPLOADS)):
        return PlainTextResponse("", 404, NEVER_CACHED)
    page = missing_page(language_of(scope), clock.today())
    return HTMLResponse(page, 404, {**NEVER_CACHED, "x-robots-tag": HIDDEN})


def is_missing(path: str, start: Message) -> bool:
    """Whether a response that starts so means that this worker lacks the file or the session, or
    that there is no such page: Streamlit's document stands in for all of them. A file to download,
    such as a price list, may be HTML as well: it comes as an attachment."""
    if path.startswith(UPLOADS):
        return bool(start["status"] == UNKNOWN_SESSION)
    headers = Headers(raw=start["headers"])
    is_page = headers.get("content-type", "").startswith("text/html")
    return is_page and "content-disposition" not in headers
