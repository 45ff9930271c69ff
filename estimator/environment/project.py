"""Where the files of the project stand that are no part of the package."""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]
#: Where an installed package holds them: pyproject.toml puts them there.
PACKED = PACKAGE / "shipped"
#: The folder of app.py, tariffs/ and .streamlit/.
PROJECT = PACKED if PACKED.is_dir() else PACKAGE.parent
