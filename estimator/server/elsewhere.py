"""What this worker hasn't got another may have: it says 404, and the proxy asks the next one.

Streamlit itself answers a file that isn't there with its document and status 200, which browsers
and proxies would keep for a year in the file's place, and an upload for a visit that it doesn't
hold with 400, after which no proxy asks anywhere else.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.operations.health import NEVER_CACHED

#: Where files lie whose names change with their content.
FILES = ("/static/", "/page.")
UPLOADS = "/_stcore/upload_file/"
NO_SUCH_VISIT = 400


class Elsewhere:
    """Middleware that tells "not here" from "not at all possible"."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; the answer to what isn't here is 404."""
        if scope["type"] != "http" or not scope["path"].startswith((*FILES, UPLOADS)):
            await self.app(scope, receive, send)
            return
        missing = False

        async def told(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start" and is_missing(scope["path"], message):
                missing = True
                await PlainTextResponse("", 404, NEVER_CACHED)(scope, receive, send)
            if not missing:
                await send(message)

        await self.app(scope, receive, told)


def is_missing(path: str, start: Message) -> bool:
    """Whether the answer that begins here means that this worker hasn't got what was asked."""
    if path.startswith(UPLOADS):
        return bool(start["status"] == NO_SUCH_VISIT)
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
