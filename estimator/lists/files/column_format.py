"""How a column of a spreadsheet looks, so that a result can keep it."""

from enum import StrEnum
from typing import NamedTuple


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    TRUTH = "truth"
    TYPED = "typed"
    """Texts, but for what is clearly a number."""


class ColumnFormat(NamedTuple):
    """The kind of a column, the format that shows it (as Excel writes it: `0.00`, `dd/mm/yyyy`) and
    its width in characters; None where the file doesn't tell."""

    kind: ColumnKind
    number_format: str = "General"
    width: float | None = None
