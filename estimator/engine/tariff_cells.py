"""What a cell of the tariff files may hold beyond its type: known words, numbers within reason."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from estimator.engine.model.case import Service, Setting
from estimator.engine.model.errors import Problem
from estimator.engine.model.schedules import DAY_HOSPITAL, KINDS
from estimator.engine.model.tariff_book import STATUSES, Holiday
from estimator.engine.tariffs.files import PLAIN_WHOLE, Files, at
from estimator.engine.tariffs.lines import Row

WHOLE = 100
COMMON_YEAR = 2023
REDUCTION = "reduction"
#: What a question may be about, and how much of a text may have been read.
ABOUT = (REDUCTION, "fees")
READ = ("whole", "beginning", "notes", "not_read")

#: The words that a column of the nomenclature may hold.
CODE_WORDS: dict[str, tuple[str, ...]] = {
    "patient": ("ambulatory", "hospitalised"),
    "setting": tuple(Setting),
    "group": (
        *dict.fromkeys(kind.group for kind in (*KINDS.values(), DAY_HOSPITAL)),
        "second_daily_session",
        "travel",
    ),
    "service": (*Service, "overrun", "intake", "report", "consultative_exam", "travel"),
    "meaning": ("confirmed", "partly", "inferred"),
}


def known_words(files: Files) -> Iterator[Problem]:
    """A word misspelt would make a code vanish without a trace."""
    for rows in files.nomenclatures.values():
        for row in rows:
            for column, words in CODE_WORDS.items():
                yield from unless_known(row, column, words)


def other_words(files: Files) -> Iterator[Problem]:
    """The same in the tables beside the nomenclature."""
    tables = (
        (files.open_questions, "about", ABOUT),
        (files.quotas, "service", tuple(Service)),
        (files.sources, "read", READ),
    )
    for rows, column, words in tables:
        for row in rows:
            yield from unless_known(row, column, words)


def known_statuses(files: Files) -> Iterator[Problem]:
    """How sure a value is, in one of four words: no value is written down as presumed."""
    tables = [files.editions, files.copayments, files.reductions, files.travel, files.limits]
    tables += [files.conventions, files.quotas]
    for rows in (*tables, files.maf, files.old_fees, *files.multipliers.values()):
        for row in rows:
            yield from unless_known(row, "status", STATUSES[:-1])


def unless_known(row: Row, column: str, words: Sequence[str]) -> Iterator[Problem]:
    """A problem where a cell holds none of these words."""
    given = getattr(row.record, column)
    if given not in words:
        yield at(row, f"{column}: {given!r} is none of {', '.join(words)}")


def percents(files: Files) -> Iterator[Problem]:
    """No more than the whole is taken away or given back."""
    columns = ("percent", "reimbursed_percent_bim", "reimbursed_percent_not_bim")
    for row in (*files.reductions, *files.travel):
        for column in columns:
            if getattr(row.record, column, 0) > WHOLE:
                yield at(row, f"{column} is over {WHOLE}")


def pages_counted(files: Files) -> Iterator[Problem]:
    """A multiplier is published where its fee was found on pages, and only there."""
    for row in chain.from_iterable(files.multipliers.values()):
        if row.record.status == "published" and not row.record.pages:
            yield at(row, "published on no page: pages is missing")
        elif row.record.status != "published" and row.record.pages is not None:
            yield at(row, f"pages goes with published only, not with {row.record.status}")


def readings_possible(files: Files) -> Iterator[Problem]:
    """The reduction may turn out to be some whole percents; of fees no number is known."""
    for row in files.open_questions:
        readings = (row.record.readings or "").split()
        if row.record.about != REDUCTION:
            if readings:
                yield at(row, f"readings go with {REDUCTION} only")
        elif not readings:
            yield at(row, "readings is empty")
        for reading in readings:
            if not PLAIN_WHOLE.fullmatch(reading) or int(reading) > WHOLE:
                yield at(row, f"readings: {reading!r} is no whole percent")


def real_days(files: Files) -> Iterator[Problem]:
    """A holiday is a day of every year, or so many days after Easter Sunday."""
    for row in files.holidays:
        holiday: Holiday = row.record
        fixed = (holiday.month, holiday.day)
        if holiday.days_after_easter is not None:
            if fixed != (None, None):
                yield at(row, "either month and day, or days_after_easter")
        elif None in fixed:
            yield at(row, "neither month and day, nor days_after_easter")
        elif not is_day_of_every_year(*fixed):
            yield at(row, f"month {holiday.month}, day {holiday.day} is no day of every year")


def is_day_of_every_year(month: int | None, day: int | None) -> bool:
    """Whether a day exists, in common years too."""
    try:
        return bool(date(COMMON_YEAR, month or 0, day or 0))
    except ValueError:
        return False


def in_order(files: Files) -> Iterator[Problem]:
    """The smaller end comes first."""
    pairs = (
        (files.quotas, ("fewest", "most")),
        (files.usual_fees, ("low", "high")),
        (files.usual_fees, ("first_day", "last_day")),
    )
    for rows, (first, last) in pairs:
        for row in rows:
            least, most = getattr(row.record, first), getattr(row.record, last)
            if least > most:
                yield at(row, f"{first} {least} is over {last} {most}")


def known_spans(files: Files) -> Iterator[Problem]:
    """An edition, or a fee of before, is known beyond its own first day."""
    for row in (*files.editions, *files.old_fees):
        if row.record.known_until and row.record.known_until < row.record.first_day:
            yield at(row, f"known_until {row.record.known_until} is before first_day")


CELL_CHECKS = (
    known_words,
    other_words,
    known_statuses,
    percents,
    pages_counted,
    readings_possible,
    real_days,
    in_order,
    known_spans,
)
