"""What one page may send over its websocket: so much at a time, and nothing but what pages send.

Every message makes the server run the page anew. A visitor who sends without end would make all
others wait, so a connection that does is closed; a person at the page never comes near.
"""

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.operations.bucket import full

BURST = 100
PER_SECOND = 20
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
    ) -> None:
        self.app = app
        self.burst = burst
        self.per_second = per_second
        self.now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a connection on, its messages counted."""
        if scope["type"] == "websocket":
            gate = Connection(self, receive, send)
            await self.app(scope, gate.receive, gate.send)
        else:
            await self.app(scope, receive, send)


class Connection:
    """One websocket: how much more it may send at this moment, and whether it still may."""

    def __init__(self, limits: FloodGate, receive: Receive, send: Send) -> None:
        self.limits = limits
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
