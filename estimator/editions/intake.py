"""Takes a new edition into a folder of tariffs: read, draft, check in a copy, write."""

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from estimator.editions.basis import NewEdition
from estimator.editions.drafting import OFFICIAL, Draft, drafted
from estimator.editions.index import Index, Indexed, indexed
from estimator.editions.reading import lines_of
from estimator.editions.table import table_of
from estimator.editions.writing import write
from estimator.engine.checks import problems_in
from estimator.engine.errors import InvalidAnswer, TariffFault
from estimator.engine.tariffs import Source, TariffBook
from estimator.tariff_folder import SHIPPED

#: The files that a new edition adds rows to.
ADDED_TO = ("editions.csv", "copayments.csv", "travel.csv", "sources.csv")
GOLDEN = SHIPPED.parent / "tests" / "golden"
PUBLISHER = "INAMI"
#: Tariffs change on 1 January; two weeks later the texts are out.
REVIEW_MONTH, REVIEW_DAY = 1, 15


def golden_of(folder: Path) -> Path:
    """Where golden files go: with the tests, or inside a folder that isn't the shipped one."""
    return GOLDEN if folder.resolve() == SHIPPED.resolve() else folder / "golden"


def new_source(name: str, title: str, known_until: date, today: date) -> Source:
    """A circular as a source, to be read again in the January after its last known day."""
    return Source(
        id=name,
        title=title,
        publisher=PUBLISHER,
        address=None,
        published=None,
        retrieved=today,
        checked_on=today,
        review_by=date(known_until.year + 1, REVIEW_MONTH, REVIEW_DAY),
        read="whole",
    )


def draft_of(circular: Path, folder: Path, book: TariffBook, new: NewEdition) -> Draft:
    """The edition that a circular makes; raises `UnreadableCircular`."""
    return drafted(book, table_of(lines_of(circular)), new, texts_in(folder))


def index_of(folder: Path, book: TariffBook, index: Index) -> Indexed:
    """The edition that an index makes."""
    return indexed(book, index, texts_in(folder))


def texts_in(folder: Path) -> dict[str, str]:
    """The files that a new edition adds rows to."""
    return {name: (folder / name).read_text(encoding="utf-8") for name in ADDED_TO}


def take_in(folder: Path, tables: Mapping[str, str], others: Mapping[Path, str]) -> list[Path]:
    """Writes the tables of an edition, and other files with them, unless they would not hold.

    Raises `TariffFault` with what `tariffs check` would find; nothing is written then.
    """
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "tariffs"
        shutil.copytree(folder, copy)
        write({copy / name: text for name, text in tables.items()})
        if problems := problems_in(copy):
            raise TariffFault(problems)
    files = {folder / name: text for name, text in tables.items()} | dict(others)
    write(files)
    return list(files)


def guard(
    book: TariffBook, first_day: date, folder: Path, tables: Mapping[str, str], replace: bool
) -> None:
    """Refuses to change an official edition of the same day, unless told to replace it."""
    standing = book.editions.get(first_day)
    if replace or standing is None or standing.status != OFFICIAL:
        return
    if any(differs(folder / name, text) for name, text in tables.items()):
        raise InvalidAnswer("from", given=first_day, reason="edition_stands")


def differs(path: Path, text: str) -> bool:
    """A file that isn't there, or holds another text."""
    return not path.exists() or path.read_text(encoding="utf-8") != text
