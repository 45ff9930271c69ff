"""What stands first in a column, for a person who is asked about it."""

from collections.abc import Iterator

import pyarrow as pa

SHOWN = 3
LOOKED_AT = 10_000
"""Rows among which the first values are looked for: enough that a column that is rarely filled in
isn't shown as empty, few enough that nobody waits."""


def first_values(rows: pa.Table, column: str, most: int = SHOWN) -> list[str]:
    """The first different values of a column, as they stand in the list."""
    found: dict[str, None] = {}
    for text in texts_in(rows, column):
        found.setdefault(text)
        if len(found) == most:
            break
    return list(found)


def texts_in(rows: pa.Table, column: str) -> Iterator[str]:
    """What stands in the cells of a column that aren't empty."""
    for cell in rows[column].slice(0, LOOKED_AT):
        text = str(cell.as_py() if cell.is_valid else "").strip()
        if text:
            yield text
