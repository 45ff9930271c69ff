"""Files of a folder written all at once: in a copy beside it, which then takes its place.

The copy and the folder change places in one step of the system. Where that can't be, the copy is
renamed to the name that readers look for first (`tariff_folder.whole`), then its files
are written into the folder one by one; a run that was killed meanwhile is completed by the next.
"""

import filecmp
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from estimator.editions.exchange import exchanged
from estimator.environment.file_lock import held
from estimator.environment.tariff_folder import beside

Step = Callable[[], object]
"""Called before each change on the disk."""
Told = Callable[[Path], object]
"""Hears which leftover of a killed run is cleared away."""


def unwatched() -> None:
    """Nobody looks at each step."""


class Copy(NamedTuple):
    """A copy of a folder: what is written here takes the place of the folder whole, or is lost."""

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
    told: Told,
    step: Step = unwatched,
    swap: Callable[[Path, Path], bool] = exchanged,
) -> Iterator[Copy]:
    """A copy of a folder, beside it. What a killed run left is cleared away first, and told.

    Raises `BlockingIOError` where another run is at the same folder, `OSError` where nothing can be
    written beside it.
    """
    folder = Path(os.path.realpath(folder))
    path = beside(folder, "new")
    with held(beside(folder, "lock")):
        clear(folder, told, step)
        try:
            step()
            shutil.copytree(folder, path, copy_function=copying(step))
            for inner in (path, *filter(Path.is_dir, path.rglob("*"))):
                give(inner, like=folder / inner.relative_to(path))
            yield Copy(folder, path, step, swap)
        finally:
            # What can't be removed, the next run tells.
            step()
            shutil.rmtree(path, ignore_errors=True)


def copying(step: Step) -> Callable[[str, str], None]:
    """How to copy a file with its mode, its days and its owner."""

    def copy(source: str, target: str) -> None:
        step()
        shutil.copy2(source, target)
        give(Path(target), like=Path(source))

    return copy


def give(path: Path, like: Path) -> None:
    """The same owner, where this process may give that."""
    owned = like.stat()
    with suppress(PermissionError):
        os.chown(path, owned.st_uid, owned.st_gid)


def clear(folder: Path, told: Told, step: Step) -> None:
    """Completes a run that was killed after its copy was ready, and removes any other copy."""
    ready, unready = beside(folder, "ready"), beside(folder, "new")
    if ready.exists():
        told(ready)
        spread(ready, folder, step)
    if unready.exists():
        told(unready)
        step()
        shutil.rmtree(unready)


def spread(ready: Path, folder: Path, step: Step) -> None:
    """Makes the files of a folder those of another one, which is gone afterwards."""
    wanted, standing = files_in(ready), files_in(folder)
    for name in sorted(wanted):
        if name in standing and filecmp.cmp(ready / name, folder / name, shallow=False):
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
