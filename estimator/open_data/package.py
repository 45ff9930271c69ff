"""All files of the data package, made once from a folder of tariffs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from estimator.engine.model.errors import TariffFault
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.tariffs.files import RESTATED, Files, book_of, read_files
from estimator.engine.tariffs.price_changes import change_days, changes_between
from estimator.environment.tariff_folder import tariff_folder
from estimator.open_data.amounts import amount_rows
from estimator.open_data.forms import FORMS, Rows, typed
from estimator.wording.changes import change_json

#: The description of all columns, without what depends on the tariffs.
DESCRIPTOR = Path(__file__).with_name("descriptor.json")
#: Where a server publishes the package.
DATA = "/data/"
DESCRIBED, CHANGES = "datapackage.json", "changes.json"
AMOUNTS = "amounts"
DIGITS = 12


class DataPackage(NamedTuple):
    """The files by name, the description, and what it was made from."""

    files: Mapping[str, bytes]
    descriptor: Mapping[str, Any]
    rows: Mapping[str, int]
    book: TariffBook


@cache
def published() -> DataPackage:
    """The package of the tariffs in use, made once per process."""
    return package_of(tariff_folder())


def package_of(folder: Path) -> DataPackage:
    """The package of a folder of tariffs. Raises `TariffFault` with file and line."""
    read = read_files(folder)
    if read.problems:
        raise TariffFault(read.problems)
    book = book_of(read)
    descriptor = json.loads(DESCRIPTOR.read_text("utf-8"))
    files: dict[str, bytes] = {}
    counted: dict[str, int] = {}
    for resource in descriptor["resources"]:
        name, fields = resource["name"], resource["schema"]["fields"]
        rows = typed(fields, rows_of_table(name, read, book))
        counted[name] = len(rows)
        files |= {f"{name}.{ending}": write(fields, rows) for ending, write in FORMS.items()}
        resource.update(about_file(name, files[f"{name}.csv"]))
    mark = sha256(b"".join(files.values())).hexdigest()[:DIGITS]
    descriptor["version"] = f"{max(book.editions)}+{mark}"
    descriptor["sources"] = [
        {"title": source.title} | ({"path": source.address} if source.address else {})
        for source in book.sources.values()
    ]
    files[DESCRIBED] = written(descriptor)
    files[CHANGES] = written(list(changes(book)))
    return DataPackage(files, descriptor, counted, book)


def rows_of_table(name: str, read: Files, book: TariffBook) -> Rows:
    """The rows of a table; of one that editions restate, with the day each holds from."""
    if name == AMOUNTS:
        return amount_rows(book)
    if name in RESTATED:
        return [
            {"first_day": day, **row.record._asdict()}
            for day, rows in sorted(read.restated[name].items())
            for row in rows
        ]
    return [row.record._asdict() for row in read.tables[name]]


def about_file(name: str, content: bytes) -> dict[str, Any]:
    """What a description says of a CSV file, and where the same table stands in other forms."""
    return {
        "path": f"{name}.csv",
        "alternates": [f"{name}.{ending}" for ending in FORMS if ending != "csv"],
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }


def changes(book: TariffBook) -> Iterator[dict[str, Any]]:
    """What changed on each day on which something did, newest first."""
    for before, day in reversed(list(pairwise(change_days(book)))):
        found: Sequence[Any] = [change_json(each) for each in changes_between(book, before, day)]
        edition = day in book.editions
        yield {"day": day.isoformat(), "edition": edition, "changes": found}


def written(document: object) -> bytes:
    """A document as JSON that people can read."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
