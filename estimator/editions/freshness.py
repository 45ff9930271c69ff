"""How old the tariffs are on a day: the edition in use, and the sources to look at again. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from estimator.engine.model.tariff_book import Source, TariffBook, in_force
from estimator.engine.tariffs.lines import Row


class Standing(NamedTuple):
    """The edition in use on a day. The sentence is `stale.<id>` with these values."""

    first_day: date
    known_until: date | None
    status: str
    source: str
    past: bool

    @property
    def id(self) -> str:
        """`known` up to a day, `past` that day, or `open` where the text names none."""
        if self.past:
            return "past"
        return "known" if self.known_until else "open"


class Overdue(NamedTuple):
    """A source past its review, with the file and line it stands on."""

    file: str
    line: int
    source: Source


def standing(book: TariffBook, on: date) -> Standing:
    """Which edition a day uses, and whether the text still covers that day.

    Raises `TariffGap` before the first edition.
    """
    edition = in_force(book.editions, on, "edition")
    past = edition.known_until is not None and on > edition.known_until
    return Standing(edition.first_day, edition.known_until, edition.status, edition.source, past)


def overdue(sources: Iterable[Row], on: date) -> Iterator[Overdue]:
    """The sources whose day of review has passed."""
    for row in sources:
        if row.record.review_by < on:
            yield Overdue(row.file, row.line, row.record)
