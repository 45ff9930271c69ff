"""Writes the files of a folder all at once: into a copy beside it, which then takes its place.

One system call exchanges the copy and the folder. Where the system can't do that, the copy gets
the name that readers look for first (`tariff_folder.whole`), and its files are then written into
the folder one by one. If the command is killed meanwhile, the next run completes its work.
"""

import ctypes
import errno
import filecmp
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from estimator.environment.file_lock import held
from estimator.environment.tariff_folder import beside

AT_FDCWD, RENAME_EXCHANGE = -100, 2
#: The system, the file system or the folder (a mount, a layer of an image) can't exchange.
CANNOT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EBUSY)

#: Called before each change on the disk; tests interrupt a run there.
Step = Callable[[], object]
#: Called with each leftover of a killed run that is cleared away.
Report = Callable[[Path], object]


def unwatched() -> None:
    """A `Step` that does nothing."""


def exchanged(one: Path, other: Path) -> bool:
    """Exchanges two folders in one system call; False, with nothing done, where that can't be."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    places = AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other)
    if library.renameat2(*places, ctypes.c_uint(RENAME_EXCHANGE)) == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


class Copy(NamedTuple):
    """A copy of a folder: all that is written here takes the folder's place, or none of it does."""

    folder: Path
    path: Path
    step: Step
    swap: Callable[[Path, Path], bool]

    def write(self, texts: Mapping[str, str]) -> None:
        """Writes some files of the copy, by their path below it."""
        for name, text in texts.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self.step()
            path.write_text(text, encoding="utf-8", newline="\n")

    def put(self) -> None:
        """Puts the copy in the folder's place."""
        self.step()
        if not self.swap(self.path, self.folder):
            ready = beside(self.folder, "ready")
            self.path.rename(ready)
            spread(ready, self.folder, self.step)


@contextmanager
def copied(
    folder: Path,
    report: Report,
    step: Step = unwatched,
    swap: Callable[[Path, Path], bool] = exchanged,
) -> Iterator[Copy]:
    """Makes a copy beside a folder, after clearing away, and reporting, what a killed run left.

    Raises `BlockingIOError` while another run writes the same folder, `OSError` where nothing can
    be written beside it.
    """
    folder = Path(os.path.realpath(folder))
    path = beside(folder, "new")
    with held(beside(folder, "lock")):
        clear(folder, report, step)
        try:
            step()
            shutil.copytree(folder, path, copy_function=copying(step))
            for inner in (path, *filter(Path.is_dir, path.rglob("*"))):
                give_owner(inner, of=folder / inner.relative_to(path))
            yield Copy(folder, path, step, swap)
        finally:
            # The next run reports what can't be removed.
            step()
            shutil.rmtree(path, ignore_errors=True)


def copying(step: Step) -> Callable[[str, str], None]:
    """A function that copies a file with its mode, times and owner."""

    def copy(source: str, target: str) -> None:
        step()
        shutil.copy2(source, target)
        give_owner(Path(target), of=Path(source))

    return copy


def give_owner(path: Path, of: Path) -> None:
    """Gives a path the owner of another, where this process may do so."""
    owned = of.stat()
    with suppress(PermissionError):
        os.chown(path, owned.st_uid, owned.st_gid)


def clear(folder: Path, report: Report, step: Step) -> None:
    """Completes a run that was killed after its copy was ready, and removes any other copy."""
    ready, unready = beside(folder, "ready"), beside(folder, "new")
    if ready.exists():
        report(ready)
        spread(ready, folder, step)
    if unready.exists():
        report(unready)
        step()
        shutil.rmtree(unready)


def spread(ready: Path, folder: Path, step: Step) -> None:
    """Makes the files of a folder those of `ready`, then removes `ready`."""
    wanted, present = files_in(ready), files_in(folder)
    for name in sorted(wanted):
        if name in present and filecmp.cmp(ready / name, folder / name, shallow=False):
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        unready = beside(folder / name, "new")
        copying(step)(str(ready / name), str(unready))
        step()
        unready.replace(folder / name)
    for name in files_in(folder) - wanted:
        step()
        (folder / name).unlink()
    step()
    unready = beside(folder, "new")
    ready.rename(unready)
    step()
    shutil.rmtree(unready)


def files_in(folder: Path) -> set[Path]:
    """Every file below a folder, by its path below it."""
    return {path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir()}
