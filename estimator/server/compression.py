"""Compresses static files once and caches them: a third of the size.

Fonts are removed from style sheets: our theme uses the reader's own fonts, and Streamlit would load
550 kB of fonts that no page uses.
"""

import gzip
import re

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.server.assets import ASSETS

STATIC = ("/static/", *(asset.path for asset in ASSETS))
#: HTML is not compressed here: it is Streamlit's answer to any path.
TYPES = ("text/javascript", "application/javascript", "text/css", "application/wasm")
LEVEL = 9
FONT = re.compile(rb"@font-face\s*\{[^}]*\}")


class Compressed:
    """Middleware that serves compressed static files to browsers that accept gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.cache: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if not compressible(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        answer = self.cache.get(path) or await self.answer(path, scope, receive)
        for message in answer:
            await send(dict(message))

    async def answer(self, path: str, scope: Scope, receive: Receive) -> list[Message]:
        """The whole response, compressed and cached if it is worth it."""
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, collect)
        start, body = messages[0], b"".join(it.get("body", b"") for it in messages[1:])
        if not worth_it(start):
            return messages
        headers = MutableHeaders(scope=start)
        if headers["content-type"].startswith("text/css"):
            body = FONT.sub(b"", body)
        small = await to_thread.run_sync(gzip.compress, body, LEVEL)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(small))
        headers.add_vary_header("Accept-Encoding")
        self.cache[path] = [start, {"type": "http.response.body", "body": small}]
        return self.cache[path]


def compressible(scope: Scope) -> bool:
    """Whether a request is for a whole static file, and accepts gzip."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    whole = not {"range", "if-none-match", "if-modified-since"} & set(headers)
    return (
        whole and scope["path"].startswith(STATIC) and "gzip" in headers.get("accept-encoding", "")
    )


def worth_it(start: Message) -> bool:
    """Whether compression makes a response smaller."""
    headers = Headers(raw=start["headers"])
    plain = start["status"] == 200 and "content-encoding" not in headers
    return plain and headers.get("content-type", "").startswith(TYPES)
