"""An application to put middleware before, and a request to it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]


class Response(NamedTuple):
    """What a visitor gets."""

    status: int
    headers: dict[str, str]
    body: bytes


class Answering:
    """Always sends the same, and counts how often."""

    def __init__(self, body: bytes, kind: str, *headers: Header, status: int = 200) -> None:
        self.body = body
        self.headers = [(b"content-type", kind.encode()), *headers]
        self.status = status
        self.asked = 0

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked += 1
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": list(self.headers)})
        half = len(self.body) // 2
        await send({"type": "http.response.body", "body": self.body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[half:]})


def get(
    app: ASGIApp, path: str = "/", headers: Sequence[Header] = (), method: str = "GET"
) -> Response:
    """One request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, app, scope, receive, send).result()
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in sent)
    return Response(sent[0]["status"], found, body)
