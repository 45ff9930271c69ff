"""How a folder of Parquet files grows on a Dask cluster of two workers: time, and memory.

    python -m benchmarks.cluster [MILLIONS …] [--runs 2] [--wrong]

A scheduler and two workers of one thread each are started by Dask's own commands, anew for each
run, and have done a small folder before it. What is measured is `batch --scheduler` from its start
to its end, as somebody waits for it, and the processor time of both workers and of the processes
that read their files, which work beside it on the machine hardly changes. Memory is the most that
was seen, ten times a second: of each worker, the same with its reader, and of the command. A file
holds 500 000 courses, with `--wrong` three rows in a hundred in error; a smaller set has the first
files of a larger one.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import distributed
import psutil

from benchmarks.courses import mixed

ROOT = Path(__file__).parents[1]
MILLION = 1_000_000
FILE_ROWS = 500_000
WARM_ROWS = 4_000
WARM_FILES = 8
WORKERS = 2
PATIENCE = 60
EVERY = 0.1
"""Seconds between two looks at the memory."""


class Ran(NamedTuple):
    """One run: its seconds, the processor time of the workers, and the most memory in MB of each
    worker, the same with its reader, and of the command."""

    seconds: float
    processor: float
    workers: list[float]
    with_readers: list[float]
    command: float


def write_files(folder: Path, files: int, rows: int, wrong: bool) -> None:
    """A folder of files, each with rows of its own."""
    folder.mkdir()
    for n in range(files):
        mixed(rows, seed=n + 1, wrong=wrong).to_parquet(folder / f"{n:03}.parquet")


def first_files(folder: Path, files: int, into: Path) -> Path:
    """A folder with the first files of another, without a copy."""
    into.mkdir()
    for path in sorted(folder.iterdir())[:files]:
        (into / path.name).hardlink_to(path)
    return into


@contextmanager
def running(*command: str) -> Iterator[None]:
    """A program of Dask for as long as it is needed."""
    silent = subprocess.DEVNULL
    started = subprocess.Popen(
        [sys.executable, "-m", "dask", *command], cwd=ROOT, stdout=silent, stderr=silent
    )
    try:
        yield
    finally:
        started.terminate()
        started.wait(PATIENCE)


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler, and the processes of its workers."""
    known = folder / "scheduler.json"
    known.unlink(missing_ok=True)
    at = ("--scheduler-file", str(known), "--no-dashboard")
    own = ("--nthreads", "1", "--nworkers", str(WORKERS), "--local-directory", str(folder))
    with ExitStack() as programs:
        programs.enter_context(running("scheduler", "--host", "127.0.0.1", "--port", "0", *at))
        until = time.monotonic() + PATIENCE
        while not known.exists() and time.monotonic() < until:
            time.sleep(EVERY)
        programs.enter_context(running("worker", *at, *own))
        address = str(json.loads(known.read_text("utf-8"))["address"])
        with distributed.Client(address) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(WORKERS, timeout=PATIENCE)
            pids = list(client.run(os.getpid).values())
        yield address, pids


def batch(address: str, source: Path, target: Path) -> subprocess.Popen[bytes]:
    """The command, begun."""
    command = [sys.executable, "-m", "estimator", "batch", str(source), str(target)]
    return subprocess.Popen([*command, "--scheduler", address], cwd=ROOT, stderr=subprocess.DEVNULL)


def resident(pid: int, readers: bool = False) -> float:
    """MB of memory of a process, with those that it has started if asked."""
    found = 0
    try:
        process = psutil.Process(pid)
        for each in (process, *(process.children(recursive=True) if readers else ())):
            found += each.memory_info().rss
    except psutil.NoSuchProcess:  # a reader that has just ended
        pass
    return found / 1e6


def worked(pids: list[int]) -> float:
    """Seconds of processor time of some processes, and of those that they have seen end."""
    return sum(sum(psutil.Process(pid).cpu_times()[:4]) for pid in pids)


def measured(source: Path, folder: Path) -> Ran:
    """One run on a cluster of its own."""
    warm, out = folder / "warm", folder / "out"
    with cluster(folder) as (address, pids):
        if batch(address, warm, folder / "warm-out").wait():
            sys.exit("the cluster did not work")
        before, begun = worked(pids), time.perf_counter()
        command = batch(address, source, out)
        alone, together, own = [0.0] * len(pids), [0.0] * len(pids), 0.0
        while command.poll() is None:
            alone = list(map(max, alone, map(resident, pids)))
            together = list(map(max, together, (resident(pid, readers=True) for pid in pids)))
            own = max(own, resident(command.pid))
            time.sleep(EVERY)
        seconds, processor = time.perf_counter() - begun, worked(pids) - before
    assert command.returncode == 0
    assert len(list(out.iterdir())) == len(list(source.iterdir()))
    for made in (out, folder / "warm-out"):
        for path in made.iterdir():
            path.unlink()
        made.rmdir()
    return Ran(seconds, processor, alone, together, own)


def main() -> None:
    """All figures."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("millions", nargs="*", type=float, default=[1, 5, 20])
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    counts = [max(1, round(millions * MILLION / FILE_ROWS)) for millions in asked.millions]
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_files(folder / "all", max(counts), FILE_ROWS, asked.wrong)
        write_files(folder / "warm", WARM_FILES, WARM_ROWS, asked.wrong)
        sets = [first_files(folder / "all", n, folder / f"first-{n}") for n in counts]
        size = sum(path.stat().st_size for path in (folder / "all").iterdir())
        print(f"{max(counts)} files, {size / 1e6:.0f} MB; {os.cpu_count()} cores")
        print("     rows  seconds   rows/s  as long  processor  workers, MB  with readers  command")
        for _ in range(asked.runs):
            first = 0.0
            for files, source in zip(counts, sets, strict=True):
                ran = measured(source, folder)
                first = first or ran.seconds
                show(files * FILE_ROWS, ran, first)


def show(rows: int, ran: Ran, first: float) -> None:
    """One line."""
    workers, readers = (
        " ".join(f"{mb:5.0f}" for mb in each) for each in (ran.workers, ran.with_readers)
    )
    print(
        f"{rows:>9}  {ran.seconds:7.1f}  {rows / ran.seconds:7.0f}  {ran.seconds / first:7.2f}"
        f"  {ran.processor:8.1f}s"
        f"  {workers:>11}  {readers:>12}  {ran.command:7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
