"""The folder of tariffs: the shipped one, or the one that KINE_TARIFFS names."""

import os
from collections.abc import Mapping
from pathlib import Path

from estimator.environment.project import PROJECT

FOLDER = "KINE_TARIFFS"
#: The tariff data that ship with the project.
SHIPPED = PROJECT / "tariffs"


class UnknownFolder(ValueError):
    """A setting or option that names no folder; we never use other tariffs instead."""

    def __init__(self, name: str, of: str = FOLDER) -> None:
        super().__init__(f"{of}: {name!r} is no folder")


def tariff_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder to read tariffs from. Raises `UnknownFolder` if it does not exist."""
    return whole(named_folder(environment))


def named_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that commands write tariffs to. Raises `UnknownFolder` if it does not exist."""
    name = environment.get(FOLDER)
    if not name:
        return SHIPPED
    if not Path(name).is_dir():
        raise UnknownFolder(name)
    return Path(name)


def beside(path: Path, ending: str) -> Path:
    """A hidden path beside a file or folder, for its next version."""
    return path.with_name(f".{path.name}.{ending}")


def whole(folder: Path) -> Path:
    """The folder to read files from: the folder itself, or the complete new one beside it that a
    killed command has not yet written into it."""
    ready = beside(Path(os.path.realpath(folder)), "ready")
    return ready if ready.is_dir() else folder
