"""The columns of the circular's table, and what a cell of each may hold."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import dropwhile

COLUMNS = (
    "m",
    "multiplier",
    "ambulatory",
    "hospitalised",
    "of_m",
    "coefficient",
    "fee",
    "bim",
    "not_bim",
)
ROW_START, OF_M = "M=", "=M"
#: What a cell of each column may hold; nothing else is read.
FORMS = dict(
    zip(
        COLUMNS,
        map(
            re.compile,
            (
                r"(M=)?",
                r"[0-9]{1,3}[.,][0-9]{6}",
                r"[0-9]{6}|[-–]?",
                r"[0-9]{6}|[-–]?",
                r"(=M)?",
                r"[0-9]{1,3}([.,][0-9]{1,2})?",
                r"([0-9]{1,4}[.,][0-9]{2}|\(?\\?\*\)?)?",
                r"([0-9]{1,4}[.,][0-9]{2})?",
                r"([0-9]{1,4}[.,][0-9]{2})?",
            ),
        ),
        strict=True,
    )
)


def padded(cells: Sequence[str]) -> list[str]:
    """The cells of a row, as many as there are columns; a row of travel costs has no M =."""
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
    """A code; None where a dash or nothing stands."""
    return cell if cell not in ("", "-", "–") else None


def amount(cell: str) -> Decimal | None:
    """An amount in euros; None where nothing stands."""
    return Decimal(point(cell)) if cell else None
