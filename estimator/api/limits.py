"""How much one client may ask: the size of a request, and requests per minute."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.api.problems import problem, spoken_in
from estimator.operations.bucket import Bucket, full
from estimator.operations.clients import Clients

MOST_BYTES = 8 << 20
"""Ten thousand cases with room to spare."""
MOST_CLIENTS = 10_000
SECONDS = 60
BURST = 60


class SizeLimit:
    """Middleware that refuses a body past the limit, announced or not, and one whose size says
    nothing because it is packed."""

    def __init__(self, app: ASGIApp, most: int = MOST_BYTES) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, its body counted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "POST" and not is_plain_json(Headers(scope=scope)):
            await problem(415, spoken_in(Request(scope))("api.media"))(scope, receive, send)
            return
        body, whole = b"", False
        while not whole:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            whole = not message.get("more_body", False)
            if len(body) > self.most:
                request = Request(scope)
                detail = spoken_in(request)("api.too_large", n=self.most >> 20)
                await problem(413, detail)(scope, receive, send)
                return
        await self.app(scope, once(body, receive), send)


def is_plain_json(headers: Headers) -> bool:
    """Whether a body is JSON as it stands, by its headers."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = kind.startswith("application/") and kind.endswith(("/json", "+json"))
    return is_json and headers.get("content-encoding", "identity") == "identity"


def once(body: bytes, receive: Receive) -> Receive:
    """The body already read, then whatever comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


class Allowance:
    """A token bucket per client. Addresses are kept as salted hashes, in memory only, and
    forgotten when the bucket is full again or others need the room."""

    def __init__(
        self, per_minute: int, burst: int = BURST, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate = per_minute / SECONDS
        self.burst = min(burst, per_minute)
        self.now = now
        self.clients = Clients()
        self.left: OrderedDict[bytes, Bucket] = OrderedDict()

    def wait_for(self, scope: Scope) -> int:
        """Seconds until this client's next request is welcome; 0 when it is."""
        client = self.clients.name(scope)
        now = self.now()
        bucket = self.left.pop(client, None) or full(self.burst, self.rate, now)
        wait = math.ceil(bucket.take(now))
        self.left[client] = bucket
        if len(self.left) > MOST_CLIENTS:
            self.left.popitem(last=False)
        return wait


class RateLimit:
    """Middleware that holds every client to its allowance."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self.allowance = Allowance(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or says when to come back."""
        wait = self.allowance.wait_for(scope) if scope["type"] == "http" else 0
        if not wait:
            await self.app(scope, receive, send)
            return
        answer = problem(429, spoken_in(Request(scope))("api.too_often", n=wait))
        answer.headers["retry-after"] = str(wait)
        await answer(scope, receive, send)
