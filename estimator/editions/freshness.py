"""How old the tariffs are on a day: which edition is in use, and which sources to read again."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from estimator.engine.model.errors import Problem
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.engine.tariffs.files import book_of, read_files
from estimator.locales import Words


class InUse(NamedTuple):
    """The edition in use on a day; its sentence is `stale.<id>`.

    `past`: the text no longer covers that day. `last_day`: the day before the next edition, if we
    have one.
    """

    first_day: date
    known_until: date | None
    last_day: date | None
    status: str
    source: str
    past: bool

    @property
    def id(self) -> str:
        """`replaced` by a later edition, `known` until a day, `past` that day, or `open` if the
        text gives no last day."""
        if self.last_day:
            return "replaced"
        if self.past:
            return "past"
        return "known" if self.known_until else "open"


def edition_in_use(book: TariffBook, on: date) -> InUse:
    """The edition in use on a day. Raises `TariffGap` before the first edition."""
    edition = in_force(book.editions, on, "edition")
    past = edition.known_until is not None and on > edition.known_until
    later = min((first for first in book.editions if first > on), default=None)
    last_day = later and later - timedelta(days=1)
    return InUse(
        edition.first_day, edition.known_until, last_day, edition.status, edition.source, past
    )


def in_use_sentence(book: TariffBook, on: date, words: Words) -> str:
    """One sentence: which edition a day uses, and up to when it holds or is known."""
    found = edition_in_use(book, on)
    days = {"known_until": found.known_until, "last_day": found.last_day}
    checked_on = book.sources[found.source].checked_on
    return words(
        f"stale.{found.id}",
        first_day=found.first_day,
        checked_on=checked_on,
        **{name: day for name, day in days.items() if day},
    )


def in_use_line(folder: Path, today: date, words: Words) -> str:
    """The same sentence for a folder of tariffs."""
    return in_use_sentence(book_of(read_files(folder)), today, words)


def overdue_problems(folder: Path, today: date | None, words: Words) -> Iterator[Problem]:
    """A problem for each source whose day of review has passed; none if `today` is None."""
    for row in read_files(folder).tables["sources"] if today else ():
        source = row.record
        if source.review_by < today:
            due = words.day(source.review_by)
            yield row.problem(words("stale.source", id=source.id, title=source.title, day=due))
