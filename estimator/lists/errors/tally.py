"""The errors of a list counted by kind: how many rows have it, and which are the first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from estimator.engine.model.errors import EstimatorError, InvalidAnswer

FIRST_ROWS = 3
"""How many rows of a kind are named."""
ROW, ROW_WIDTH = "row", "row_width"
GAP = "gap"


class Seen(NamedTuple):
    """An error in some rows: how many, the first of them, and the error as the first has it."""

    rows: int
    first: tuple[int, ...]
    error: EstimatorError


#: By field and reason, the rows that have such an error.
Tally = Mapping[tuple[str, str], Seen]


def kind_of(error: EstimatorError) -> tuple[str, str]:
    """The field and the reason of an error; a tariff without a price has no field."""
    return (error.field, error.reason) if isinstance(error, InvalidAnswer) else ("", GAP)


def width_error(width: int, heads: int) -> InvalidAnswer:
    """The refusal of a row with more or fewer cells than there are heads."""
    return InvalidAnswer(ROW, given=width, reason=ROW_WIDTH, allowed=(heads,))


def tally_of(seen: Iterable[Seen]) -> Tally:
    """Errors by kind; no row may have two of a kind."""
    tally: dict[tuple[str, str], Seen] = {}
    for one in seen:
        kind = kind_of(one.error)
        tally[kind] = both(tally[kind], one) if kind in tally else one
    return tally


def both(one: Seen, other: Seen) -> Seen:
    """The same kind of error in the rows of both."""
    first = tuple(sorted((*one.first, *other.first))[:FIRST_ROWS])
    error = min(one, other, key=lambda it: it.first[0]).error
    return Seen(one.rows + other.rows, first, error)


def on_lines(tally: Tally, lines: Sequence[int]) -> Tally:
    """The same with the lines of the file in the place of rows."""
    return {
        kind: seen._replace(first=tuple(lines[row] for row in seen.first))
        for kind, seen in tally.items()
    }


def together(*tallies: Tally) -> Tally:
    """The errors of several parts of a list."""
    return tally_of(seen for tally in tallies for seen in tally.values())
