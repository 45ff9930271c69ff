"""Two folders in each other's place, in one step of the system."""

import ctypes
import errno
import os
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2
#: The system, the file system or the folder (a mount, a layer of an image) knows no such step.
UNKNOWN_STEP = (errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EBUSY)


def exchanged(one: Path, other: Path) -> bool:
    """Puts each in the other's place; False, and nothing done, where that can't be one step."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    places = AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other)
    if library.renameat2(*places, ctypes.c_uint(RENAME_EXCHANGE)) == 0:
        return True
    number = ctypes.get_errno()
    if number in UNKNOWN_STEP:
        return False
    raise OSError(number, os.strerror(number), str(other))
