"""A file that one process holds at a time.

The system releases it when the process ends, even if it is killed, so another process can tell the
file of a running process from one that a killed process left.
"""

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
    """Opens an empty file to write, and removes it afterwards unless it was renamed.

    Replaces a file that a killed process left. Raises `BlockingIOError` if a running process holds
    it, `OSError` if it can't be made.
    """
    with os.fdopen(taken(path), "wb") as stream:
        try:
            yield stream
        finally:
            if names_file(path, stream.fileno()):
                path.unlink()


def taken(path: Path) -> int:
    """Opens and locks a file; returns its descriptor."""
    while True:
        number = os.open(path, NEW, MODE)
        try:
            lock(number)
            # Between opening and locking, the last holder may have renamed or removed it.
            if names_file(path, number):
                os.ftruncate(number, 0)
                return number
        except BaseException:
            os.close(number)
            raise
        os.close(number)


def lock(number: int) -> None:
    """Locks an open file, if its file system supports locks. Raises `BlockingIOError`."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as trouble:
        if trouble.errno not in WITHOUT_LOCKS:
            raise


def names_file(path: Path, number: int) -> bool:
    """Whether a path still names an open file."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(number))
    except FileNotFoundError:
        return False
