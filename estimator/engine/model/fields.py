"""The kinds of answers: how each is read from a text, checked, and written as a number."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.money import cents

MAX_EUROS = Decimal("99999.99")
UNANSWERED = -1
"""An answer that was not given, as a number."""
EPOCH = date(1970, 1, 1).toordinal()
WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
EUROS_TEXT = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]+))?")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CENT_DIGITS = 2
ONE_OF = "one_of"


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - EPOCH


def one_of(values: Sequence[str], field: str, given: object, reason: str = ONE_OF) -> str:
    """One of a list of values."""
    text = str(given).strip()
    if text not in values:
        raise InvalidAnswer(field, given=given, reason=reason, allowed=values)
    return text


class AnswerKind(ABC):
    """A kind of answer. `allowed`: the values that would do, or the two ends of a range."""

    allowed: tuple[Any, ...] = ()
    unanswered: int = UNANSWERED

    @abstractmethod
    def read(self, field: str, given: object) -> Any:
        """The answer that a text gives. Raises `InvalidAnswer`."""

    @abstractmethod
    def as_number(self, answer: Any) -> int:
        """An answer as a whole number."""

    def check(  # noqa: B027 - most kinds leave nothing to refuse
        self, field: str, answer: Any, given: object = None
    ) -> None:
        """Refuses an answer of the right type that won't do; `given` is what it was read from."""

    def number(self, answer: Any) -> int:
        """The same, or the number that stands for no answer."""
        return self.unanswered if answer is None else self.as_number(answer)


class Choice(AnswerKind):
    """One of the contract's identifiers; its number is its place among them. `reason` is that of a
    refusal."""

    def __init__(self, options: type[StrEnum], reason: str = ONE_OF) -> None:
        self.options = options
        self.allowed = tuple(options)
        self.reason = reason

    def read(self, field: str, given: object) -> StrEnum:
        return self.options(one_of(self.allowed, field, given, self.reason))

    def as_number(self, answer: StrEnum) -> int:
        return self.allowed.index(answer)


class Truth(AnswerKind):
    """A fact, true or false: 1 or 0."""

    allowed = ("true", "false")

    def read(self, field: str, given: object) -> bool:
        text = str(given).strip().lower()
        if text not in self.allowed:
            raise InvalidAnswer(field, given=given, reason=ONE_OF, allowed=self.allowed)
        return text == "true"

    def as_number(self, answer: bool) -> int:
        return int(answer)


class Euros(AnswerKind):
    """An amount in euros; its number is in cents."""

    def __init__(self, unanswered: int = UNANSWERED) -> None:
        self.unanswered = unanswered

    def read(self, field: str, given: object) -> Decimal:
        """33,50 and 33.50 are the same; a euro sign and spaces may stand by.

        Refuses what is no amount, below zero, finer than a cent, or above any fee.
        """
        text = str(given).replace("€", "").replace("\N{NO-BREAK SPACE}", " ").strip()
        found = EUROS_TEXT.fullmatch(text)
        if not found:
            raise InvalidAnswer(field, given=given, reason="euros")
        sign, whole, decimals = found.groups("")
        if sign:
            raise InvalidAnswer(field, given=given, reason="negative")
        if len(decimals) > CENT_DIGITS:
            raise InvalidAnswer(field, given=given, reason="decimals")
        amount = Decimal(f"{whole}.{decimals:0<2}")
        self.check(field, amount, given)
        return amount

    def check(self, field: str, answer: Decimal | None, given: object = None) -> None:
        """Refuses an amount below zero, above any fee asked in practice, or finer than a cent."""
        if answer is None:
            return
        shown = answer if given is None else given
        if not answer.is_finite():
            raise InvalidAnswer(field, given=shown, reason="euros")
        if answer < 0:
            raise InvalidAnswer(field, given=shown, reason="negative")
        if answer > MAX_EUROS:
            raise InvalidAnswer(field, given=shown, reason="too_much", allowed=(MAX_EUROS,))
        if answer != answer.quantize(Decimal("0.01")):
            raise InvalidAnswer(field, given=shown, reason="decimals")

    def as_number(self, answer: Decimal) -> int:
        return cents(answer)


class Count(AnswerKind):
    """A whole number within a range."""

    def __init__(self, lowest: int, highest: int) -> None:
        self.allowed = (lowest, highest)

    def read(self, field: str, given: object) -> int:
        text = str(given).strip()
        if not WHOLE.fullmatch(text):
            raise InvalidAnswer(field, given=given, reason="number", allowed=self.allowed)
        self.check(field, int(text), given)
        return int(text)

    def check(self, field: str, answer: int, given: object = None) -> None:
        """Refuses a number outside the range."""
        lowest, highest = self.allowed
        if not lowest <= answer <= highest:
            shown = answer if given is None else given
            raise InvalidAnswer(field, given=shown, reason="number", allowed=self.allowed)

    def as_number(self, answer: int) -> int:
        return answer


class Day(AnswerKind):
    """A day that the calendar holds, written YYYY-MM-DD; its number counts from 1970."""

    allowed = ("YYYY-MM-DD",)

    def read(self, field: str, given: object) -> date:
        text = str(given).strip()
        try:
            if ISO_DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise InvalidAnswer(field, given=given, reason="not_a_day")

    def as_number(self, answer: date) -> int:
        return day_number(answer)


TRUTH, EUROS, DAY = Truth(), Euros(), Day()


class Field(NamedTuple):
    """An answer of a case. Without a default it is required."""

    name: str
    kind: AnswerKind
    default: Any

    @property
    def required(self) -> bool:
        """Whether a case can't be made without it."""
        return self.default is MISSING

    def read(self, given: object) -> Any:
        """The answer that a text gives. Raises `InvalidAnswer`."""
        return self.kind.read(self.name, given)

    def missing(self) -> InvalidAnswer:
        """The refusal of a case without it."""
        return InvalidAnswer(self.name, given="", reason="missing", allowed=self.kind.allowed)


def fields_of(case: type) -> Mapping[str, Field]:
    """The fields of a dataclass whose types are annotated with the kinds of their answers."""
    hints = get_type_hints(case, include_extras=True)
    asked = [it for it in fields(case) if get_origin(hints[it.name]) is Annotated]
    return MappingProxyType(
        {it.name: Field(it.name, get_args(hints[it.name])[1], it.default) for it in asked}
    )
