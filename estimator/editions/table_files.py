"""Writes tariff files: records as rows of CSV, and the manifest that counts them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from estimator.editions.folder_copy import Copy
from estimator.engine.tariffs.files import MANIFEST, TableRows, counted_rows, read_table
from estimator.engine.tariffs.lines import every_file

Record = Any


class Recounted(NamedTuple):
    """A table with the number of rows before and after; None where it was, or is, not there."""

    table: str
    before: int | None
    after: int | None


def recount(copy: Copy) -> list[Recounted]:
    """Writes the manifest of a copy, and returns what changed in it. Raises `TariffFault`."""
    before = rows_in_manifest(copy.path)
    copy.write({MANIFEST: manifest_text(copy.path)})
    after = rows_in_manifest(copy.path)
    found = (Recounted(name, before.get(name), after.get(name)) for name in {**before, **after})
    return [table for table in found if table.before != table.after]


def rows_in_manifest(folder: Path) -> dict[str, int]:
    """The rows by table that a manifest counts, as far as it can be read."""
    rows = read_table(every_file(folder, []), MANIFEST, TableRows, [])
    return {row.record.table: row.record.rows for row in rows}


def manifest_text(folder: Path) -> str:
    """A new manifest for a folder. Raises `TariffFault` where a file can't be read to its end."""
    return file_text(TableRows._fields, counted_rows(folder))


def file_text(header: Sequence[str], records: Iterable[Record]) -> str:
    """A whole file: its header, and one row per record."""
    return "".join(row_text(record) for record in (header, *records))


def row_text(record: Sequence[object]) -> str:
    """A record as one line of CSV, line break included."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cell_text(value) for value in record)
    return line.getvalue()


def cell_text(value: object) -> str:
    """The text of a cell; empty for None."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def with_rows(text: str, records: Iterable[Record], key: Sequence[str]) -> str:
    """The text of a file with some rows added; a row with the same key is replaced.

    In a file ordered by first day a new row goes before the first later one, elsewhere to the end.
    """
    header, *lines = text.splitlines(keepends=True)
    columns = [header.strip().split(",").index(name) for name in key]
    for record in records:
        new = [cell_text(getattr(record, name)) for name in key]
        lines = [line for line in lines if [cells_of(line)[n] for n in columns] != new]
        at = len(lines)
        if hasattr(record, "first_day"):
            day = str(record.first_day)
            at = next((n for n, line in enumerate(lines) if cells_of(line)[0] > day), at)
        lines.insert(at, row_text(record))
    return "".join([header, *lines])


def cells_of(line: str) -> list[str]:
    """The cells of one line of CSV."""
    return next(csv.reader([line]))
