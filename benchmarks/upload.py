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
from io import BytesIO

from benchmarks.beside import changes
from benchmarks.courses import mixed
from benchmarks.page import shown
from benchmarks.serving import served
from benchmarks.visitor import Visitor

LOOK = 0.5
"""Seconds between two looks at how far a list is."""


async def list_estimated(address: str, content: bytes, seconds: float) -> list[float]:
    """Seconds that a list takes from its upload to its result, again and again for a while."""
    found: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        async with Visitor(address, "advisor") as visitor:
            await visitor.open()
            await visitor.give("fixed_file", content)
            await visitor.run()
            await until_shown(visitor, "fixed_start")
            await visitor.press("fixed_start")
            await until_shown(visitor, "fixed_result_csv")
        found.append(time.monotonic() - begin)
    return found


async def until_shown(visitor: Visitor, key: str) -> None:
    """Looks again and again until the page shows a button."""
    while key not in visitor.ids:
        await asyncio.sleep(LOOK)
        await visitor.look_again()


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
