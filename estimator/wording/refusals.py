"""A refused answer as a sentence that says what to change."""

from datetime import date
from decimal import Decimal

from estimator.engine.model.errors import InvalidAnswer
from estimator.locales import Value, Words


def refusal_sentence(words: Words, refusal: InvalidAnswer) -> str:
    """Which question, what was given, and what would do, in the words of the person."""
    ends = len(refusal.allowed) == 2 and isinstance(refusal.allowed[0], int | date)
    between = " – " if ends else ", "
    return words(
        f"refusal.{refusal.reason}",
        field=words(f"field.{refusal.field}"),
        given=said(words, refusal.field, refusal.given),
        allowed=between.join(said(words, refusal.field, value) for value in refusal.allowed),
    )


def said(words: Words, field: str, value: object) -> str:
    """A value as people read it: an option by its name, an amount or a day in their manner."""
    named = f"choice.{field}.{value}"
    if named in words:
        return words(named)
    known: Value = value if isinstance(value, Decimal | date | int) else str(value)
    return words.shown(known)
