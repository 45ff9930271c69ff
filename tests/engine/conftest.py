"""What the engine tests share."""

import shutil
from pathlib import Path

import pytest

from tests.engine.folder import Folder
from tests.frozen import FROZEN


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A copy of the frozen tariffs."""
    return Folder(Path(shutil.copytree(FROZEN, tmp_path / "tariffs")))
