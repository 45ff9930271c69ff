"""Which folder of tariffs is used: the shipped one, or the one that KINE_TARIFFS names."""

import os
from collections.abc import Mapping
from pathlib import Path

FOLDER = "KINE_TARIFFS"
#: The tariff data that ship with the project.
SHIPPED = Path(__file__).parents[2] / "tariffs"


class UnknownFolder(ValueError):
    """A setting or option names no folder: nothing is computed with other tariffs instead."""

    def __init__(self, name: str, of: str = FOLDER) -> None:
        super().__init__(f"{of}: {name!r} is no folder")


def tariff_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the tariffs to use are read. Raises `UnknownFolder` if that does not exist."""
    return whole(named_folder(environment))


def named_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of tariffs that commands write. Raises `UnknownFolder` if it does not exist."""
    name = environment.get(FOLDER)
    if not name:
        return SHIPPED
    if not Path(name).is_dir():
        raise UnknownFolder(name)
    return Path(name)


def beside(path: Path, ending: str) -> Path:
    """A hidden name next to a file or folder, for what is on its way to its place."""
    return path.with_name(f".{path.name}.{ending}")


def whole(folder: Path) -> Path:
    """Where the files of a folder are read: in the folder, or in the new one beside it, complete,
    that a killed run of a command had not yet written into it."""
    ready = beside(Path(os.path.realpath(folder)), "ready")
    return ready if ready.is_dir() else folder
