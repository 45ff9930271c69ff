"""How much one client may ask: the size of a request, and requests per minute."""

import json
import math
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import nullcontext
from typing import Any

from anyio import Semaphore
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from estimator.api.models import MOST_BYTES, MOST_BYTES_OF_CASES, MOST_CASES
from estimator.api.problems import problem, spoken_in
from estimator.operations.rates import Bucket, Clients, full

MOST_VALUES = 24 * MOST_CASES
"""Sixteen answers a case, and some names of the sender's own."""
MOST_NAMES = 4000
"""More than fit into a request for one course."""
AT_A_TIME = 1
"""Lists that are worked on; the others wait, read but not yet made into objects. Parsing one takes
up to a fifth of a second in which nothing else runs."""
MOST_CLIENTS = 10_000
SECONDS = 60
BURST = 60


class Bounded(APIRoute):
    """A route that reads of a body no more than an honest one holds."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, given the whole body or none."""
        handle = super().get_route_handler()
        if "POST" not in (self.methods or ()):
            return handle
        many = self.path.endswith("/batch")
        most = MOST_BYTES_OF_CASES if many else MOST_BYTES
        turns = Semaphore(AT_A_TIME) if many else nullcontext()

        async def bounded(request: Request) -> Response:
            sent = Sent(request, most)
            try:
                await sent.body()
            except ClientDisconnect:
                return Response(status_code=400)  # nobody is left to tell
            async with turns:
                return await handle(sent)

        return bounded


class Sent(Request):
    """A request that refuses a body past the limit, announced or not, and one whose size says
    nothing because it is packed."""

    def __init__(self, request: Request, most: int) -> None:
        super().__init__(request.scope, request.receive)
        self.most = most

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body in pieces. Raises `HTTPException` (413, 415)."""
        if not is_plain_json(self.headers):
            raise HTTPException(415)
        if int(self.headers.get("content-length", 0)) > self.most:
            raise HTTPException(413)
        read = 0
        async for piece in super().stream():
            read += len(piece)
            if read > self.most:
                raise HTTPException(413)
            yield piece

    async def json(self) -> Any:
        """The body as objects, made beside the loop, which others wait for."""
        return await run_in_threadpool(parsed, await self.body())


def is_plain_json(headers: Headers) -> bool:
    """Whether a body is JSON as it stands, by its headers."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = kind.startswith("application/") and kind.endswith(("/json", "+json"))
    return is_json and headers.get("content-encoding", "identity").lower() == "identity"


def parsed(body: bytes) -> Any:
    """JSON as objects. Raises `HTTPException` (413) where it holds more values than an honest
    request: an empty list is two bytes to send, and fifty to hold.

    Each value but the first of a list or object stands behind a comma. What stands in texts is
    counted, too: there is room for it.
    """
    if sum(map(body.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise HTTPException(413)
    found = json.loads(body)
    if isinstance(found, dict) and len(found) > MOST_NAMES:
        raise HTTPException(413)
    return found


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
        spoken = spoken_in(Request(scope))
        answer = problem(spoken, 429, spoken("api.too_often", n=wait))
        answer.headers["retry-after"] = str(wait)
        await answer(scope, receive, send)
