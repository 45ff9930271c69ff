"""One error per kind of failure. Errors hold facts; the catalogues hold the sentences."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple


class EstimatorError(Exception):
    """Any refusal of the estimator."""


class InvalidAnswer(EstimatorError):
    """An answer that can't be used: which field, what was given, why, and what is allowed.

    `reason` names the sentence in the catalogues (`refusal.<reason>`). `allowed` lists the allowed
    values, or the two ends of a range.
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
        """How it is pickled for another process."""
        named = partial(type(self), given=self.given, reason=self.reason, allowed=self.allowed)
        return named, (self.field,)

    def __str__(self) -> str:
        allowed = ", ".join(map(str, self.allowed))
        return f"{self.field}: {self.given!r} refused ({self.reason}); allowed: {allowed}"


class TariffGap(EstimatorError):
    """The tariff has no value for this; we never use 0 or the nearest row instead."""

    def __init__(self, what: str, on: date) -> None:
        super().__init__(f"the tariff holds no {what} on {on}")
        self.what = what
        self.on = on


class Problem(NamedTuple):
    """A fault in a tariff file. `line` counts from 1, the header."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class TariffFault(EstimatorError):
    """Tariff files that can't be used: every problem with its file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
