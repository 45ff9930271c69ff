"""What somebody sends to a page to bring it down."""

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
