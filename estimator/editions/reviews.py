"""What is past review on a day, and which tariff is in use, as `tariffs check` says it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from estimator.editions.freshness import overdue, standing
from estimator.engine.model.errors import Problem
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.tariffs.files import book_of, read_files
from estimator.locales import Words


def overdue_problems(folder: Path, today: date | None, words: Words) -> Iterator[Problem]:
    """The sources past their review, as faults of their file; none where no day is told."""
    if today is None:
        return
    for late in overdue(read_files(folder).sources, today):
        source = late.source
        due = words.day(source.review_by)
        sentence = words("stale.source", id=source.id, title=source.title, day=due)
        yield Problem(late.file, late.line, sentence)


def in_use_line(folder: Path, today: date, words: Words) -> str:
    """Which tariff of a folder a day uses, and up to when it is known."""
    return in_use_sentence(book_of(read_files(folder)), today, words)


def in_use_sentence(book: TariffBook, today: date, words: Words) -> str:
    """Which tariff a day uses, and up to when it is known, in one sentence."""
    found = standing(book, today)
    known = {"known_until": found.known_until} if found.known_until else {}
    looked = book.sources[found.source].checked_on
    return words(f"stale.{found.id}", first_day=found.first_day, checked_on=looked, **known)
