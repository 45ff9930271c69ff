"""Takes a new edition into a folder of tariffs: reads and drafts it, writes and checks it in a copy
of the folder, and puts the copy in place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from estimator.editions.circular.file import lines_of
from estimator.editions.circular.table import table_of
from estimator.editions.draft import OFFICIAL, Draft, drafted
from estimator.editions.folder_copy import Copy
from estimator.editions.index import Index, Indexed, indexed
from estimator.editions.known import NewEdition
from estimator.editions.table_files import recount
from estimator.engine.model.errors import InvalidAnswer, TariffFault
from estimator.engine.model.tariff_book import Source, TariffBook
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import MANIFEST
from estimator.environment.tariff_folder import beside
from estimator.wording.words_needed import missing_words

#: The files that get new rows with a new edition.
ADDED_TO = ("editions.csv", "copayments.csv", "travel.csv", "sources.csv")
#: The folder, below the tariffs, for the amounts that circulars print; tests compare with these.
GOLDEN = "golden"
PUBLISHER = "INAMI"
#: Tariffs change on 1 January; their texts are published two weeks later.
REVIEW_MONTH, REVIEW_DAY = 1, 15


def new_source(name: str, title: str, known_until: date, today: date) -> Source:
    """A circular as a source; its review is due in the January after its last known day."""
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
    """The edition that a circular makes. Raises `UnreadableCircular`."""
    return drafted(book, table_of(lines_of(circular)), new, texts_in(folder))


def index_of(folder: Path, book: TariffBook, index: Index) -> Indexed:
    """The edition that an index makes."""
    return indexed(book, index, texts_in(folder))


def texts_in(folder: Path) -> dict[str, str]:
    """The text of each file that gets new rows with a new edition."""
    return {name: (folder / name).read_text(encoding="utf-8") for name in ADDED_TO}


def take_in(copy: Copy, tables: Mapping[str, str], golden: Mapping[Path, str]) -> list[Path]:
    """Writes the tables of an edition and its golden file, and returns the files written.

    Raises `TariffFault` with all that `tariffs check` would find; then nothing is written.
    """
    inside = {
        str(path.relative_to(copy.folder)): text
        for path, text in golden.items()
        if path.is_relative_to(copy.folder)
    }
    copy.write({**tables, **inside})
    recounted = [MANIFEST] if recount(copy) else []
    if problems := [*problems_in(copy.path), *missing_words(copy.path)]:
        raise TariffFault(problems)
    outside = {path: text for path, text in golden.items() if not path.is_relative_to(copy.folder)}
    with written_outside(outside):
        copy.put()
    return [*(copy.folder / name for name in (*tables, *inside, *recounted)), *outside]


@contextmanager
def written_outside(files: Mapping[Path, str]) -> Iterator[None]:
    """Writes files outside the copied folder first, and restores them if the rest fails."""
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            unready = beside(path, "new")
            unready.write_text(text, encoding="utf-8", newline="\n")
            unready.replace(path)
        yield
    except BaseException:
        for path, content in before.items():
            with suppress(OSError):
                restore(path, content)
        raise


def restore(path: Path, content: bytes | None) -> None:
    """Gives a file its content back; None means that there was no file."""
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


def guard(
    book: TariffBook, first_day: date, folder: Path, tables: Mapping[str, str], replace: bool
) -> None:
    """Refuses to change an official edition of the same day unless `replace` is set.

    Raises `InvalidAnswer`.
    """
    present = book.editions.get(first_day)
    if replace or present is None or present.status != OFFICIAL:
        return
    paths = {folder / name: text for name, text in tables.items()}
    if any(not it.exists() or it.read_text("utf-8") != text for it, text in paths.items()):
        raise InvalidAnswer("from", given=first_day, reason="edition_stands")
