"""What can go wrong, one class per reason. Errors hold facts; catalogues hold the words."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple


class EstimatorError(Exception):
    """Any refusal of the estimator."""


class InvalidAnswer(EstimatorError):
    """One answer can't be used: which field, what was given, why, and what is allowed.

    `reason` names the sentence in the catalogues (`refusal.<reason>`). `allowed` lists the values
    that would do, or the two ends of a range.
    """

    def __init__(
        self, field: str, *, given: object, reason: str, allowed: Sequence[object] = ()
    ) -> None:
        super().__init__(field, given, reason, tuple(allowed))
        self.field = field
        self.given = given
        self.reason = reason
        self.allowed = tuple(allowed)

    def __reduce__(self) -> tuple[Any, ...]:
        """How another process gets it: with its names."""
        named = partial(type(self), given=self.given, reason=self.reason, allowed=self.allowed)
        return named, (self.field,)

    def __str__(self) -> str:
        allowed = ", ".join(map(str, self.allowed))
        return f"{self.field}: {self.given!r} refused ({self.reason}); allowed: {allowed}"


class TariffGap(EstimatorError):
    """The tariff says nothing about this: never zero, never the nearest row."""

    def __init__(self, what: str, on: date) -> None:
        super().__init__(f"the tariff holds no {what} on {on}")
        self.what = what
        self.on = on


class Problem(NamedTuple):
    """A fault in a tariff file. `line` counts from 1, the header being line 1."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class TariffFault(EstimatorError):
    """The tariff files can't be used: every problem with its file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
