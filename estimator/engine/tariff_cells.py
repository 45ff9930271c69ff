"""Checks the cells of tariff files beyond their type: known words, numbers within reason.

Each check takes a row of one table and yields what is wrong with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from estimator.engine.model.case import Service, Setting
from estimator.engine.model.errors import Problem
from estimator.engine.model.schedules import COUNTING_RULES, DAY_HOSPITAL
from estimator.engine.model.situations import AGREEMENTS, GROUPS, SITUATION_CODE
from estimator.engine.model.tariff_book import (
    STATUSES,
    Holiday,
    Multiplier,
    OpenQuestion,
    Situation,
)
from estimator.engine.tariffs.files import WHOLE_NUMBER, Files
from estimator.engine.tariffs.prices import WHOLE_PERCENT

#: A year without 29 February.
COMMON_YEAR = 2023
REDUCTION = "reduction"

#: The words that a column may hold, by table. A misspelt word would hide a code without a trace.
WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "nomenclature": {
        "patient": ("ambulatory", "hospitalised"),
        "setting": tuple(Setting),
        "group": (
            *dict.fromkeys(rule.group for rule in (*COUNTING_RULES.values(), DAY_HOSPITAL)),
            "second_daily_session",
            "travel",
        ),
        "service": (*Service, "overrun", "intake", "report", "consultative_exam", "travel"),
        "meaning": ("confirmed", "partly", "inferred"),
    },
    "open_questions": {"about": (REDUCTION, "fees")},
    "quotas": {"service": tuple(Service)},
    "situations": {"group": GROUPS, "agreement": AGREEMENTS},
    "sources": {"read": ("whole", "beginning", "notes", "not_read")},
}
#: The words of this column in any table: no file says that a value is presumed.
STATUS_WORDS = {"status": STATUSES[:-1]}
#: Columns that hold a percentage, in any table.
PERCENTS = ("percent", "reimbursed_percent_bim", "reimbursed_percent_not_bim")
#: Pairs of columns, by table, of which the first may not be above the second.
ORDERED = {
    "nomensoft": (("same", "codes"),),
    "quotas": (("fewest", "most"),),
    "usual_fees": (("low", "high"), ("first_day", "last_day")),
}


def cell_problems(files: Files) -> Iterator[Problem]:
    """Every cell that holds what its column does not allow."""
    for name, rows in files.each():
        for row in rows:
            for check in (*EVERY_TABLE, *ONE_TABLE.get(name, ())):
                yield from (row.problem(what) for what in check(name, row.record))


def unknown_words(table: str, record: Any) -> Iterator[str]:
    """Words that their column does not know."""
    for column, words in {**STATUS_WORDS, **WORDS.get(table, {})}.items():
        given = getattr(record, column, words[0])
        if given not in words:
            yield f"{column}: {given!r} is none of {', '.join(words)}"


def bounds(table: str, record: Any) -> Iterator[str]:
    """Percentages above 100, and pairs in the wrong order."""
    for column in PERCENTS:
        if getattr(record, column, 0) > WHOLE_PERCENT:
            yield f"{column} is over {WHOLE_PERCENT}"
    for first, last in ORDERED.get(table, ()):
        least, most = getattr(record, first), getattr(record, last)
        if least > most:
            yield f"{first} {least} is over {last} {most}"
    until = getattr(record, "known_until", None)
    if until and until < record.first_day:
        yield f"known_until {until} is before first_day"


def pages_counted(_: str, multiplier: Multiplier) -> Iterator[str]:
    """A multiplier is `published` if its fee was found on pages, and only then."""
    if multiplier.status == "published" and not multiplier.pages:
        yield "published on no page: pages is missing"
    elif multiplier.status != "published" and multiplier.pages is not None:
        yield f"pages goes with published only, not with {multiplier.status}"


def readings_possible(_: str, question: OpenQuestion) -> Iterator[str]:
    """An open reduction lists the percentages that it may be; open fees list nothing."""
    readings = (question.readings or "").split()
    if question.about != REDUCTION:
        if readings:
            yield f"readings go with {REDUCTION} only"
    elif not readings:
        yield "readings is empty"
    for reading in readings:
        if not WHOLE_NUMBER.fullmatch(reading) or int(reading) > WHOLE_PERCENT:
            yield f"readings: {reading!r} is no whole percent"


def real_day(_: str, holiday: Holiday) -> Iterator[str]:
    """A holiday is a day of every year, or a number of days after Easter Sunday."""
    fixed = (holiday.month, holiday.day)
    if holiday.days_after_easter is not None:
        if fixed != (None, None):
            yield "either month and day, or days_after_easter"
    elif None in fixed:
        yield "neither month and day, nor days_after_easter"
    else:
        try:
            date(COMMON_YEAR, holiday.month or 0, holiday.day or 0)
        except ValueError:
            yield f"month {holiday.month}, day {holiday.day} is no day of every year"


def code_shaped(_: str, situation: Situation) -> Iterator[str]:
    """A situation code is one that people may write: small letters, figures and dashes."""
    for column in ("code", "family"):
        given = getattr(situation, column)
        if not SITUATION_CODE.fullmatch(given):
            yield f"{column}: {given!r} is no situation code"


Check = Callable[[str, Any], Iterator[str]]
EVERY_TABLE: tuple[Check, ...] = (unknown_words, bounds)
ONE_TABLE: Mapping[str, tuple[Check, ...]] = {
    "multipliers": (pages_counted,),
    "open_questions": (readings_possible,),
    "public_holidays": (real_day,),
    "situations": (code_shaped,),
}
