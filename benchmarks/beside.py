"""What a visitor waits for who changes an answer every second, whatever goes on beside them."""

import asyncio
import time
from collections.abc import Awaitable
from itertools import count
from typing import Any

from benchmarks.visitor import Visitor

PERIOD = 1.0
"""Seconds from one change to the next."""


async def changes(address: str, until: Awaitable[Any]) -> list[float]:
    """Milliseconds of each change of the sessions, one a second, until something is over."""
    over = asyncio.ensure_future(until)
    found: list[float] = []
    async with Visitor(address) as visitor:
        await visitor.open()
        for turn in count():
            if over.done():
                return found
            begun = time.perf_counter()
            await visitor.answer("sessions", 10 + turn % 30)
            waited = time.perf_counter() - begun
            found.append(1000 * waited)
            await asyncio.sleep(max(0.0, PERIOD - waited))
    raise AssertionError
