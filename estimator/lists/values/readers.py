"""How the cells of a column are read: as the contract has them, else as people write them."""

from collections.abc import Callable
from typing import Any

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Count, Day, Euros, Field
from estimator.lists.columns.model import DayOrder
from estimator.lists.values.days import day_text
from estimator.lists.values.numbers import count_text, euros_text
from estimator.lists.values.synonyms import choice_text

Reader = Callable[[object], Any]

#: Reasons whose sentence would ask for the form of the contract, where a list takes more.
IN_A_LIST = {"not_a_day": "not_a_day_here"}


def reader_of(field: Field, order: DayOrder | None = None, strict: Reader | None = None) -> Reader:
    """Reads a cell of a column, as people write it. `order`: how its days are read; `strict`: the
    reader of the contract's own forms, if it isn't the field's. Raises `InvalidAnswer`."""
    as_contract = strict or field.read

    def read(given: object) -> Any:
        try:
            return as_contract(given)
        except InvalidAnswer as refusal:
            text = contract_text(field, given, order)
            if text is None:
                raise in_a_list(refusal, given) from None
        try:
            return as_contract(text)
        except InvalidAnswer as refusal:
            raise in_a_list(refusal, given) from None

    return read


def in_a_list(refusal: InvalidAnswer, given: object) -> InvalidAnswer:
    """A refusal of what stands in a cell."""
    reason = IN_A_LIST.get(refusal.reason, refusal.reason)
    return InvalidAnswer(refusal.field, given=given, reason=reason, allowed=refusal.allowed)


def contract_text(field: Field, given: object, order: DayOrder | None = None) -> str | None:
    """What a cell says, in the contract's form; None if that isn't known. Raises `InvalidAnswer`
    where it may mean several things."""
    text = str(given)
    if isinstance(field.kind, Day):
        return day_text(field.name, text, order)
    if isinstance(field.kind, Euros):
        # The point of a number never sets thousands apart.
        return euros_text(field.name, text) if isinstance(given, str) else None
    if isinstance(field.kind, Count):
        return count_text(field.name, text)
    return choice_text(field, text)
