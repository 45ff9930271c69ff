"""How many courses a second: frame to frame, Parquet to Parquet, CSV to CSV.

    python -m benchmarks.batch [ROWS …]

Frame to frame on one core, on two threads of one process, and in two processes that hold half of
the rows each (as the workers of a cluster do). Beside it the bare read-and-write of the same
Parquet file, and the single estimate by `df.apply` on a sample. Each figure comes from a process of
its own: the best of a few runs, and the peak of its memory (with that of its largest helper).
"""

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, wait
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from benchmarks.courses import mixed
from estimator import estimate, estimate_table, tariffs
from estimator.engine.answers import case_from
from estimator.engine.numbers.batch import FEW
from estimator.lists.batch import Request, run
from estimator.lists.values.cells import as_answer

SIZES = (10_000, 100_000, 1_000_000, 4_000_000)
SAMPLE = 2_000
REQUEST = Request("en", date(2026, 1, 1))
LIBRARIES = ("numpy", "pandas", "pyarrow")


def frame_to_frame(folder: Path, workers: int) -> Callable[[], object]:
    """A table in memory, on so many threads."""
    frame = pd.read_parquet(folder / "in.parquet")
    estimate_table(frame.iloc[:FEW])
    return lambda: estimate_table(frame, threads=workers)


def frames_in_processes(folder: Path, workers: int) -> Callable[[], object]:
    """Each process has its own rows in memory, and keeps its own result."""
    HELPERS.extend(ProcessPoolExecutor(1, get_context("spawn")) for _ in range(workers))
    wait([pool.submit(hold, folder, n, workers) for n, pool in enumerate(HELPERS)])
    return lambda: [task.result() for task in [pool.submit(estimate_held) for pool in HELPERS]]


HELPERS: list[ProcessPoolExecutor] = []
HELD: list[pd.DataFrame] = []


def hold(folder: Path, part: int, parts: int) -> None:
    """Takes a part of the rows into a process."""
    HELD.append(pd.read_parquet(folder / "in.parquet")[part::parts].reset_index(drop=True))
    estimate_table(HELD[0].iloc[:FEW])


def estimate_held() -> int:
    """The rows of a process with their totals, kept there."""
    return len(estimate_table(HELD[0], threads=1))


def parquet_to_parquet(folder: Path, workers: int) -> Callable[[], object]:
    """A file to a file."""
    return lambda: run(
        folder / "in.parquet", folder / "out.parquet", REQUEST, workers, lambda _: None
    )


def csv_to_csv(folder: Path, workers: int) -> Callable[[], object]:
    """A file to a file."""
    return lambda: run(folder / "in.csv", folder / "out.csv", REQUEST, workers, lambda _: None)


def bare_parquet(folder: Path, workers: int) -> Callable[[], object]:
    """The result of Parquet to Parquet read and written, nothing else."""
    del workers
    return lambda: pq.write_table(pq.read_table(folder / "out.parquet"), folder / "again.parquet")


def apply_singly(folder: Path, workers: int) -> Callable[[], object]:
    """The single estimate of each row of a sample."""
    del workers
    frame = pd.read_parquet(folder / "in.parquet").head(SAMPLE)
    sheet = tariffs()

    def left(row: "pd.Series[Any]") -> Any:
        answers = {str(name): as_answer(value) for name, value in row.items()}
        return estimate(case_from(answers, sheet, REQUEST.today)).totals.patient

    return lambda: frame.apply(left, axis=1)


WAYS: dict[Callable[[Path, int], Callable[[], object]], tuple[int, ...]] = {
    frame_to_frame: (1, 2),
    frames_in_processes: (2,),
    parquet_to_parquet: (1, 2),
    bare_parquet: (1,),
    csv_to_csv: (1, 2),
    apply_singly: (1,),
}
RUNS = 5
LONG = 20
"""Seconds after which a way isn't tried again."""


def measured(way: str, folder: str, workers: str) -> None:
    """One figure, in this process."""
    work = next(each for each in WAYS if each.__name__ == way)(Path(folder), int(workers))
    until = time.perf_counter() + LONG
    best = min(timed(work) for run in range(RUNS) if run == 0 or time.perf_counter() < until)
    for pool in HELPERS:
        pool.shutdown()  # the memory of a process is known once it has ended
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = sum(resource.getrusage(each).ru_maxrss for each in who) / 1024
    print(json.dumps({"seconds": best, "peak": peak}), flush=True)


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main(sizes: list[int]) -> None:
    """All figures."""
    print(platform.platform(), platform.python_version(), f"{os.cpu_count()} cores")
    print(*(f"{name} {version(name)}" for name in LIBRARIES))
    print(f"{'rows':>9} {'way':20} cores  seconds  courses/s  peak MB")
    for size in sizes:
        with TemporaryDirectory() as folder:
            frame = mixed(size)
            frame.to_parquet(Path(folder) / "in.parquet")
            frame.to_csv(Path(folder) / "in.csv", index=False)
            del frame
            for way, cores in WAYS.items():
                for workers in cores:
                    show(size, way.__name__, folder, workers)


def show(size: int, way: str, folder: str, workers: int) -> None:
    """One line."""
    command = [sys.executable, "-m", "benchmarks.batch", "--one", way, folder, str(workers)]
    root = Path(__file__).parents[1]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
    found = json.loads(told.stdout)
    count = min(size, SAMPLE) if way == "apply_singly" else size
    print(
        f"{size:>9} {way:20} {workers:>5}  {found['seconds']:7.2f}"
        f"  {count / found['seconds']:9.0f}  {found['peak']:7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(*sys.argv[2:])
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
