"""Which folder of tariffs is used: the shipped one, or the one that KINE_TARIFFS names."""

import os
from collections.abc import Mapping
from pathlib import Path

FOLDER = "KINE_TARIFFS"
#: The tariff data that ship with the project.
SHIPPED = Path(__file__).parents[1] / "tariffs"


class UnknownFolder(ValueError):
    """KINE_TARIFFS names no folder: nothing is computed with other tariffs instead."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{FOLDER}: {name!r} is no folder")


def tariff_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of tariffs to use. Raises `UnknownFolder` if it does not exist."""
    name = environment.get(FOLDER)
    if not name:
        return SHIPPED
    if not Path(name).is_dir():
        raise UnknownFolder(name)
    return Path(name)
