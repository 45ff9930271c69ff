"""Where the frozen tariffs stand: those that the rules and the pages are tested on."""

from pathlib import Path

FROZEN = Path(__file__).parent / "tariffs"
