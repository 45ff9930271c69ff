"""Opens what holds NomenSoft's files, a folder, a zip or one file, and gives their bytes.

No other module opens them. They come from outside: nothing is unpacked onto the disk, and no more
is read than all of NomenSoft may take.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from estimator.editions.nomensoft.model import UnreadableNomenSoft, unreadable
from estimator.engine.model.errors import InvalidAnswer

#: All codes of all professions with all periods, in bytes, with room to spare.
LARGEST = 500_000_000
MOST_FILES = 5_000
PIECE = 1 << 16
#: Below it stands what a workbook of Excel holds, a spoilt one too.
WORKBOOK = "xl/"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: What `zipfile` raises for a damaged archive, or one with a password.
SPOILT_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)

Content = tuple[str, Iterator[bytes]]


def is_nomensoft(path: Path) -> bool:
    """Whether a path leads to NomenSoft's files rather than to a circular."""
    if not path.is_file():
        return path.is_dir()
    with path.open("rb") as file:
        beginning = file.read(64).removeprefix(BYTE_ORDER_MARK).lstrip()
    if beginning.startswith(b"PK") and zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                return not any(name.startswith(WORKBOOK) for name in archive.namelist())
        except SPOILT_ZIP:
            return False
    return beginning.startswith(b"<")


def contents(path: Path, largest: int = LARGEST) -> Iterator[Content]:
    """The name of each file and its bytes in pieces. Hidden files are passed over.

    Raises `InvalidAnswer` where there is nothing, `UnreadableNomenSoft` for what can't be read.
    """
    found = counted(zipped(path) if zipfile.is_zipfile(path) else plain_files(path))
    left = largest
    for name, stream in found:

        def pieces(name: str = name, stream: IO[bytes] = stream) -> Iterator[bytes]:
            nonlocal left
            while piece := next_piece(name, stream):
                left -= len(piece)
                if left < 0:
                    raise unreadable(name, 1, "too_large", limit=largest // 1_000_000)
                yield piece

        yield name, pieces()


def counted(files: Iterator[tuple[str, IO[bytes]]]) -> Iterator[tuple[str, IO[bytes]]]:
    """The same files, refused past the most that NomenSoft can have."""
    for number, (name, stream) in enumerate(files, 1):
        if number > MOST_FILES:
            raise unreadable(name, 1, "too_many", limit=MOST_FILES)
        with stream:
            yield name, stream


def next_piece(name: str, stream: IO[bytes]) -> bytes:
    """The next bytes of a file; empty at its end."""
    try:
        return stream.read(PIECE)
    except SPOILT_ZIP:
        raise unreadable(name, 1, "spoilt_zip") from None
    except OSError:
        raise unreadable(name, 1, "no_access") from None


def opened(file: Path, name: str) -> IO[bytes]:
    """A file, open. Raises `UnreadableNomenSoft` where this process may not read it."""
    try:
        return file.open("rb")
    except OSError:
        raise unreadable(name, 1, "no_access") from None


def plain_files(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """One file, or every file below a folder, by its name there."""
    if not path.exists():
        raise InvalidAnswer("FILE", given=path, reason="no_file")
    if path.is_file():
        yield printable(path.name), opened(path, printable(path.name))
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).as_posix()
        if file.is_file() and not is_hidden(inside):
            yield printable(inside), opened(file, printable(inside))


def zipped(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every file in a zip, read where it stands. A name that leads out of it is refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = member.filename
                if is_unsafe(name):
                    raise unreadable(printable(name), 1, "unsafe_name")
                if not member.is_dir() and not is_hidden(name):
                    yield printable(name), archive.open(member)
    except UnreadableNomenSoft:
        raise
    except SPOILT_ZIP:
        raise unreadable(printable(path.name), 1, "spoilt_zip") from None


def is_unsafe(name: str) -> bool:
    """Whether the name of a member leads out of its archive."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name.split("/")[0]


def is_hidden(name: str) -> bool:
    """Whether a system wrote a file for itself."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def printable(name: str) -> str:
    """A name that a terminal shows as it is."""
    return "".join(each if each.isprintable() else "?" for each in name)
