"""How long a result takes as an Excel file, beside what is bare.

    python -m benchmarks.excel [ROWS …]

A list that was estimated, in memory: as Excel on the page (with its pauses) and without them, as
CSV, written and read as Parquet, and cell by cell with XlsxWriter alone. Every way is measured in
one run of this process, and told as a ratio to Parquet; memory is what the process has more at its
highest.
"""

import gc
import os
import platform
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from io import BytesIO
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from benchmarks.courses import mixed
from estimator import tariffs
from estimator.lists.answered import Ground
from estimator.lists.chunk_results import estimated
from estimator.lists.columns.model import contract_columns
from estimator.lists.examples import in_memory
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.csv_read import Dialect
from estimator.lists.results.making import Making
from estimator.lists.results.own_formats import own_formats
from estimator.locales import words

SIZES = (10_000, 50_000, 200_000)
LIBRARIES = ("pyarrow", "xlsxwriter")
BEAT = 0.01
"""Seconds between two looks at the memory."""
MOST = 200_000
"""Rows that are written cell by cell."""


def result_of(size: int) -> pa.Table:
    """An estimated list with three columns of its own."""
    frame = mixed(size).astype(str)
    frame["start"] = frame["start"].str.slice(0, 10)
    frame["dossier"] = [f"{n:08d}" for n in range(size)]
    frame["name"] = [f"Dupont & fils {n % 5000}" for n in range(size)]
    frame["note"] = [f"visite {n}" for n in range(size)]
    ground = Ground(tariffs(), words("fr"), date(2026, 1, 1))
    return estimated(Chunk(pa.Table.from_pandas(frame, preserve_index=False)), ground).rows


def parquet(rows: pa.Table) -> int:
    """Written and read again, nothing else."""
    stream = BytesIO()
    pq.write_table(rows, stream)
    pq.read_table(BytesIO(stream.getvalue()))
    return len(stream.getvalue())


def csv(rows: pa.Table) -> int:
    """As the page writes it."""
    return len(in_memory(rows, "result.csv"))


def excel(rows: pa.Table) -> int:
    """As the command writes it."""
    columns = contract_columns(rows.column_names)
    return len(in_memory(rows, "result.xlsx", formats=own_formats({}, columns)))


def excel_on_the_page(rows: pa.Table) -> int:
    """Beside the page, with its pauses."""
    columns = contract_columns(rows.column_names)
    making = Making(rows, "result.xlsx", Dialect(), own_formats({}, columns))
    while not making.over:
        time.sleep(BEAT)
    assert making.content
    return len(making.content)


def cell_by_cell(rows: pa.Table) -> int:
    """The same by XlsxWriter alone, in constant memory."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, batch in enumerate(rows.to_batches(4_096)):
            for row, cells in enumerate(
                zip(*(it.to_pylist() for it in batch.columns), strict=True)
            ):
                for column, value in enumerate(cells):
                    if isinstance(value, str):
                        sheet.write_string(place * 4_096 + row + 1, column, value)
                    elif value is not None:
                        sheet.write_number(place * 4_096 + row + 1, column, value)
    return len(stream.getvalue())


WAYS: tuple[Callable[[pa.Table], int], ...] = (
    parquet,
    csv,
    excel,
    excel_on_the_page,
    cell_by_cell,
)


class Memory:
    """The most memory that the process has more than at the beginning."""

    def __enter__(self) -> "Memory":
        gc.collect()
        self.process = psutil.Process()
        self.before = self.process.memory_info().rss
        self.most = 0
        self.over = threading.Event()
        self.looking = threading.Thread(target=self.look)
        self.looking.start()
        return self

    def look(self) -> None:
        """Looks again and again."""
        while not self.over.wait(BEAT):
            self.most = max(self.most, self.process.memory_info().rss - self.before)

    def __exit__(self, *_: Any) -> None:
        self.over.set()
        self.looking.join()


def main(sizes: list[int]) -> None:
    """All figures."""
    print(platform.platform(), platform.python_version(), f"{os.cpu_count()} cores")
    print(*(f"{name} {version(name)}" for name in LIBRARIES))
    print(f"{'rows':>9} {'way':18} seconds  × Parquet  more MB  file MB")
    for size in sizes:
        rows = result_of(size)
        bare = 0.0
        for way in WAYS:
            if way is cell_by_cell and size > MOST:
                continue
            with Memory() as memory:
                begin = time.perf_counter()
                length = way(rows)
                seconds = time.perf_counter() - begin
            bare = bare or seconds
            print(
                f"{size:>9} {way.__name__:18} {seconds:7.2f}  {seconds / bare:9.1f}"
                f"  {memory.most / 1e6:7.0f}  {length / 1e6:7.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
