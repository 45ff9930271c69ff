"""A refused answer as a sentence that says what to change."""

from datetime import date
from decimal import Decimal

from estimator.engine.model.errors import InvalidAnswer
from estimator.locales import Words


def refusal_sentence(words: Words, refusal: InvalidAnswer, *, identifiers: bool = False) -> str:
    """Which question, what was given and what is allowed: by names for a person, by the
    identifiers of the contract for a program or a list."""

    def text_of(value: object) -> str:
        key = f"choice.{refusal.field}.{value}"
        if not identifiers and key in words:
            return words(key)
        localised = isinstance(value, int) or (
            not identifiers and isinstance(value, Decimal | date)
        )
        return words.shown(value) if localised else str(value)  # type: ignore[arg-type]

    is_range = len(refusal.allowed) == 2 and isinstance(refusal.allowed[0], int | date)
    between = (" … " if identifiers else " – ") if is_range else ", "
    return words(
        f"refusal.{refusal.reason}",
        field=refusal.field if identifiers else words(f"field.{refusal.field}"),
        given=text_of(refusal.given),
        allowed=between.join(map(text_of, refusal.allowed)),
    )


def contract_refusal(words: Words, refusal: InvalidAnswer) -> str:
    """A refusal by the identifiers of the contract."""
    return refusal_sentence(words, refusal, identifiers=True)
