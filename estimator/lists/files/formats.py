"""Files by their ending: CSV, Parquet, Excel; how they are opened, written and replaced."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.environment.file_lock import held
from estimator.environment.tariff_folder import beside
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.csv_write import CsvWriter
from estimator.lists.files.excel_write import ExcelWriter
from estimator.lists.files.parquet import ParquetFileWriter

ENDINGS = (".csv", ".parquet", ".xlsx")
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
