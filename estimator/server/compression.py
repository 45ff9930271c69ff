"""Files that never change while the server runs, compressed once and kept: a third of the weight.

Style sheets lose the fonts they offer: our theme takes the reader's own, and Streamlit's scripts
would fetch 550 kB of fonts that nothing on our pages is written in.
"""

import gzip
import re

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.server.assets import ASSETS

STATIC = ("/static/", *(asset.path for asset in ASSETS))
#: Types worth compressing. A page (text/html) is none: that is Streamlit's answer to any path.
TYPES = ("text/javascript", "application/javascript", "text/css", "application/wasm")
LEVEL = 9
FONT = re.compile(rb"@font-face\s*\{[^}]*\}")


class Compressed:
    """Middleware that serves static files compressed to browsers that can read them so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if not compressible(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        answer = self.kept.get(path) or await self.answer(path, scope, receive)
        for message in answer:
            await send(dict(message))

    async def answer(self, path: str, scope: Scope, receive: Receive) -> list[Message]:
        """The whole response, compressed and kept where it is one of the files."""
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
        self.kept[path] = [start, {"type": "http.response.body", "body": small}]
        return self.kept[path]


def compressible(scope: Scope) -> bool:
    """Whether a request asks for a whole static file that may come compressed."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    whole = not {"range", "if-none-match", "if-modified-since"} & set(headers)
    return (
        whole and scope["path"].startswith(STATIC) and "gzip" in headers.get("accept-encoding", "")
    )


def worth_it(start: Message) -> bool:
    """Whether a response is a file of a type that compression makes smaller."""
    headers = Headers(raw=start["headers"])
    plain = start["status"] == 200 and "content-encoding" not in headers
    return plain and headers.get("content-type", "").startswith(TYPES)
