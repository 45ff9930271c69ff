"""The columns of the circular's table, and what a cell of each column may hold."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import dropwhile

ROW_START, OF_M = "M=", "=M"
#: What a cell of each column may hold; nothing else is read.
FORMS = {
    "m": re.compile(r"(M=)?"),
    "multiplier": re.compile(r"[0-9]{1,3}[.,][0-9]{6}"),
    "ambulatory": re.compile(r"[0-9]{6}|[-–]?"),
    "hospitalised": re.compile(r"[0-9]{6}|[-–]?"),
    "of_m": re.compile(r"(=M)?"),
    "coefficient": re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?"),
    "fee": re.compile(r"([0-9]{1,4}[.,][0-9]{2}|\(?\\?\*\)?)?"),
    "bim": re.compile(r"([0-9]{1,4}[.,][0-9]{2})?"),
    "not_bim": re.compile(r"([0-9]{1,4}[.,][0-9]{2})?"),
}
COLUMNS = tuple(FORMS)


def padded(cells: Sequence[str]) -> list[str]:
    """The cells of a row, filled up to the number of columns; travel rows have no M =."""
    kept = list(dropwhile(lambda cell: not cell, cells))
    if squeezed(kept[0]) != ROW_START:
        kept.insert(0, "")
    while len(kept) > len(COLUMNS) and not kept[-1]:
        kept.pop()
    return kept + [""] * (len(COLUMNS) - len(kept))


def squeezed(cell: str) -> str:
    """A cell without its spaces."""
    return cell.replace(" ", "")


def point(cell: str) -> str:
    """A number with a decimal point."""
    return squeezed(cell).replace(",", ".")


def code(cell: str) -> str | None:
    """A code; None for a dash or an empty cell."""
    return cell if cell not in ("", "-", "–") else None


def amount(cell: str) -> Decimal | None:
    """An amount in euros; None for an empty cell."""
    return Decimal(point(cell)) if cell else None
