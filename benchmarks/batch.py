"""How many courses a second: frame to frame, Parquet to Parquet, CSV to CSV.

    python -m benchmarks.batch [ROWS …] [--wrong]

Frame to frame on one core, on two threads of one process, and in two processes that hold half of
the rows each (as the workers of a cluster do). From file to file, with the columns and values of
the contract, and with French heads and texts as people write them. Beside it the bare
read-and-write by Arrow of the result of the contract's columns, and the single estimate by
`df.apply` on a sample: how many times as long as the one, how many times as fast as the other, in
the same run; and beside bare the processor time as well, which other work on the machine hardly
changes. With `--wrong` three rows in a hundred are in error. Each figure comes from a process
of its own: the best of a few runs, and the peak of its memory (with that of its largest helper).
"""

import argparse
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
from typing import Any, NamedTuple

import pandas as pd
import pyarrow.csv as pc
import pyarrow.parquet as pq

from benchmarks.courses import french, mixed
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


def from_file(folder: Path, name: str, target: str, workers: int) -> Callable[[], object]:
    """A file to a file."""
    return lambda: run(folder / name, folder / target, REQUEST, workers, lambda _: None)


def parquet_to_parquet(folder: Path, workers: int) -> Callable[[], object]:
    """The columns and the types of the contract."""
    return from_file(folder, "in.parquet", "out.parquet", workers)


def french_parquet(folder: Path, workers: int) -> Callable[[], object]:
    """French heads and texts."""
    return from_file(folder, "french.parquet", "again.parquet", workers)


def csv_to_csv(folder: Path, workers: int) -> Callable[[], object]:
    """The columns and the values of the contract."""
    return from_file(folder, "in.csv", "out.csv", workers)


def french_csv(folder: Path, workers: int) -> Callable[[], object]:
    """French heads and texts, parted by semicolons."""
    return from_file(folder, "french.csv", "again.csv", workers)


def bare_parquet(folder: Path, workers: int) -> Callable[[], object]:
    """The result of Parquet to Parquet read and written, nothing else."""
    del workers
    return lambda: pq.write_table(pq.read_table(folder / "out.parquet"), folder / "again.parquet")


def bare_csv(folder: Path, workers: int) -> Callable[[], object]:
    """The result of CSV to CSV read and written, nothing else."""
    del workers
    return lambda: pc.write_csv(pc.read_csv(folder / "out.csv"), folder / "again.csv")


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
    french_parquet: (1, 2),
    bare_parquet: (1,),
    csv_to_csv: (1, 2),
    french_csv: (1, 2),
    bare_csv: (1,),
    apply_singly: (1,),
}
BARE = {"parquet": "bare_parquet", "csv": "bare_csv"}
"""Beside which way those from file to file of a kind are set."""
RUNS = 5
LONG = 20
"""Seconds after which a way isn't tried again."""


def measured(way: str, folder: str, workers: str) -> None:
    """One figure, in this process."""
    work = next(each for each in WAYS if each.__name__ == way)(Path(folder), int(workers))
    until = time.perf_counter() + LONG
    before = processor()
    took = [timed(work) for run in range(RUNS) if run == 0 or time.perf_counter() < until]
    spent = (processor() - before) / len(took)
    for pool in HELPERS:
        pool.shutdown()  # the memory of a process is known once it has ended
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = sum(resource.getrusage(each).ru_maxrss for each in who) / 1024
    print(json.dumps({"seconds": min(took), "processor": spent, "peak": peak}), flush=True)


def processor() -> float:
    """Seconds of processor time so far, of this process and of those that it has seen end."""
    return sum(os.times()[:4])


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


class Figure(NamedTuple):
    """A way on some cores: its courses a second, seconds of processor time, and memory in MB."""

    way: str
    cores: int
    rate: float
    processor: float
    peak: float


def main() -> None:
    """All figures."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    print(platform.platform(), platform.python_version(), f"{os.cpu_count()} cores")
    print(*(f"{name} {version(name)}" for name in LIBRARIES))
    print(f"{'rows':>9} {'way':20} cores  courses/s  as long as bare  processor  as apply  peak MB")
    for size in asked.sizes:
        with TemporaryDirectory() as folder:
            write_lists(Path(folder), size, asked.wrong)
            show(size, [figure(size, each, folder, n) for each in WAYS for n in WAYS[each]])


def write_lists(folder: Path, size: int, wrong: bool) -> None:
    """The same courses in four files."""
    frame = mixed(size, wrong=wrong)
    for name, rows, parted_by in (("in", frame, ","), ("french", french(frame), ";")):
        rows.to_parquet(folder / f"{name}.parquet")
        rows.to_csv(folder / f"{name}.csv", index=False, sep=parted_by)


def figure(size: int, way: Callable[..., object], folder: str, cores: int) -> Figure:
    """One figure, from a process of its own."""
    name = way.__name__
    command = [sys.executable, "-m", "benchmarks.batch", "--one", name, folder, str(cores)]
    root = Path(__file__).parents[1]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
    found = json.loads(told.stdout)
    count = min(size, SAMPLE) if way is apply_singly else size
    return Figure(name, cores, count / found["seconds"], found["processor"], found["peak"])


def show(size: int, figures: list[Figure]) -> None:
    """One line each."""
    by_way = {it.way: it for it in figures}
    for it in figures:
        kind = next((kind for kind in BARE if kind in it.way), "")
        bare = by_way[BARE[kind]] if kind else it
        long = f"{bare.rate / it.rate:.2f}" if kind else ""
        spent = f"{it.processor / bare.processor:.2f}" if kind else ""
        print(
            f"{size:>9} {it.way:20} {it.cores:>5}  {it.rate:9.0f}  {long:>15}  {spent:>9}"
            f"  {it.rate / by_way['apply_singly'].rate:8.1f}  {it.peak:7.0f}",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(*sys.argv[2:])
    else:
        main()
