"""Files by their ending: CSV, Parquet, Excel; how they are opened, written and replaced."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import getpid
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa

from estimator.advisor.csv_read import Dialect
from estimator.advisor.csv_write import CsvWriter
from estimator.advisor.excel_write import ExcelWriter
from estimator.advisor.parquet import ParquetFileWriter
from estimator.engine.errors import InvalidAnswer

ENDINGS = (".csv", ".parquet", ".xlsx")


class Writer(Protocol):
    """Takes rows made ready, in order; then is closed."""

    def ready(self, rows: pa.Table) -> Any:
        """Rows as they are written; any thread may do that, in any order."""

    def write(self, ready: Any) -> None:
        """Adds rows made ready."""

    def close(self) -> None:
        """Writes what is left."""


def ending_of(name: str) -> str:
    """The kind of a file. Refuses one that isn't known."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise InvalidAnswer("file", given=Path(name).name, reason="ending", allowed=ENDINGS)
    return ending


def writer_for(stream: IO[bytes], name: str, dialect: Dialect) -> Writer:
    """A writer of the kind that a name asks for."""
    ending = ending_of(name)
    if ending == ".csv":
        return CsvWriter(stream, dialect)
    return ParquetFileWriter(stream) if ending == ".parquet" else ExcelWriter(stream)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file to read. Refuses one that can't be opened."""
    try:
        stream = path.open("rb")
    except OSError as trouble:
        raise InvalidAnswer("file", given=path.name, reason="unreadable") from trouble
    with stream:
        yield stream


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears whole or not at all: what stood there stays until the end."""
    partial = path.with_name(f".{path.name}.{getpid()}.part")
    try:
        stream = partial.open("xb")
    except OSError as trouble:
        raise InvalidAnswer("file", given=path.name, reason="unwritable") from trouble
    try:
        with stream:
            yield stream
        partial.replace(path)
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()
