"""A file that one process holds at a time. The system lets go of it when the process ends, however
it ends: what a killed one left can be told from what a running one is at."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NEW = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
MODE = 0o666
WITHOUT_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


@contextmanager
def held(path: Path) -> Iterator[IO[bytes]]:
    """An empty file to write, also where a killed process left one; gone afterwards unless it was
    renamed. Raises `BlockingIOError` where a running process holds it, `OSError` where it can't
    stand there."""
    with os.fdopen(taken(path), "wb") as stream:
        try:
            yield stream
        finally:
            if stands(path, stream.fileno()):
                path.unlink()


def taken(path: Path) -> int:
    """The number of a file that is now this process's."""
    while True:
        number = os.open(path, NEW, MODE)
        try:
            lock(number)
            # Between opening and locking, whoever held it may have renamed or removed it.
            if stands(path, number):
                os.ftruncate(number, 0)
                return number
        except BaseException:
            os.close(number)
            raise
        os.close(number)


def lock(number: int) -> None:
    """Locks an open file, where its file system knows locks; where it knows none, nothing tells a
    second run. Raises `BlockingIOError`."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as trouble:
        if trouble.errno not in WITHOUT_LOCKS:
            raise


def stands(path: Path, number: int) -> bool:
    """Whether an open file is the one that has this name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(number))
    except FileNotFoundError:
        return False
