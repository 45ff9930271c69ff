"""Records to the rows of a tariff file, as the shipped files write them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

Record = Any


def file_text(header: Sequence[str], records: Iterable[Record]) -> str:
    """A whole file: its header and a row a record."""
    return "".join(row_text(record) for record in (header, *records))


def row_text(record: Sequence[object]) -> str:
    """A record as a line of CSV, with its line break."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cell_text(value) for value in record)
    return line.getvalue()


def cell_text(value: object) -> str:
    """A value as its cell; nothing for None."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def with_rows(text: str, records: Iterable[Record], key: Sequence[str]) -> str:
    """A file with some rows more, each in place of the row that has the same key.

    In a file ordered by first day a row comes before the first later one; elsewhere it ends it.
    """
    for record in records:
        text = with_row(text, record, key)
    return text


def with_row(text: str, record: Record, key: Sequence[str]) -> str:
    """A file with one row more."""
    lines = text.splitlines(keepends=True)
    columns = [lines[0].strip().split(",").index(name) for name in key]
    wanted = [cell_text(getattr(record, name)) for name in key]
    cells = [next(csv.reader([line])) for line in lines]
    kept = [0] + [n for n in range(1, len(lines)) if [cells[n][c] for c in columns] != wanted]
    first_day = getattr(record, "first_day", date.max)
    later = (at for at, n in enumerate(kept) if at and cells[n][0] > str(first_day))
    at = next(later, len(kept)) if hasattr(record, "first_day") else len(kept)
    before, after = kept[:at], kept[at:]
    return "".join([*(lines[n] for n in before), row_text(record), *(lines[n] for n in after)])
