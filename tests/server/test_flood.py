"""A connection that sends too much, or what no page sends, is closed; others never notice."""

from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send

from estimator.server import flood
from estimator.server.flood import AGAINST_THE_RULES, LATER, NOT_THIS_KIND, FloodGate

WEBSOCKET = {"type": "websocket"}
FRAME = {"type": "websocket.receive", "bytes": b"x"}


class Talk:
    """A conversation over one connection: what comes in, and when."""

    def __init__(self, *incoming: tuple[float, Message]) -> None:
        self.incoming = list(incoming)
        self.time = 0.0
        self.heard: list[Message] = []
        self.sent: list[Message] = []
        self.refused_to_send = False

    def now(self) -> float:
        return self.time

    async def app(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Hears everything and answers each message."""
        while True:
            self.heard.append(await receive())
            try:
                await send({"type": "websocket.send", "bytes": b"y"})
            except OSError:
                self.refused_to_send = True
            if self.heard[-1]["type"] == "websocket.disconnect":
                return

    async def receive(self) -> Message:
        if not self.incoming:
            return {"type": "websocket.disconnect", "code": 1000}
        self.time, message = self.incoming.pop(0)
        return message

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    def take_place(self, burst: int, per_second: float) -> "Talk":
        gate = FloodGate(self.app, burst, per_second, self.now)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(anyio.run, gate, WEBSOCKET, self.receive, self.send).result()
        return self

    @property
    def frames(self) -> int:
        return sum(message["type"] == "websocket.receive" for message in self.heard)


def test_who_stays_within_the_pace_is_never_closed() -> None:
    talk = Talk(*[(second / 2, FRAME) for second in range(50)]).take_place(burst=3, per_second=2)
    assert talk.frames == 50
    assert not talk.refused_to_send


def test_who_sends_more_is_closed_and_hears_nothing_any_more() -> None:
    talk = Talk(*[(0.0, FRAME)] * 10).take_place(burst=3, per_second=2)
    assert talk.frames == 3
    assert talk.sent[-1] == {"type": "websocket.close", "code": AGAINST_THE_RULES}
    assert talk.heard[-1] == {"type": "websocket.disconnect", "code": AGAINST_THE_RULES}
    assert talk.refused_to_send


class Coming:
    """Connections one after the other, from some address at some time; how long each waits."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: list[float] = []
        self.gate = FloodGate(self.app, 3, 2, lambda: self.time, self.sleep)

    async def app(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        while (await receive())["type"] == "websocket.receive":
            pass

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def come(self, address: str, frames: int) -> None:
        talk = Talk(*[(self.time, FRAME)] * frames)
        scope = WEBSOCKET | {"client": (address, 1)}
        with ThreadPoolExecutor(1) as thread:
            thread.submit(anyio.run, self.gate, scope, talk.receive, talk.send).result()


def test_who_comes_back_after_a_flood_waits_and_nobody_else() -> None:
    coming = Coming()
    coming.come("here", 10)
    coming.come("elsewhere", 1)
    coming.time = 2.0
    coming.come("here", 1)
    assert coming.waits == [LATER - 2.0]
    coming.time = LATER
    coming.come("here", 1)
    assert coming.waits == [LATER - 2.0]


def test_so_many_floods_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "MOST_FLOODS", 1)
    coming = Coming()
    for address in ("first", "second", "first"):
        coming.come(address, 10)
    assert coming.waits == []
    assert len(coming.gate.floods) == 1


def test_rest_never_allows_more_than_the_burst() -> None:
    talk = Talk((100.0, FRAME), *[(100.0, FRAME)] * 10).take_place(burst=4, per_second=2)
    assert talk.frames == 4


@pytest.mark.parametrize("frame", [{"text": "hello"}, {"text": "hello", "bytes": None}])
def test_text_is_not_for_a_page(frame: dict[str, object]) -> None:
    talk = Talk((0.0, {"type": "websocket.receive", **frame})).take_place(burst=4, per_second=2)
    assert talk.frames == 0
    assert talk.sent == [{"type": "websocket.close", "code": NOT_THIS_KIND}]
