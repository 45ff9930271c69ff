"""What somebody sends to a page, or to the API, to bring it down."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from websockets.exceptions import ConnectionClosed

from benchmarks.visitor import Visitor

MALFORMED = b"\xff" * 60
TOO_LARGE = b"x" * (2 << 20)
"""More than a page sends."""
FAR_TOO_LARGE = b"x" * (20 << 20)
"""More than a server reads."""
UNKNOWN = 20_000
"""Answers to questions that nobody asked."""


def reruns(visitor: Visitor, times: int) -> list[bytes]:
    """The page asked for anew, again and again."""
    return [visitor.request().SerializeToString()] * times


def unknown_answers(visitor: Visitor) -> bytes:
    """The page asked for anew with many answers to questions that it doesn't have."""
    request = visitor.request()
    for number in range(UNKNOWN):
        state = request.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = f"$$ID-{number}-x", "y"
    return bytes(request.SerializeToString())


async def closed_for(visitor: Visitor, *frames: bytes | str) -> int:
    """Sends until the server has closed the connection; gives the code that it gave."""
    try:
        for frame in frames:
            await visitor.socket.send(frame)
        while True:
            await visitor.socket.recv()
    except ConnectionClosed as closed:
        return int(closed.rcvd.code) if closed.rcvd else 0


class Call(NamedTuple):
    """A request to the API: where, and the body, made when it is needed."""

    path: str
    body: Callable[[], bytes]


def names(size: int) -> bytes:
    """An object of names that nobody knows, about so many bytes."""
    return b"{%s}" % b",".join(b'"x%d":1' % number for number in range(size // 12))


def many(value: bytes, times: int) -> bytes:
    """A list of cases that are all alike."""
    return b'{"cases":[%s]}' % b",".join([value] * times)


#: What the API is asked; each was seen, or feared, to hold the others up.
CALLS: Mapping[str, Call] = MappingProxyType(
    {
        "1.1 MB of unknown names": Call("estimate", lambda: names(1_100_000)),
        "6.9 MB of unknown names": Call("compare", lambda: names(6_900_000)),
        "1.5 MB of unknown names in batch": Call("batch", lambda: names(1_500_000)),
        "unknown names in a case": Call("batch", lambda: many(names(1_500_000), 1)),
        "2.7 million empty lists": Call("batch", lambda: many(b"[]", 2_700_000)),
        "100 000 empty lists": Call("batch", lambda: many(b"[]", 100_000)),
        "10 000 empty cases": Call("batch", lambda: many(b"{}", 10_000)),
        "10 000 cases all wrong": Call("batch", lambda: many(b'{"fee":[],"sessions":"x"}', 10_000)),
        "deeply nested lists": Call("batch", lambda: b"[" * 230_000),
        "a number of a million digits": Call("batch", lambda: many(b"1" * 1_000_000, 1)),
        "a text of 4 MB": Call("batch", lambda: many(b'{"fee":"%s"}' % (b"9" * 4_000_000), 1)),
        "10 MB of blanks": Call("estimate", lambda: b" " * 10_000_000),
    }
)
