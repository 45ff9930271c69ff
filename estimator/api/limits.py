"""Limits for a client: the size of a request, and requests per minute."""

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
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from estimator.api.models import MOST_BYTES, MOST_BYTES_OF_CASES, MOST_CASES
from estimator.api.problems import problem, words_for
from estimator.engine.plan.answers import MOST_BYTES_OF_PLAN
from estimator.operations.rates import Bucket, Clients, full

MOST_VALUES = 24 * MOST_CASES
"""Seventeen answers per case, and some columns of the client's own."""
MOST_NAMES = 4000
"""More names than a request for one course has."""
LARGER = {"/batch": MOST_BYTES_OF_CASES, "/plan": MOST_BYTES_OF_PLAN}
"""Of a request for many courses, by its path."""
AT_A_TIME = 1
"""Such requests parsed at the same time; the others wait unparsed. Parsing a batch takes up to a
fifth of a second in which nothing else runs."""
MOST_CLIENTS = 10_000
SECONDS = 60
BURST = 60


class Bounded(APIRoute):
    """A route that limits the size of a body."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, called once the whole body is read."""
        handle = super().get_route_handler()
        if "POST" not in (self.methods or ()):
            return handle
        most = LARGER.get(self.path, MOST_BYTES)
        turns = Semaphore(AT_A_TIME) if self.path in LARGER else nullcontext()

        async def bounded(request: Request) -> Response:
            sent = Sent(request, most)
            try:
                await sent.body()
            except ClientDisconnect:
                return Response(status_code=400)  # the client has gone
            async with turns:
                return await handle(sent)

        return bounded


class Sent(Request):
    """A request that refuses a body above the limit, with or without a content length, and a
    compressed one."""

    def __init__(self, request: Request, most: int) -> None:
        super().__init__(request.scope, request.receive)
        self.most = most

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body in chunks. Raises `HTTPException` (413, 415)."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        is_json = kind.startswith("application/") and kind.endswith(("/json", "+json"))
        if not is_json or self.headers.get("content-encoding", "identity").lower() != "identity":
            raise HTTPException(415)
        if int(self.headers.get("content-length", 0)) > self.most:
            raise HTTPException(413)
        read = 0
        async for chunk in super().stream():
            read += len(chunk)
            if read > self.most:
                raise HTTPException(413)
            yield chunk

    async def json(self) -> Any:
        """The body as objects, parsed in a thread so that the event loop stays free."""
        return await run_in_threadpool(parsed, await self.body())


def parsed(body: bytes) -> Any:
    """JSON as objects. Raises `HTTPException` (413) for more values than any sensible request has:
    an empty list takes two bytes to send and fifty in memory.

    Counts the commas and brackets, including those in texts; the limit leaves room for them.
    """
    if sum(map(body.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise HTTPException(413)
    found = json.loads(body)
    if isinstance(found, dict) and len(found) > MOST_NAMES:
        raise HTTPException(413)
    return found


class Allowance:
    """A token bucket per client. Keeps addresses as salted hashes in memory, and forgets them when
    the bucket is full again or when there are too many clients."""

    def __init__(
        self, per_minute: int, burst: int = BURST, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate = per_minute / SECONDS
        self.burst = min(burst, per_minute)
        self.now = now
        self.clients = Clients()
        self.left: OrderedDict[bytes, Bucket] = OrderedDict()

    def wait_for(self, scope: Scope) -> int:
        """Seconds until this client may send another request; 0 if it may now."""
        client = self.clients.name(scope)
        now = self.now()
        bucket = self.left.pop(client, None) or full(self.burst, self.rate, now)
        wait = math.ceil(bucket.take(now))
        self.left[client] = bucket
        if len(self.left) > MOST_CLIENTS:
            self.left.popitem(last=False)
        return wait


class RateLimit:
    """Middleware that enforces the allowance of every client."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self.allowance = Allowance(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers 429."""
        wait = self.allowance.wait_for(scope) if scope["type"] == "http" else 0
        if not wait:
            await self.app(scope, receive, send)
            return
        words = words_for(Request(scope))
        answer = problem(words, 429, words("api.too_often", n=wait))
        answer.headers["retry-after"] = str(wait)
        await answer(scope, receive, send)
