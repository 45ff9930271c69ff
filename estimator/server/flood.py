"""What one page may send over its websocket: so much at a time, and nothing but what pages send.

Every message makes the server run the page anew. A visitor who sends without end would make all
others wait, so a connection that does is closed; a person at the page never comes near. Who comes
back from the same address right away is let in a little later: each connection costs the server
some work before it can tell what it is for.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.operations.rates import Clients, full

BURST = 100
PER_SECOND = 20
LATER = 5.0
"""Seconds until an address from which a flood came is let in again."""
MOST_FLOODS = 10_000
#: Close codes of RFC 6455, 7.4.1.
NOT_THIS_KIND = 1003
AGAINST_THE_RULES = 1008


class FloodGate:
    """Middleware with a bucket of messages per connection; text frames are not for a page."""

    def __init__(
        self,
        app: ASGIApp,
        burst: int = BURST,
        per_second: float = PER_SECOND,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.app = app
        self.burst = burst
        self.per_second = per_second
        self.now = now
        self.sleep = sleep
        self.clients = Clients()
        self.floods: OrderedDict[bytes, float] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a connection on, its messages counted."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        client = self.clients.name(scope)
        wait = self.floods.get(client, 0.0) - self.now()
        if wait > 0:
            await self.sleep(wait)
        gate = Connection(self, client, receive, send)
        await self.app(scope, gate.receive, gate.send)

    def flooded_by(self, client: bytes) -> None:
        """Notes from whom a flood came; the oldest are forgotten where others need the room."""
        self.floods.pop(client, None)
        self.floods[client] = self.now() + LATER
        if len(self.floods) > MOST_FLOODS:
            self.floods.popitem(last=False)


class Connection:
    """One websocket: how much more it may send at this moment, and whether it still may."""

    def __init__(self, limits: FloodGate, client: bytes, receive: Receive, send: Send) -> None:
        self.limits = limits
        self.client = client
        self.take = receive
        self.pass_on = send
        self.bucket = full(limits.burst, limits.per_second, limits.now())
        self.closed = False

    async def receive(self) -> Message:
        """The next message; the end of the connection in place of one that is not welcome."""
        message = await self.take()
        if message["type"] != "websocket.receive":
            return message
        code = self.refusal(message)
        if not code:
            return message
        if code == AGAINST_THE_RULES:
            self.limits.flooded_by(self.client)
        await self.pass_on({"type": "websocket.close", "code": code})
        self.closed = True
        return {"type": "websocket.disconnect", "code": code}

    async def send(self, message: Message) -> None:
        """Passes a message on to the page; to a closed one none goes any more."""
        if self.closed:
            raise OSError("the connection was closed for what it sent")
        await self.pass_on(message)

    def refusal(self, message: Message) -> int:
        """Why a message closes the connection, as a close code; 0 for one that is welcome."""
        if message.get("bytes") is None:
            return NOT_THIS_KIND
        return AGAINST_THE_RULES if self.bucket.take(self.limits.now()) else 0
