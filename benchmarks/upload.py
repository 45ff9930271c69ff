"""Does a long list on the advisor page hold up another visitor?

    python -m benchmarks.upload                     # the app, started here
    python -m benchmarks.upload http://127.0.0.1:8501/ --rows 200000 --seconds 30

One visitor changes an answer every second, first alone, then while another uploads a list of
200 000 rows and has it estimated (again and again, as long as it is measured). Both speak
Streamlit's own protocol over a websocket, without a browser: a change lasts from the message sent
to the end of the script. The list is uploaded in the same way as the page does it.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from io import BytesIO
from itertools import count
from typing import Any
from urllib.parse import urljoin

import httpx2
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.courses import mixed
from benchmarks.page import served, shown

PATIENCE = 300
PERIOD = 1.0
"""Seconds from one change to the next."""
LOOK = 0.5
"""Seconds between two looks at how far a list is."""
DONE = (
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)
NAME = "list.csv"
#: Where the page says what stands in a widget, for those that hold texts.
LISTED = {"button_group": "raw_values", "date_input": "value"}
SINGLE = {"radio": "raw_value", "selectbox": "raw_value", "text_input": "value"}


class Visit:
    """A visit to a page, without a browser: what is on the page, and the answers given."""

    def __init__(self, connection: Any, address: str, page: str) -> None:
        self.connection, self.address, self.page = connection, address, page
        self.script = self.session = self.fragment = ""
        self.ids: list[str] = []
        self.places: Any = None
        self.answers: dict[str, WidgetState] = {}

    async def run(self, *, fragment: str = "", pressed: str = "") -> float:
        """Has the page made with the answers given; milliseconds until it is done."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = "lang=en", self.script
        asked.page_name, asked.fragment_id = self.page, fragment
        asked.context_info.url, asked.context_info.timezone = self.address, "Europe/Brussels"
        asked.widget_states.widgets.extend(self.answers.values())
        if pressed:
            asked.widget_states.widgets.append(
                WidgetState(id=self.id_of(pressed), trigger_value=True)
            )
        if not fragment:
            self.ids.clear()
        begin = time.perf_counter()
        await self.send(message)
        return (time.perf_counter() - begin) * 1000

    async def send(self, message: BackMsg) -> None:
        """Sends a message, and listens until it is answered."""
        await self.connection.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self.heard(ForwardMsg.FromString(await self.connection.recv())):
                pass

    def heard(self, message: Any) -> bool:
        """Notes what a message says; whether it is the last of an answer."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self.fragment = message.auto_rerun.fragment_id
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            self.stands(element.WhichOneof("type"), element)
        elif kind == "file_urls_response":
            self.places = message.file_urls_response.file_urls[0]
        return kind == "file_urls_response" or (
            kind == "script_finished" and message.script_finished in DONE
        )

    def stands(self, kind: str, element: Any) -> None:
        """Notes an element of the page; its answer is sent along, as a browser does it."""
        found = getattr(element, kind)
        self.ids.append(getattr(found, "id", ""))
        if kind in LISTED and found.set_value:
            answer = WidgetState(id=found.id)
            answer.string_array_value.data.extend(getattr(found, LISTED[kind]))
            self.answers[found.id] = answer
        elif kind in SINGLE and found.set_value:
            self.answers[found.id] = WidgetState(
                id=found.id, string_value=getattr(found, SINGLE[kind])
            )
        elif kind == "number_input" and found.set_value:
            self.answers[found.id] = WidgetState(id=found.id, double_value=found.value)

    def id_of(self, key: str) -> str:
        """What the page calls a widget by now; empty where it doesn't stand there."""
        return next((found for found in self.ids if found.endswith(f"-{key}")), "")

    async def upload(self, key: str, content: bytes) -> None:
        """Gives a file to an uploader, as the page does it."""
        message = BackMsg()
        asked = message.file_urls_request
        asked.request_id, asked.session_id = "1", self.session
        asked.file_names.append(NAME)
        await self.send(message)
        async with httpx2.AsyncClient(timeout=PATIENCE) as client:
            place = urljoin(self.address, self.places.upload_url)
            (await client.put(place, files={"file": (NAME, content)})).raise_for_status()
        answer = WidgetState(id=self.id_of(key))
        info = answer.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = NAME, len(content), self.places.file_id
        info.file_urls.CopyFrom(self.places)
        self.answers[answer.id] = answer


@asynccontextmanager
async def visiting(address: str, page: str = "") -> AsyncIterator[Visit]:
    """Somebody who opens a page."""
    place = urljoin(address.replace("http", "ws", 1), "_stcore/stream")
    async with websockets.connect(
        place, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
    ) as connection:
        visit = Visit(connection, address, page)
        await visit.run()
        yield visit


async def changes(address: str, until: Awaitable[Any]) -> list[float]:
    """Milliseconds of each change of the fee, one a second, until something is over."""
    over = asyncio.ensure_future(until)
    found: list[float] = []
    async with visiting(address) as visit:
        for turn in count():
            if over.done():
                return found
            begin = time.monotonic()
            answer = WidgetState(id=visit.id_of("fee"), string_value=f"{40 + turn % 30},50")
            visit.answers[answer.id] = answer
            found.append(await visit.run())
            await asyncio.sleep(max(0.0, PERIOD - (time.monotonic() - begin)))
    raise AssertionError


async def list_estimated(address: str, content: bytes, seconds: float) -> list[float]:
    """Seconds that a list takes from its upload to its result, again and again for a while."""
    found: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        async with visiting(address, "advisor") as visit:
            await visit.upload("fixed_file", content)
            await visit.run()
            await visit.run(pressed="fixed_start")
            while not visit.id_of("fixed_result_csv"):
                await asyncio.sleep(LOOK)
                await visit.run(fragment=visit.fragment)
        found.append(time.monotonic() - begin)
    return found


async def measured(address: str, rows: int, seconds: float) -> None:
    """All figures."""
    stream = BytesIO()
    mixed(rows).to_csv(stream, index=False)
    await list_estimated(address, stream.getvalue(), 0.1)  # the first of all waits for imports
    shown("a change, nobody else there", await changes(address, asyncio.sleep(seconds)), "ms")
    lists = asyncio.ensure_future(list_estimated(address, stream.getvalue(), seconds))
    shown("a change, a list beside it", await changes(address, lists), "ms")
    shown(f"a list of {rows} rows, to its result", lists.result(), "s")


def main() -> None:
    """Starts the app where no address is given."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("address", nargs="?", default="")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    with served(asked.address, defaults=False) as address:
        asyncio.run(measured(address, asked.rows, asked.seconds))


if __name__ == "__main__":
    main()
