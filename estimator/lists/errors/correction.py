"""What could stand in the place of a wrong value: an example, never taken for an answer."""

from collections.abc import Iterable
from datetime import date

from rapidfuzz import process

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import AnswerKind, Count, Day, Euros
from estimator.lists.columns.model import DayOrder
from estimator.locales import Words

EXAMPLE_DAY = date(2026, 1, 31)
"""A day that can be read in one way only."""
#: How a day is written in a column.
WRITTEN = {
    None: "%Y-%m-%d",
    DayOrder.DAY_FIRST: "%d/%m/%Y",
    DayOrder.MONTH_FIRST: "%m/%d/%Y",
}
#: Reasons that leave nothing to write but an empty cell, or nothing.
LEFT_EMPTY = frozenset({"only_fa", "no_prior"})
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
    return nearest(str(error.given), readable(kind, error, words))


def readable(kind: AnswerKind, error: InvalidAnswer, words: Words) -> list[str]:
    """The words for the answers that are allowed, as a list may have them."""
    return [str(answer) for answer in error.allowed or kind.allowed]


def nearest(given: str, known: Iterable[str]) -> str:
    """The known word that is most like another; the first if none is."""
    found = list(known)
    match = process.extractOne(given, found, processor=str.casefold)
    return match[0] if match else found[0]
