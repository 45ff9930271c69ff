"""How many courses a second: frame to frame, Parquet to Parquet, CSV to CSV.

    python -m benchmarks.batch [ROWS …]

Beside it the bare read-and-write of the same Parquet file, and the single estimate by `df.apply`
on a sample. Each figure comes from a process of its own, with its peak of memory.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from benchmarks.courses import mixed
from estimator import estimate, estimate_table, tariffs
from estimator.advisor.batch import Asked, run
from estimator.advisor.columns_read import as_answer
from estimator.engine.answers import case_from

SIZES = (10_000, 100_000, 1_000_000, 4_000_000)
SAMPLE = 2_000
ASKED = Asked("en", date(2026, 1, 1))
LIBRARIES = ("numpy", "pandas", "pyarrow")


def frame_to_frame(folder: Path, workers: int) -> Callable[[], object]:
    """A table in memory; on two cores its halves side by side."""
    frame = pd.read_parquet(folder / "in.parquet")
    estimate_table(frame.iloc[:1000])
    parts = [part for part in np.array_split(np.arange(len(frame)), workers) if len(part)]

    def work() -> object:
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(lambda part: estimate_table(frame.iloc[part]), parts))

    return work


def parquet_to_parquet(folder: Path, workers: int) -> Callable[[], object]:
    """A file to a file."""
    return lambda: run(
        folder / "in.parquet", folder / "out.parquet", ASKED, workers, lambda _: None
    )


def csv_to_csv(folder: Path, workers: int) -> Callable[[], object]:
    """A file to a file."""
    return lambda: run(folder / "in.csv", folder / "out.csv", ASKED, workers, lambda _: None)


def bare_parquet(folder: Path, workers: int) -> Callable[[], object]:
    """The result of Parquet to Parquet read and written, nothing else."""
    del workers
    return lambda: pq.write_table(pq.read_table(folder / "out.parquet"), folder / "again.parquet")


def apply_singly(folder: Path, workers: int) -> Callable[[], object]:
    """The single estimate of each row of a sample."""
    del workers
    frame = pd.read_parquet(folder / "in.parquet").head(SAMPLE)
    sheet = tariffs()

    def left(row: "pd.Series") -> object:
        answers = {name: as_answer(value) for name, value in row.items()}
        return estimate(case_from(answers, sheet, ASKED.today)).totals.patient

    return lambda: frame.apply(left, axis=1)


WAYS = (frame_to_frame, parquet_to_parquet, bare_parquet, csv_to_csv, apply_singly)


def measured(way: str, folder: str, workers: str) -> None:
    """One figure, in this process."""
    work = next(each for each in WAYS if each.__name__ == way)(Path(folder), int(workers))
    begin, begin_cpu = time.perf_counter(), time.process_time()
    work()
    seconds, cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak}))


def main(sizes: list[int]) -> None:
    """All figures."""
    print(platform.platform(), platform.python_version(), f"{os.cpu_count()} cores")
    print(*(f"{name} {version(name)}" for name in LIBRARIES))
    print(f"{'rows':>9} {'way':20} processes  seconds  cpu s  courses/s  peak MB")
    for size in sizes:
        with TemporaryDirectory() as folder:
            frame = mixed(size)
            frame.to_parquet(Path(folder) / "in.parquet")
            frame.to_csv(Path(folder) / "in.csv", index=False)
            del frame
            for way in WAYS:
                for workers in (1, 2) if way not in (bare_parquet, apply_singly) else (1,):
                    show(size, way.__name__, folder, workers)


def show(size: int, way: str, folder: str, workers: int) -> None:
    """One line."""
    command = [sys.executable, "-m", "benchmarks.batch", "--one", way, folder, str(workers)]
    root = Path(__file__).parents[1]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
    found = json.loads(told.stdout)
    count = min(size, SAMPLE) if way == "apply_singly" else size
    print(
        f"{size:>9} {way:20} {workers:>9}  {found['seconds']:7.2f}  {found['cpu']:5.2f}"
        f"  {count / found['seconds']:9.0f}  {found['peak']:7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(*sys.argv[2:])
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
