"""A visitor without a browser: Streamlit's own messages over a websocket.

Knows the questions by their field, as people do, changes answers, and waits until the page is
drawn anew.
"""

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATH = "/_stcore/stream"
PATIENCE = 120
#: How a run ends, of the page or of a part of it.
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
#: How a widget tells its answer, by field.
SENT: Mapping[str, Callable[[WidgetState, Any], None]] = MappingProxyType(
    {
        "sessions": lambda state, value: setattr(state, "double_value", value),
        "prior_sessions": lambda state, value: setattr(state, "double_value", value),
        "fee": lambda state, value: setattr(state, "string_value", value),
        "bim": lambda state, value: state.string_array_value.data.append(value),
        "conventioned": lambda state, value: state.string_array_value.data.append(value),
    }
)


class Visitor:
    """One visit: connect, then change answers. Use as `async with Visitor(address) as visitor`."""

    def __init__(self, address: str, query: str = "lang=fr", origin: str | None = None) -> None:
        parts = urlsplit(address)
        self.query = query
        self.origin = origin or f"{parts.scheme}://{parts.netloc}"
        self.stream = f"ws://{parts.netloc}{PATH}"
        self.page = ""
        self.ids: dict[str, str] = {}
        self.fragments: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self.given: dict[str, WidgetState] = {}
        self.said = ""

    async def __aenter__(self) -> "Visitor":
        self.socket = await websockets.connect(
            self.stream,
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(self.origin),
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def open(self) -> None:
        """The first run of the page."""
        await self.send()
        await self.drawn()

    async def answer(self, field: str, value: Any) -> None:
        """Changes an answer and waits until the page has been drawn anew."""
        state = WidgetState(id=self.ids[field])
        SENT[field](state, value)
        self.given[field] = state
        await self.send(self.fragments[field])
        await self.drawn()

    async def answer_something(self, chance: random.Random) -> None:
        """Changes an answer as anybody might."""
        field = chance.choice(["sessions", "bim", "conventioned", "fee"])
        if field not in self.ids:
            field = "sessions"
        value: Any = f"{chance.randint(30, 60)},50" if field == "fee" else chance.randint(1, 40)
        await self.answer(field, chance.choice(self.options.get(field, [value])))

    async def send(self, fragment: str = "") -> None:
        """Asks for a run of the page, or of a part of it, with the answers given so far."""
        await self.socket.send(self.request(fragment).SerializeToString())

    def request(self, fragment: str = "") -> BackMsg:
        """What a browser sends: with a changed answer, the part of the page that asked for it."""
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.widget_states.widgets.extend(self.given.values())
        return message

    async def drawn(self) -> None:
        """Takes messages until the run has ended; notes the questions and what was said."""
        said: list[str] = []
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.page = message.new_session.page_script_hash
                said.clear()
            elif kind == "delta":
                self.note(message.delta, said)
            elif kind == "script_finished" and message.script_finished in DONE:
                self.said = "\n".join(said)
                return

    def note(self, delta: Any, said: list[str]) -> None:
        """A question by its field, with its options; of other elements the text."""
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "html":
            said.append(element.html.body)
        widget = getattr(element, kind) if kind else None
        identity = str(getattr(widget, "id", ""))
        field = identity.rpartition("-")[2]
        if field in SENT:
            self.ids[field] = identity
            self.fragments[field] = delta.fragment_id
            if kind == "button_group":
                self.options[field] = [option.content for option in widget.options]
