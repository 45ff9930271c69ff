"""Lists in files, by their ending: CSV, Parquet, Excel. Checked before anything is written."""

import csv
import errno
import os
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol
from zipfile import BadZipFile

import pyarrow as pa

from estimator.advisor.chunks import Chunk
from estimator.advisor.csv_read import Dialect, dialect_of, read_csv
from estimator.advisor.csv_write import CsvWriter
from estimator.advisor.excel import ExcelWriter, read_excel
from estimator.advisor.parquet import ParquetFileWriter, read_parquet
from estimator.engine.answers import REQUIRED
from estimator.engine.errors import InvalidAnswer
from estimator.held import held
from estimator.tariff_folder import beside

ENDINGS = (".csv", ".parquet", ".xlsx")
#: What the readers raise on a file that isn't what its ending says.
UNREADABLE = (
    pa.ArrowException, BadZipFile, csv.Error, zlib.error,
    LookupError, ValueError, OSError, EOFError, RuntimeError,
)  # fmt: skip
MOST_COLUMNS = 1_000
#: No room on the disk, within the user's share of it, or for a file of this size.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Writer(Protocol):
    """Takes rows made ready, in order; then is closed."""

    def ready(self, rows: pa.Table) -> Any:
        """Rows as they are written; any thread may do that, in any order."""

    def write(self, ready: Any) -> None:
        """Adds rows made ready."""

    def close(self) -> None:
        """Writes what is left."""


class Reading(NamedTuple):
    """A file being read: its rows, and how it is written where it is CSV."""

    chunks: Iterator[Chunk]
    dialect: Dialect


def ending_of(name: str) -> str:
    """The kind of a file. Refuses one that isn't known."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise InvalidAnswer("file", given=Path(name).name, reason="ending", allowed=ENDINGS)
    return ending


def reading(stream: IO[bytes], name: str) -> Reading:
    """The rows of a file, bounded in number at a time. Refuses one that holds no list."""
    ending, dialect = ending_of(name), Dialect()
    with told_unreadable(name):
        if ending == ".csv":
            dialect = dialect_of(stream)
            chunks = read_csv(stream, dialect)
        else:
            chunks = read_parquet(stream) if ending == ".parquet" else read_excel(stream)
        first = next(chunks)
    check_columns(first.rows.column_names)
    return Reading(guarded(chain([first], chunks), name), dialect)


def guarded(chunks: Iterator[Chunk], name: str) -> Iterator[Chunk]:
    """The chunks; a file that breaks off later is refused too."""
    with told_unreadable(name):
        yield from chunks


@contextmanager
def told_unreadable(name: str) -> Iterator[None]:
    """Says of any trouble with a file's bytes that it can't be read."""
    try:
        yield
    except UNREADABLE as trouble:
        raise InvalidAnswer("file", given=Path(name).name, reason="unreadable") from trouble


def check_columns(names: list[str]) -> None:
    """Refuses a list that lacks a required column, has one twice, or far too many."""
    if len(names) > MOST_COLUMNS:
        allowed = (MOST_COLUMNS,)
        raise InvalidAnswer("columns", given=len(names), reason="columns_many", allowed=allowed)
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise InvalidAnswer("columns", given=", ".join(twice), reason="columns_twice")
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        given = ", ".join(missing)
        raise InvalidAnswer("columns", given=given, reason="columns_missing", allowed=REQUIRED)


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
    """A file that appears whole or not at all: what stood there stays until the end. A link stays
    one, the file that it leads to is replaced. Refuses a file that can't be written to its end, or
    that another run is writing."""
    target = Path(os.path.realpath(path))
    partial = partial_of(target)
    try:
        if target.is_dir():
            raise IsADirectoryError(target)
        with held(partial) as stream:
            if target.exists():
                partial.chmod(target.stat().st_mode & 0o777)
            yield stream
            stream.flush()
            # Some disks say only now that they are full.
            os.fsync(stream.fileno())
            partial.replace(target)
    except OSError as trouble:
        raise unwritten("file", path, trouble) from trouble


def partial_of(path: Path) -> Path:
    """Where a file, or a folder of them, is written before it takes its place."""
    return beside(Path(os.path.realpath(path)), "part")


def unwritten(field: str, path: Path, trouble: OSError) -> InvalidAnswer:
    """Why a file or a folder of them can't be written."""
    if isinstance(trouble, BlockingIOError):
        reason = "busy"
    else:
        reason = "disk_full" if trouble.errno in FULL else "unwritable"
    return InvalidAnswer(field, given=path.name, reason=reason)
