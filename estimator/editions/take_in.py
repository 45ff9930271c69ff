"""Takes a new edition into a folder of tariffs: read, draft, write and check in a copy, put in
place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from estimator.editions.circular.file import lines_of
from estimator.editions.circular.table import table_of
from estimator.editions.counts import recount
from estimator.editions.draft import OFFICIAL, Draft, drafted
from estimator.editions.index import Index, Indexed, indexed
from estimator.editions.known import NewEdition
from estimator.editions.write import Copy
from estimator.engine.model.errors import InvalidAnswer, TariffFault
from estimator.engine.model.tariff_book import Source, TariffBook
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import MANIFEST
from estimator.environment.tariff_folder import beside
from estimator.wording.words_needed import missing_words

#: The files that a new edition adds rows to.
ADDED_TO = ("editions.csv", "copayments.csv", "travel.csv", "sources.csv")
#: Below the folder: what a circular prints, for the tests to hold its edition against.
GOLDEN = "golden"
PUBLISHER = "INAMI"
#: Tariffs change on 1 January; two weeks later the texts are out.
REVIEW_MONTH, REVIEW_DAY = 1, 15


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


def take_in(copy: Copy, tables: Mapping[str, str], golden: Mapping[Path, str]) -> list[Path]:
    """Writes the tables of an edition, and its golden file, unless they would not hold.

    Raises `TariffFault` with what `tariffs check` would find; nothing is written then.
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
    with standing(outside):
        copy.put()
    return [*(copy.folder / name for name in (*tables, *inside, *recounted)), *outside]


@contextmanager
def standing(files: Mapping[Path, str]) -> Iterator[None]:
    """Files somewhere else, written before; each as it was where what follows fails."""
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
    """A file as it was; None where there was none."""
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


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
