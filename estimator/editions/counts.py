"""The manifest of a folder of tariffs, written anew: how many rows each table has."""

from pathlib import Path
from typing import NamedTuple

from estimator.editions.rows import file_text
from estimator.editions.write import Copy
from estimator.engine.tariffs.files import MANIFEST, Counted, counted_rows, read_table
from estimator.engine.tariffs.lines import every_file


class Recounted(NamedTuple):
    """A table with the rows it was named with and those it has; None where it isn't there."""

    table: str
    before: int | None
    after: int | None


def manifest_text(folder: Path) -> str:
    """The manifest of a folder. Raises `TariffFault` where a file can't be read to its end."""
    return file_text(Counted._fields, counted_rows(folder))


def named_rows(folder: Path) -> dict[str, int]:
    """What the manifest of a folder says, as far as it can be read."""
    rows = read_table(every_file(folder, []), MANIFEST, Counted, [])
    return {row.record.table: row.record.rows for row in rows}


def recount(copy: Copy) -> list[Recounted]:
    """Writes the manifest of a copy; gives what changed in it. Raises `TariffFault`."""
    before = named_rows(copy.path)
    copy.write({MANIFEST: manifest_text(copy.path)})
    after = named_rows(copy.path)
    found = (Recounted(each, before.get(each), after.get(each)) for each in {**before, **after})
    return [each for each in found if each.before != each.after]
