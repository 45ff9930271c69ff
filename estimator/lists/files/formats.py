"""Opens, writes and replaces files by their ending: CSV, Parquet, Excel."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.environment.file_lock import held
from estimator.environment.tariff_folder import beside
from estimator.lists.files.column_format import ColumnFormat
from estimator.lists.files.contents import NO_FORMATS
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.csv_write import CsvWriter
from estimator.lists.files.excel_write import ExcelWriter
from estimator.lists.files.parquet import ParquetFileWriter

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet")
"""Of lists that can be read."""
WRITTEN = (".csv", ".tsv", ".parquet", ".xlsx")
"""Of results."""
OLD_EXCEL = ".xls"
TAB = "\t"
#: No room on the disk, within the user's share of it, or for a file of this size.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Writer(Protocol):
    """Writes prepared rows in order, then is closed."""

    def ready(self, rows: pa.Table) -> Any:
        """Prepares rows; any thread may do that, in any order."""

    def write(self, ready: Any) -> None:
        """Writes prepared rows."""

    def close(self) -> None:
        """Writes what is left."""

    def drop(self) -> None:
        """Lets go of a file that won't be whole."""


def ending_of(name: str, allowed: Sequence[str] = ENDINGS) -> str:
    """The ending of a file to read, or of one of other kinds. Refuses any other."""
    ending = Path(name).suffix.lower()
    if ending not in allowed:
        reason = "old_excel" if ending == OLD_EXCEL else "ending"
        raise InvalidAnswer("file", given=Path(name).name, reason=reason, allowed=allowed)
    return ending


def writer_for(
    stream: IO[bytes],
    name: str,
    dialect: Dialect,
    formats: Mapping[str, ColumnFormat] = NO_FORMATS,
) -> Writer:
    """A writer for the ending of a name; `formats` says how columns of a sheet look."""
    ending = ending_of(name, WRITTEN)
    if ending == ".xlsx":
        return ExcelWriter(stream, formats)
    if ending == ".parquet":
        return ParquetFileWriter(stream)
    return CsvWriter(stream, dialect._replace(separator=TAB) if ending == ".tsv" else dialect)


@contextmanager
def writing(
    stream: IO[bytes],
    name: str,
    dialect: Dialect,
    formats: Mapping[str, ColumnFormat] = NO_FORMATS,
) -> Iterator[Writer]:
    """A writer that is closed at the end, or dropped if that isn't reached."""
    writer = writer_for(stream, name, dialect, formats)
    try:
        yield writer
    except BaseException:
        writer.drop()
        raise
    writer.close()


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
    """A file that appears whole or not at all, instead of the one that a link points to. Refuses a
    file that can't be written completely, or that another run is writing."""
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
            # Some disks report only now that they are full.
            os.fsync(stream.fileno())
            partial.replace(target)
    except OSError as trouble:
        raise unwritten("file", path, trouble) from trouble


def partial_of(path: Path) -> Path:
    """The temporary path of a file or folder until it is complete."""
    return beside(Path(os.path.realpath(path)), "part")


def unwritten(field: str, path: Path, trouble: OSError) -> InvalidAnswer:
    """Why a file or a folder of them can't be written."""
    reason = "disk_full" if trouble.errno in FULL else "unwritable"
    reason = "busy" if isinstance(trouble, BlockingIOError) else reason
    return InvalidAnswer(field, given=path.name, reason=reason)
