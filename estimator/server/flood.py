"""Limits the messages of a websocket.

Every message makes the server run the page. A client that sends without pause would block everybody
else, so its connection is closed, and the next connection from its address waits a few seconds. No
person at a page comes near the limit.
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
"""Seconds that a new connection waits after a flood from the same address."""
MOST_FLOODS = 10_000
#: Close codes of RFC 6455, 7.4.1.
NOT_THIS_KIND = 1003
AGAINST_THE_RULES = 1008


class FloodGate:
    """Middleware with a token bucket for each connection. Text frames are refused."""

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
        """Passes a connection on, and counts its messages."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        client = self.clients.name(scope)
        wait = self.floods.get(client, 0.0) - self.now()
        if wait > 0:
            await self.sleep(wait)
        gate = Connection(self, client, receive, send)
        await self.app(scope, gate.receive, gate.send)

    def note_flood(self, client: bytes) -> None:
        """Remembers the client; forgets the oldest ones beyond the maximum."""
        self.floods.pop(client, None)
        self.floods[client] = self.now() + LATER
        if len(self.floods) > MOST_FLOODS:
            self.floods.popitem(last=False)


class Connection:
    """One websocket with its token bucket."""

    def __init__(self, limits: FloodGate, client: bytes, receive: Receive, send: Send) -> None:
        self.limits = limits
        self.client = client
        self.take = receive
        self.pass_on = send
        self.bucket = full(limits.burst, limits.per_second, limits.now())
        self.closed = False

    async def receive(self) -> Message:
        """The next message, or a disconnect in place of a message that is refused."""
        message = await self.take()
        if message["type"] != "websocket.receive":
            return message
        code = self.refusal(message)
        if not code:
            return message
        if code == AGAINST_THE_RULES:
            self.limits.note_flood(self.client)
        await self.pass_on({"type": "websocket.close", "code": code})
        self.closed = True
        return {"type": "websocket.disconnect", "code": code}

    async def send(self, message: Message) -> None:
        """Sends a message unless the connection was closed."""
        if self.closed:
            raise OSError("connection closed after a refused message")
        await self.pass_on(message)

    def refusal(self, message: Message) -> int:
        """The close code for a message that is refused; 0 for one that is accepted."""
        if message.get("bytes") is None:
            return NOT_THIS_KIND
        return AGAINST_THE_RULES if self.bucket.take(self.limits.now()) else 0
