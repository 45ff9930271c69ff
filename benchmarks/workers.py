"""The load of benchmarks.load before two workers behind nginx, as deploy/ has them.

    python -m benchmarks.workers                   # 50 visitors, a change a second each
    python -m benchmarks.workers 100 300 --period 10 --seconds 60

Needs nginx (apt-get install nginx-light). Its configuration is that of deploy/nginx, limits by
address included, although all visitors come from this machine. Nothing is tied to a core: workers,
nginx and visitors share the machine. Processor time and memory are those of workers and nginx
together.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.load import HEADS, come_and_go, measure
from tests.deployment.workers import two_workers

FIRST_VISITS = 16
"""So that both workers have made the page before it is measured."""


@contextmanager
def fronted(tls: bool = False) -> Iterator[tuple[str, list[psutil.Process]]]:
    """Where nginx answers, and all processes behind that address; with TLS over HTTP/2."""
    with tempfile.TemporaryDirectory() as place, two_workers(Path(place), tls) as front:
        nginx = psutil.Process(front.nginx.pid)
        workers = [psutil.Process(worker.process.pid) for worker in front if worker.process]
        yield front.address, [*workers, nginx, *nginx.children()]


def main() -> None:
    """All rows."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("visitors", nargs="*", type=int)
    parser.add_argument("--period", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    with fronted() as (address, processes):
        asyncio.run(come_and_go(address, FIRST_VISITS))
        print(*(f"{head:>11}" for head in HEADS))
        for visitors in asked.visitors or [50]:
            measure(address, processes, visitors, asked.period, asked.seconds)


if __name__ == "__main__":
    main()
