"""A number or a column of numbers: rules written once serve one course and a million.

The rules use + − × // and comparisons, which Python and numpy spell alike, and the few words below
for what they spell differently. On one course they run on Python's own integers, on a batch on
numpy columns: the same lines of code, so single and batch agree by construction.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: An int, or a numpy column of ints, one row a course (or a run).
Number: TypeAlias = Any
#: A bool, or a numpy column of bools.
Fact: TypeAlias = Any


def least(one: Number, other: Number) -> Number:
    """The smaller of two."""
    if isinstance(one, int) and isinstance(other, int):
        return min(one, other)
    return np.minimum(one, other)


def most(one: Number, other: Number) -> Number:
    """The larger of two."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return np.maximum(one, other)


def either(fact: Fact, yes: Number, no: Number) -> Number:
    """One value where a fact holds, another where it doesn't."""
    return (yes if fact else no) if isinstance(fact, int) else np.where(fact, yes, no)


def isnt(fact: Fact) -> Fact:
    """The contrary of a fact."""
    return not fact if isinstance(fact, int) else ~fact


def some(fact: Fact) -> bool:
    """Whether a fact holds for any course."""
    return bool(fact) if isinstance(fact, int) else bool(fact.any())


def every(fact: Fact) -> bool:
    """Whether a fact holds for all courses."""
    return bool(fact) if isinstance(fact, int) else bool(fact.all())


def shared(column: Number) -> Number:
    """The one number of a column that holds the same on every row; else the column."""
    first = column[0]
    return first.item() if column[-1] == first and (column == first).all() else column
