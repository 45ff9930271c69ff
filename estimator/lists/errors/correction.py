"""What could stand in the place of a wrong value: an example, never taken for an answer."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

from rapidfuzz import fuzz, process

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import AnswerKind, Count, Day, Euros
from estimator.lists.columns.model import DayOrder
from estimator.locales import LANGUAGES, Words
from estimator.locales import words as words_of

EXAMPLE_DAY = date(2026, 1, 31)
"""A day that can be read in one way only."""
#: How a day is written in a column.
WRITTEN = {
    None: "%Y-%m-%d",
    DayOrder.DAY_FIRST: "%d/%m/%Y",
    DayOrder.MONTH_FIRST: "%m/%d/%Y",
}
#: Reasons that leave nothing to write but an empty cell, or 0.
LEFT_EMPTY = frozenset({"only_fa", "no_prior"})
#: Between two of the texts that a catalogue has for an answer.
BETWEEN = "|"
ALIKE = 60
"""Of 100: texts less alike tell nothing about each other."""
ZERO = frozenset({"surcharge_in_hospital"})


def corrected_example(error: InvalidAnswer, words: Words, order: DayOrder | None = None) -> str:
    """What could stand in the cell: the nearest word that is known, an amount, a day as the column
    has them, the range of a number. Empty where nothing written there would do."""
    field = FIELDS.get(error.field)
    if field is None:
        return ""
    if error.reason in LEFT_EMPTY:
        return words("list_errors.empty")
    if error.reason in ZERO:
        return "0"
    return example_of(field.kind, error, words, order)


def example_of(kind: AnswerKind, error: InvalidAnswer, words: Words, order: DayOrder | None) -> str:
    """An answer of this kind that would do."""
    if isinstance(kind, Euros):
        return words("list_errors.amount")
    if isinstance(kind, Day):
        days = [it for it in error.allowed if isinstance(it, date)]
        return (days[-1] if days else EXAMPLE_DAY).strftime(WRITTEN[order])
    if isinstance(kind, Count):
        return " … ".join(map(str, error.allowed))
    return nearest(str(error.given), writable(error, kind, words))


def writable(error: InvalidAnswer, kind: AnswerKind, words: Words) -> list[str]:
    """What may be written for the answers that are allowed: in the person's language as people say
    it, then as the contract has it, then in the other languages."""
    answers = [str(answer) for answer in error.allowed or kind.allowed]
    languages = [words, *(words_of(it) for it in LANGUAGES if it != words.language)]
    own, *others = [
        [text for answer in answers for text in spoken(say, error.field, answer)]
        for say in languages
    ]
    return [*own, *answers, *chain.from_iterable(others)]


def spoken(words: Words, field: str, answer: str) -> list[str]:
    """How people write an answer in one language, as far as its catalogues have it."""
    keys = (f"written.{answer}", f"written.{field}.{answer}")
    return [text for key in keys if key in words for text in words(key).split(BETWEEN)]


def nearest(given: str, known: Sequence[str]) -> str:
    """The known text that is most like another; the first if none is much."""
    match = process.extractOne(
        given, known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=ALIKE
    )
    return match[0] if match else known[0]
