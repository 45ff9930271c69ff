"""Does a long list on the advisor page hold up another visitor, and how much memory does it take?

    python -m benchmarks.upload                     # the app, started here
    python -m benchmarks.upload http://127.0.0.1:8501/ --rows 200000 --seconds 30 --kinds csv xlsx

One visitor changes an answer every second, first alone, then while another uploads a list of
200 000 rows and has it estimated (again and again, as long as it is measured): with the columns of
the contract, with French heads and values as people write them, and the latter as a workbook. Three
rows in a hundred are in error. Both speak Streamlit's own protocol over a websocket, without a
browser: a change lasts from the message sent to the end of the script. The list is uploaded in the
same way as the page does it. Of an app that is started here the memory is measured: of the server,
and with what reads its lists.
"""

import argparse
import asyncio
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd
import psutil
import pyarrow as pa

from benchmarks.beside import changes
from benchmarks.courses import french, mixed
from benchmarks.page import shown
from benchmarks.serving import served
from benchmarks.visitor import Visitor
from estimator.lists.files.excel_write import ExcelWriter

LOOK = 0.5
"""Seconds between two looks at how far a list is."""
LOOK_AT_MEMORY = 0.1
PASSING = 5
"""Seconds between two visitors who come and go."""
LEAST = 2
"""Lists that are measured, however long they take."""


class Given(NamedTuple):
    """A file as it is uploaded."""

    name: str
    content: bytes


def as_csv(frame: pd.DataFrame, parted_by: str = ",") -> Given:
    """A list as text."""
    return Given("list.csv", frame.to_csv(index=False, sep=parted_by).encode())


def as_workbook(frame: pd.DataFrame) -> Given:
    """A list as Excel has it."""
    stream = BytesIO()
    writer = ExcelWriter(stream)
    writer.write(writer.ready(pa.Table.from_pandas(frame, preserve_index=False)))
    writer.close()
    return Given("list.xlsx", stream.getvalue())


KINDS: Mapping[str, Callable[[int], Given]] = MappingProxyType(
    {
        "csv": lambda rows: as_csv(mixed(rows)),
        "french": lambda rows: as_csv(french(mixed(rows)), ";"),
        "xlsx": lambda rows: as_workbook(french(mixed(rows))),
    }
)


async def list_estimated(address: str, given: Given, seconds: float) -> list[float]:
    """Seconds that a list takes from its upload to its result, again and again for a while."""
    found: list[float] = []
    end = time.monotonic() + seconds
    while len(found) < LEAST or time.monotonic() < end:
        begin = time.monotonic()
        async with Visitor(address, "advisor") as visitor:
            await visitor.open()
            await visitor.give("fixed_file", given.content, given.name)
            await visitor.run()
            await until_shown(visitor, "fixed_start")
            await visitor.press("fixed_start")
            await until_shown(visitor, "fixed_result_csv")
        found.append(time.monotonic() - begin)
    return found


async def passers_by(address: str) -> None:
    """Visitors who come and go, as on any day: Streamlit drops visits that ended when others do."""
    while True:
        async with Visitor(address) as visitor:
            await visitor.open()
        await asyncio.sleep(PASSING)


async def until_shown(visitor: Visitor, key: str) -> None:
    """Looks again and again until the page shows a button."""
    while key not in visitor.ids:
        await asyncio.sleep(LOOK)
        await visitor.look_again()


class Memory:
    """The most memory in MB that the server took, alone and with what it has started."""

    def __init__(self) -> None:
        self.server = self.together = 0.0

    async def watch(self) -> None:
        """Looks again and again at the server that was started here; there may be none."""
        servers = psutil.Process().children()
        while servers:
            sizes = [resident(each) for each in (*servers, *servers[0].children(recursive=True))]
            self.server = max(self.server, sizes[0])
            self.together = max(self.together, sum(sizes))
            await asyncio.sleep(LOOK_AT_MEMORY)


def resident(process: psutil.Process) -> float:
    """MB of memory of a process; none if it has just ended."""
    try:
        return process.memory_info().rss / 1e6
    except psutil.NoSuchProcess:
        return 0.0


async def measured(address: str, rows: int, seconds: float, kinds: list[str]) -> None:
    """All figures."""
    passing = asyncio.ensure_future(passers_by(address))
    warm = KINDS["csv"](rows)
    await list_estimated(address, warm, 0.1)  # the first of all waits for imports
    shown("a change, nobody else there", await changes(address, asyncio.sleep(seconds)), "ms")
    for kind in kinds:
        given, memory = KINDS[kind](rows), Memory()
        watching = asyncio.ensure_future(memory.watch())
        lists = asyncio.ensure_future(list_estimated(address, given, seconds))
        shown(f"a change, a list beside it: {kind}", await changes(address, lists), "ms")
        shown(f"a list of {rows} rows, to its result", lists.result(), "s")
        watching.cancel()
        print(f"memory: {memory.server:.0f} MB, with readers {memory.together:.0f} MB", flush=True)
    passing.cancel()


def main() -> None:
    """Starts the app where no address is given."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("address", nargs="?", default="")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    asked = parser.parse_args()
    with served(asked.address, defaults=False) as address:
        asyncio.run(measured(address, asked.rows, asked.seconds, asked.kinds))


if __name__ == "__main__":
    main()
