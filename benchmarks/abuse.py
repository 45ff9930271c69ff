"""Does somebody who attacks the server hold up another visitor?

    python -m benchmarks.abuse                     # the app, started here
    python -m benchmarks.abuse http://127.0.0.1:8501/ --seconds 30

One visitor changes an answer every second, first alone, then while another process attacks in one
way after the other, each as fast as the server lets it, coming back as soon as it is sent away.
Prints what the visitor waits for. The attacker takes processor time of the machine, too.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from multiprocessing import get_context
from types import MappingProxyType
from urllib.parse import urljoin

import httpx2
from websockets.exceptions import WebSocketException

from benchmarks.beside import changes
from benchmarks.hostile import (
    CALLS,
    FAR_TOO_LARGE,
    MALFORMED,
    TOO_LARGE,
    closed_for,
    reruns,
    unknown_answers,
)
from benchmarks.page import shown
from benchmarks.serving import served
from benchmarks.visitor import Visitor

ALLOWED = 1 / 19
"""Seconds between two messages that the server never minds."""
WITHOUT_END = 5_000
AT_ONCE = 16
CASE = {
    "pathology": "current", "bim": False, "conventioned": False, "fee": "40", "sessions": 18,
    "start": "2026-01-05",
}  # fmt: skip
CASES = 10_000

Attack = Callable[[str], Awaitable[None]]


async def steady_reruns(address: str) -> None:
    """As many messages as a connection may send for good."""
    async with Visitor(address) as attacker:
        await attacker.open()
        reading = asyncio.ensure_future(closed_for(attacker))
        for message in reruns(attacker, 190):
            await attacker.socket.send(message)
            await asyncio.sleep(ALLOWED)
        reading.cancel()


async def endless_reruns(address: str) -> None:
    """Far more than that."""
    async with Visitor(address) as attacker:
        await closed_for(attacker, *reruns(attacker, WITHOUT_END))


async def unknown(address: str) -> None:
    """Answers to questions that nobody asked."""
    async with Visitor(address) as attacker:
        await attacker.open()
        await attacker.socket.send(unknown_answers(attacker))
        await attacker.drawn()


async def too_large(address: str) -> None:
    """Frames larger than a page's, and larger than the server reads."""
    for frame in (TOO_LARGE, FAR_TOO_LARGE):
        async with Visitor(address) as attacker:
            await closed_for(attacker, frame)


async def malformed(address: str) -> None:
    """Bytes that say nothing."""
    async with Visitor(address) as attacker:
        await closed_for(attacker, MALFORMED)


async def many_calls(address: str) -> None:
    """The API asked for single estimates, some at a time."""
    async with httpx2.AsyncClient(timeout=60) as client:
        place = urljoin(address, "api/v1/estimate")
        await asyncio.gather(*(client.post(place, json=CASE) for _ in range(AT_ONCE)))


async def large_calls(address: str) -> None:
    """The API asked for as many estimates as a request may hold."""
    async with httpx2.AsyncClient(timeout=60) as client:
        place = urljoin(address, "api/v1/batch")
        body = {"cases": [CASE] * CASES}
        await asyncio.gather(*(client.post(place, json=body) for _ in range(2)))


@cache
def body(name: str) -> bytes:
    """The body of a hostile call, made once."""
    return CALLS[name].body()


async def hostile_call(address: str, name: str) -> None:
    """The API asked for what no honest program asks."""
    async with httpx2.AsyncClient(timeout=60) as client:
        place = urljoin(address, f"api/v1/{CALLS[name].path}")
        headers = {"content-type": "application/json"}
        await client.post(place, content=body(name), headers=headers)


ATTACKS: Mapping[str, Attack] = MappingProxyType(
    {
        "reruns, as many as are let in": steady_reruns,
        "reruns without end": endless_reruns,
        "20 000 unknown answers": unknown,
        "frames that are too large": too_large,
        "malformed messages": malformed,
        "API: single estimates": many_calls,
        "API: 10 000 estimates each": large_calls,
    }
    | {f"API: {name}": partial(hostile_call, name=name) for name in CALLS}
)


def attack(address: str, name: str, seconds: float) -> None:
    """Attacks again and again for a while, in a process of its own."""

    async def again() -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(WebSocketException, httpx2.HTTPError, OSError):
                await ATTACKS[name](address)

    asyncio.run(again())


async def measured(address: str, names: list[str], seconds: float) -> None:
    """All figures."""
    await changes(address, asyncio.sleep(1))  # the first of all waits for imports
    shown("nobody else there", await changes(address, asyncio.sleep(seconds)), "ms")
    for name in names:
        attacker = get_context("spawn").Process(target=attack, args=(address, name, seconds))
        attacker.start()
        shown(name, await changes(address, asyncio.to_thread(attacker.join)), "ms")


def main() -> None:
    """Starts the app where no address is given."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("address", nargs="?", default="")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--only", choices=ATTACKS, action="append", help="one attack of these")
    asked = parser.parse_args()
    with served(asked.address) as address:
        asyncio.run(measured(address, asked.only or list(ATTACKS), asked.seconds))


if __name__ == "__main__":
    main()
