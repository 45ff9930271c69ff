"""A visitor without a browser: Streamlit's own messages over a websocket.

Knows the questions by their field, as people do, changes answers, presses buttons, gives files,
and waits until the page is drawn anew.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import httpx2
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATH = "/_stcore/stream"
PATIENCE = 120
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
FILE = "list.csv"


class Kind(NamedTuple):
    """A kind of question: where the page says what stands in it, how an answer is told."""

    held: str
    tell: Callable[[WidgetState, Any], None]


def number(state: WidgetState, value: float) -> None:
    """A number as an answer."""
    state.double_value = value


def text(state: WidgetState, value: str) -> None:
    """A text, or one choice."""
    state.string_value = value


def truth(state: WidgetState, value: bool) -> None:
    """Whether a folded part is open."""
    state.bool_value = value


def texts(state: WidgetState, values: list[str]) -> None:
    """Choices, or days."""
    state.string_array_value.data.extend(values)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "number_input": Kind("value", number),
        "text_input": Kind("value", text),
        "radio": Kind("raw_value", text),
        "selectbox": Kind("raw_value", text),
        "button_group": Kind("raw_values", texts),
        "date_input": Kind("value", texts),
        "expandable": Kind("expanded", truth),
    }
)


class Visitor:
    """One visit: connect, then change answers. Use as `async with Visitor(address) as visitor`."""

    def __init__(
        self,
        address: str,
        page: str = "",
        *,
        query: str = "lang=fr",
        origin: str | None = None,
        browser: str = "visitor",
    ) -> None:
        parts = urlsplit(address)
        self.address, self.page, self.query = address, page, query
        self.origin = origin or f"{parts.scheme}://{parts.netloc}"
        self.browser = browser
        self.stream = f"ws://{parts.netloc}{PATH}"
        self.script = self.session = self.fragment = ""
        self.ids: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.fragments: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self.given: dict[str, WidgetState] = {}
        self.places: dict[str, tuple[int, ...]] = {}
        self.texts: dict[tuple[int, ...], tuple[str, str]] = {}
        self.drawn_again: set[Any] = set()

    @property
    def said(self) -> str:
        """The text that stands on the page, from its top to its end."""
        return "\n".join(self.texts[place][1] for place in sorted(self.texts))

    async def __aenter__(self) -> Self:
        self.socket = await websockets.connect(
            self.stream,
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(self.origin),
            user_agent_header=self.browser,
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
        await self.run()

    async def answer(self, field: str, value: Any) -> None:
        """Changes an answer and waits until the page has been drawn anew."""
        state = WidgetState(id=self.ids[field])
        KINDS[self.kinds[field]].tell(state, value)
        self.given[field] = state
        await self.run(fragment=self.fragments[field])

    async def answer_something(self, chance: random.Random) -> None:
        """Changes an answer as anybody might."""
        field = chance.choice(["sessions", "bim", "conventioned", "fee"])
        if field not in self.ids:
            field = "sessions"
        if field in self.options:
            held = self.given[field].string_array_value.data if field in self.given else ()
            others = [option for option in self.options[field] if option not in held]
            await self.answer(field, [chance.choice(others)])
        elif field == "fee":
            await self.answer(field, f"{chance.randint(30, 60)},50")
        else:
            await self.answer(field, chance.randint(1, 40))

    async def press(self, button: str) -> None:
        """Presses a button and waits until the page has been drawn anew."""
        await self.run(WidgetState(id=self.ids[button], trigger_value=True))

    async def look_again(self) -> None:
        """Has the part of the page drawn that asks to be drawn again and again."""
        await self.run(fragment=self.fragment)

    async def give(self, uploader: str, content: bytes, name: str = FILE) -> None:
        """Gives a file to an uploader, as the page does it; it is told with the next answer."""
        message = BackMsg()
        asked = message.file_urls_request
        asked.request_id, asked.session_id = "1", self.session
        asked.file_names.append(name)
        await self.socket.send(message.SerializeToString())
        places = (await self.heard("file_urls_response")).file_urls_response.file_urls[0]
        async with httpx2.AsyncClient(timeout=PATIENCE) as client:
            place = urljoin(self.address, places.upload_url)
            (await client.put(place, files={"file": (name, content)})).raise_for_status()
        state = WidgetState(id=self.ids[uploader])
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(content), places.file_id
        info.file_urls.CopyFrom(places)
        self.given[uploader] = state

    async def run(self, *pressed: WidgetState, fragment: str = "") -> None:
        """Asks for a run of the page, or of a part of it, with the answers given so far, and waits
        for its end."""
        message = self.request()
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(pressed)
        await self.socket.send(message.SerializeToString())
        await self.drawn()

    def request(self) -> BackMsg:
        """What a browser sends."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name, asked.page_script_hash = (
            self.query, self.page, self.script
        )  # fmt: skip
        asked.context_info.url, asked.context_info.timezone = self.address, "Europe/Brussels"
        asked.widget_states.widgets.extend(self.given.values())
        return message

    async def drawn(self) -> None:
        """Takes messages until the run has ended; notes the questions and what was said."""
        while (await self.heard("script_finished")).script_finished not in DONE:
            pass

    async def heard(self, kind: str) -> Any:
        """Takes messages until one of a kind; notes what they say."""
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            self.note(message)
            if message.WhichOneof("type") == kind:
                return message

    def note(self, message: Any) -> None:
        """What a message says of the page."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
            self.drawn_again.clear()
        elif message.metadata.HasField("run") and message.script_finished in DONE:
            self.forget(message.metadata.run.fragment_ids)
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self.fragment = message.auto_rerun.fragment_id
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            self.makes_way(tuple(message.metadata.delta_path))
            self.stands(element.WhichOneof("type"), element, message)
            self.reads(message)
        elif kind == "delta" and message.delta.add_block.HasField("expandable"):
            self.stands("expandable", message.delta.add_block, message)

    def forget(self, parts: Sequence[str]) -> None:
        """What a run of some parts, or of the whole page, has not drawn again."""
        for field, part in self.fragments.items():
            if self.gone(field, part, parts):
                self.ids.pop(field, None)
        for place, (part, _) in list(self.texts.items()):
            if self.gone(place, part, parts):
                del self.texts[place]

    def gone(self, what: Any, part: str, parts: Sequence[str]) -> bool:
        """Whether it left the page."""
        return what not in self.drawn_again and (not parts or part in parts)

    def reads(self, message: Any) -> None:
        """A text, in the place of what stood there."""
        place, element = tuple(message.metadata.delta_path), message.delta.new_element
        self.drawn_again.add(place)
        self.texts.pop(place, None)
        if element.HasField("html"):
            self.texts[place] = message.delta.fragment_id, element.html.body

    def makes_way(self, place: tuple[int, ...]) -> None:
        """A question that stood where something else is shown from now on."""
        for field in [field for field, stood in self.places.items() if stood == place]:
            del self.places[field]
            self.ids.pop(field, None)

    def stands(self, kind: str, element: Any, message: Any) -> None:
        """A question by its field, with what stands in it."""
        found = getattr(element, kind)
        identity = str(getattr(found, "id", ""))
        if not identity:
            return
        field = identity.rpartition("-")[2]
        self.ids[field], self.kinds[field] = identity, kind
        self.fragments[field] = message.delta.fragment_id
        self.places[field] = tuple(message.metadata.delta_path)
        self.drawn_again.add(field)
        if kind == "button_group":
            self.options[field] = [option.content for option in found.options]
        if kind in KINDS and getattr(found, "set_value", False):
            state = self.given[field] = WidgetState(id=identity)
            KINDS[kind].tell(state, getattr(found, KINDS[kind].held))
