"""What a cell of the tariff files may hold beyond its type: known words, numbers within reason."""

from collections.abc import Iterator, Sequence

from estimator.engine.case import Service, Setting
from estimator.engine.errors import Problem
from estimator.engine.schedules import DAY_HOSPITAL, KINDS
from estimator.engine.tables import Files, Row, at
from estimator.engine.tariffs import STATUSES

WHOLE = 100

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


def known_statuses(files: Files) -> Iterator[Problem]:
    """How sure a value is, in one of four words: no value is written down as presumed."""
    tables = [files.editions, files.copayments, files.reductions, files.travel, files.limits]
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


def known_spans(files: Files) -> Iterator[Problem]:
    """An edition, or a fee of before, is known beyond its own first day."""
    for row in (*files.editions, *files.old_fees):
        if row.record.known_until and row.record.known_until < row.record.first_day:
            yield at(row, f"known_until {row.record.known_until} is before first_day")


CELL_CHECKS = (known_words, known_statuses, percents, known_spans)
