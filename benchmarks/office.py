"""Many people behind one address, each on a first visit, through nginx with all its limits.

    python -m benchmarks.office                    # 300 people within ten seconds
    python -m benchmarks.office 300 --beside-a-flood

A visit is what a browser does: the document, every file that it names over six connections, the two
questions that Streamlit's script asks, the connection of the page with its first run, and one
changed answer. The flood comes from another address, asks for the document, for files that don't
exist and for connections, and comes back as soon as it is sent away. Prints how the requests were
answered, and how long a visit took until its changed answer was there.
"""

import argparse
import asyncio
import gzip
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlsplit

from websockets.exceptions import InvalidStatus

from benchmarks.visitor import PATH, Visitor
from benchmarks.workers import fronted

PEOPLE, WITHIN = 300, 10.0
CONNECTIONS = 6
ANOTHER, A_THIRD = "127.0.0.2", "127.0.0.3"
FLOODERS, PAUSE = 50, 0.2
"""So many connections, and seconds between two rounds of each: a flood of some hundred requests a
second, without taking the processor that it shares with the server."""
FILES = re.compile(rb'(?:href|src)="\./((?:static/|page\.)[^"]+)"')
ASKED = ("/_stcore/health", "/_stcore/host-config")
REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n"
    "Accept-Language: fr\r\nUser-Agent: Office/1\r\n{more}\r\n"
)
UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")
#: What a flood asks for before it opens a page: the last is a file that no worker has.
FLOOD = ("/", "/check", "/static/js/none.{}.js")


class Seen(NamedTuple):
    """How all requests were answered, by status; how long each whole visit took, in seconds."""

    statuses: Counter[int]
    seconds: list[float]


class Line:
    """A connection that asks for one thing after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str):
        self.reader = reader
        self.writer = writer
        self.host = host

    async def get(self, path: str, more: str = "") -> tuple[int, bytes]:
        """The status and the body of an answer."""
        self.writer.write(REQUEST.format(path=path, host=self.host, more=more).encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        body = await self.reader.readexactly(int(length[1])) if length else b""
        return int(head[9:12]), body


@asynccontextmanager
async def line(address: str, come_from: str | None = None) -> AsyncIterator[Line]:
    """A connection, from this machine's usual address or another of its own."""
    parts = urlsplit(address)
    local = (come_from, 0) if come_from else None
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port, local_addr=local, limit=1 << 22
    )
    try:
        yield Line(reader, writer, parts.netloc)
    finally:
        writer.close()


async def one_visit(address: str, seen: Seen) -> None:
    """A first visit and one changed answer."""
    begun = time.perf_counter()
    async with line(address) as first:
        status, document = await first.get("/?lang=fr")
    seen.statuses[status] += 1
    paths = [f"/{it.decode()}" for it in FILES.findall(gzip.decompress(document))]
    shares = [[*paths, *ASKED][n::CONNECTIONS] for n in range(CONNECTIONS)]
    async with asyncio.TaskGroup() as group:
        for share in shares:
            group.create_task(fetched(address, share, seen))
    try:
        async with Visitor(address, browser="Office/1") as visitor:
            await visitor.open()
            await visitor.answer("sessions", 9)
            if "9 séances" not in visitor.said:
                raise RuntimeError("the page says something else")
    except InvalidStatus as refused:
        seen.statuses[refused.response.status_code] += 1
    seen.seconds.append(time.perf_counter() - begun)


async def fetched(address: str, paths: Sequence[str], seen: Seen) -> None:
    """Files over one connection."""
    async with line(address) as connection:
        for path in paths:
            status, _ = await connection.get(path)
            seen.statuses[status] += 1


async def office(address: str, people: int, within: float) -> Seen:
    """So many first visits from one address, begun evenly over some seconds."""
    seen = Seen(Counter(), [])

    async def later(seconds: float) -> None:
        await asyncio.sleep(seconds)
        await one_visit(address, seen)

    async with asyncio.TaskGroup() as group:
        for number in range(people):
            group.create_task(later(within * number / people))
    return seen


@contextmanager
def flooding(address: str) -> Iterator[Counter[int]]:
    """A flood from another address, by a process of its own, until this is left. How it was
    answered stands there afterwards."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=flood, args=(address, there))
    process.start()
    statuses: Counter[int] = Counter()
    here.recv()
    try:
        yield statuses
    finally:
        here.send(None)
        statuses.update(here.recv())
        process.join()


def flood(address: str, told: Connection) -> None:
    """Everything at once, until it is told to end; then tells how it was answered."""
    statuses: Counter[int] = Counter()

    async def again(number: int) -> None:
        while not told.poll():
            with suppress(OSError, asyncio.IncompleteReadError):
                async with line(address, ANOTHER) as connection:
                    for path in FLOOD:
                        name = f"{number}.{statuses.total()}"
                        status, _ = await connection.get(path.format(name))
                        statuses[status] += 1
                    status, _ = await connection.get(PATH, UPGRADE)
                    statuses[status] += 1
            await asyncio.sleep(PAUSE)

    async def together() -> None:
        await asyncio.gather(*map(again, range(FLOODERS)))

    told.send(None)
    asyncio.run(together())
    told.recv()
    told.send(statuses)


async def as_fast_as_it_goes(address: str, path: str, times: int) -> tuple[Counter[int], float]:
    """Something asked so many times from an address of its own: how it was answered, and in how
    many seconds."""
    statuses: Counter[int] = Counter()
    begun = time.perf_counter()

    async def again() -> None:
        async with line(address, A_THIRD) as connection:
            for _ in range(times // FLOODERS):
                statuses[(await connection.get(path))[0]] += 1

    await asyncio.gather(*(again() for _ in range(FLOODERS)))
    return statuses, time.perf_counter() - begun


def told(seen: Seen) -> str:
    """The figures as a line."""
    waits = seen.seconds
    p95 = quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
    return (
        f"{len(waits)} visits, answered {dict(seen.statuses)}, "
        f"p50 {median(waits):.1f} s, p95 {p95:.1f} s"
    )


def main() -> None:
    """Two workers and nginx, started here."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("people", nargs="?", type=int, default=PEOPLE)
    parser.add_argument("--within", type=float, default=WITHIN)
    parser.add_argument("--beside-a-flood", action="store_true")
    asked = parser.parse_args()
    with fronted() as (address, _):
        with flooding(address) if asked.beside_a_flood else nullcontext() as flooded:
            seen = asyncio.run(office(address, asked.people, asked.within))
        print(told(seen))
        print("the flood was answered", dict(flooded or {}))


if __name__ == "__main__":
    main()
