"""How long visitors wait for a changed answer while many others change theirs.

    python -m benchmarks.load                      # 10 to 200 visitors, a change a second each,
                                                   # and a change beside one in an empty fragment
    python -m benchmarks.load --beside-empty       # the latter alone
    python -m benchmarks.load 1000 --period 10     # so many visitors, a change every 10 seconds
    python -m benchmarks.load 300 --address http://127.0.0.1:8080/    # an app that runs already
    python -m benchmarks.load --come-and-go 5000   # memory, while so many more come and leave

A wait runs from sending the answer to the end of the run that it caused, all on one machine with
the server; drawing in the browser comes on top. A visitor who still waits when the next change is
due makes none: that change is counted as missed.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from statistics import median, quantiles
from urllib.parse import urlsplit

import psutil

from benchmarks.serving import APP, EMPTY, served
from benchmarks.visitor import Visitor

LEVELS = [10, 50, 100, 200]
AT_ONCE = 8
TOGETHER = 50
MEGABYTE = 1 << 20
HEADS = ("visitors", "p50 ms", "p95 ms", "changes/s", "missed", "CPU ms/run", "memory MB")
#: Visitors and rounds of the comparison with an empty fragment; the best round of each counts.
BESIDE, ROUNDS = 30, 3

Change = Callable[[Visitor, random.Random], Awaitable[None]]


class Crowd:
    """Visitors who all come first, and then each change an answer once a period."""

    def __init__(
        self,
        address: str,
        visitors: int,
        period: float,
        seconds: float,
    ) -> None:
        self.inside = [Visitor(address, browser=f"visitor {n}") for n in range(visitors)]
        self.period = period
        self.seconds = seconds
        self.waits: list[float] = []
        self.missed = 0
        #: How a visitor changes an answer, and what to do when everybody is in.
        self.change: Change = Visitor.answer_something
        self.when_in: Callable[[], None] = lambda: None

    async def come(self) -> None:
        """All of it."""
        door, everybody = asyncio.Semaphore(AT_ONCE), asyncio.Barrier(len(self.inside))
        async with asyncio.TaskGroup() as group:
            for number, visitor in enumerate(self.inside):
                group.create_task(self.visit(visitor, door, everybody, random.Random(number)))

    async def visit(
        self,
        visitor: Visitor,
        door: asyncio.Semaphore,
        everybody: asyncio.Barrier,
        chance: random.Random,
    ) -> None:
        """One visit; the changes begin when everybody is in."""
        await door.acquire()
        async with visitor:
            await visitor.open()
            door.release()
            if await everybody.wait() == 0:
                self.when_in()
            due = time.perf_counter() + chance.random() * self.period
            end = time.perf_counter() + self.seconds
            while due < end:
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                begun = time.perf_counter()
                await self.change(visitor, chance)
                self.waits.append(1000 * (time.perf_counter() - begun))
                due = self.next_after(due + self.period)

    def next_after(self, due: float) -> float:
        """When the next change is due; those that the wait has swallowed are missed."""
        while due < time.perf_counter():
            self.missed += 1
            due += self.period
        return due


async def come_and_go(address: str, visitors: int) -> None:
    """So many visits one after the other, some at a time: open, change an answer, leave."""
    door = asyncio.Semaphore(TOGETHER)

    async def one(number: int) -> None:
        async with door, Visitor(address, browser=f"visitor {number}") as visitor:
            await visitor.open()
            await visitor.answer_something(random.Random(number))

    async with asyncio.TaskGroup() as group:
        for number in range(visitors):
            group.create_task(one(number))


def server_at(address: str) -> psutil.Process:
    """The process that listens there."""
    port = urlsplit(address).port
    listening = (it for it in psutil.net_connections("tcp") if it.status == "LISTEN")
    return psutil.Process(next(it.pid for it in listening if it.laddr and it.laddr.port == port))


def cpu(*processes: psutil.Process) -> float:
    """Seconds of processor time so far."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def memory(*processes: psutil.Process) -> float:
    """MB in use."""
    return float(sum(process.memory_info().rss for process in processes)) / MEGABYTE


def measure(
    address: str, server: Sequence[psutil.Process], visitors: int, period: float, seconds: float
) -> None:
    """One row."""
    used = cpu(*server)
    crowd = Crowd(address, visitors, period, seconds)
    asyncio.run(crowd.come())
    runs = len(crowd.waits) + visitors
    row = (
        visitors,
        f"{median(crowd.waits):.0f}",
        f"{quantiles(crowd.waits, n=20)[-1]:.0f}",
        f"{len(crowd.waits) / seconds:.0f}",
        crowd.missed,
        f"{1000 * (cpu(*server) - used) / runs:.1f}",
        f"{memory(*server):.0f}",
    )
    print(*(f"{value:>11}" for value in row), flush=True)


async def another_number(visitor: Visitor, chance: random.Random) -> None:
    """Changes the number of sessions: the questions stay as they are."""
    held = visitor.given["sessions"].double_value if "sessions" in visitor.given else 0
    await visitor.answer("sessions", chance.choice([it for it in (7, 9, 12, 15) if it != held]))


def cost_of_a_change(address: str, seconds: float) -> float:
    """Milliseconds of the server's processor for a change; first visits are left out."""
    server, used = server_at(address), [0.0]

    def begin() -> None:
        used[0] = cpu(server)

    crowd = Crowd(address, BESIDE, 1.0, seconds)
    crowd.change, crowd.when_in = another_number, begin
    asyncio.run(crowd.come())
    return 1000 * (cpu(server) - used[0]) / len(crowd.waits)


def beside_empty(seconds: float) -> None:
    """A change of the page beside one in an empty fragment with the same settings, in turns."""
    with ExitStack() as stack:
        empty, page = (stack.enter_context(served("", script=it)) for it in (EMPTY, APP))
        rounds = [[cost_of_a_change(it, seconds) for it in (empty, page)] for _ in range(ROUNDS)]
    least, ours = map(min, zip(*rounds, strict=True))
    print(
        f"empty fragment {least:.1f} ms, page {ours:.1f} ms: {ours / least:.1f} times", flush=True
    )


def main() -> None:
    """All rows."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("visitors", nargs="*", type=int)
    parser.add_argument("--address", default="")
    parser.add_argument("--period", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--come-and-go", type=int, default=0)
    parser.add_argument("--beside-empty", action="store_true")
    asked = parser.parse_args()
    if asked.beside_empty:
        beside_empty(asked.seconds)
        return
    with served(asked.address) as address:
        asyncio.run(come_and_go(address, 1))
        if asked.come_and_go:
            remember(address, asked.come_and_go)
            return
        print(*(f"{head:>11}" for head in HEADS))
        for visitors in asked.visitors or LEVELS:
            measure(address, [server_at(address)], visitors, asked.period, asked.seconds)
    if not (asked.address or asked.visitors):
        beside_empty(asked.seconds)


def remember(address: str, visitors: int) -> None:
    """The memory in use before and after ever more visits."""
    process, parts = server_at(address), 5
    print("after", 0, f"{memory(process):.0f} MB", flush=True)
    for part in range(1, parts + 1):
        asyncio.run(come_and_go(address, visitors // parts))
        print("after", part * visitors // parts, f"{memory(process):.0f} MB", flush=True)


if __name__ == "__main__":
    main()
