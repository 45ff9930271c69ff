"""Answers 404 for what this worker does not have, so that the proxy asks the next worker.

Streamlit answers a missing file with its HTML document and status 200, which browsers and proxies
would cache for a year, and an upload to an unknown session with 400, which no proxy retries.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.operations.health import NEVER_CACHED

#: Paths of files whose names change with their content.
HASHED_FILES = ("/static/", "/page.")
UPLOADS = "/_stcore/upload_file/"
UNKNOWN_SESSION = 400


class NotFound:
    """Middleware that turns the two answers into a 404."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and replaces the response where the file or session is missing."""
        if scope["type"] != "http" or not scope["path"].startswith((*HASHED_FILES, UPLOADS)):
            await self.app(scope, receive, send)
            return
        missing = False

        async def replace(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start" and is_missing(scope["path"], message):
                missing = True
                await PlainTextResponse("", 404, NEVER_CACHED)(scope, receive, send)
            if not missing:
                await send(message)

        await self.app(scope, receive, replace)


def is_missing(path: str, start: Message) -> bool:
    """Whether a response that starts so means that this worker lacks the file or the session."""
    if path.startswith(UPLOADS):
        return bool(start["status"] == UNKNOWN_SESSION)
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
