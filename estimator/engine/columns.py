"""A number or a column of numbers: rules written once serve one course and a million.

The rules use + − × // and comparisons, which Python and numpy spell alike, and the few words below
for what they spell differently. On one course they run on Python's own integers, on a batch on
numpy columns: the same lines of code, so single and batch agree by construction.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: An int, or a numpy column of ints, one row a course (or a run).
Number: TypeAlias = Any
#: A bool, or a numpy column of bools.
Fact: TypeAlias = Any


def least(one: Number, other: Number) -> Number:
    """The smaller of two; the first tells whether they are columns."""
    return min(one, other) if isinstance(one, int) else np.minimum(one, other)


def most(one: Number, other: Number) -> Number:
    """The larger of two; the first tells whether they are columns."""
    return max(one, other) if isinstance(one, int) else np.maximum(one, other)


def either(fact: Fact, yes: Number, no: Number) -> Number:
    """One value where a fact holds, another where it doesn't."""
    return (yes if fact else no) if isinstance(fact, int) else np.where(fact, yes, no)


def isnt(fact: Fact) -> Fact:
    """The contrary of a fact."""
    return not fact if isinstance(fact, int) else ~fact


def some(fact: Fact) -> bool:
    """Whether a fact holds for any course."""
    return bool(fact) if isinstance(fact, int) else bool(fact.any())


class Table:
    """Whole numbers looked up by their axes, one cell or a column of cells at a time."""

    __slots__ = ("array", "flat", "lists", "places")

    def __init__(self, cells: Sequence[Any]) -> None:
        self.array = np.array(cells)
        self.lists = self.array.tolist()
        self.flat: Ints = np.ascontiguousarray(self.array.reshape(-1, self.array.shape[-1]).T)
        self.places: Ints | None = None

    def __call__(self, *axes: Number) -> Number:
        """The cells at these places; a last axis left out gives the fields in turn."""
        if isinstance(axes[0], int) and isinstance(axes[-1], int):
            found = self.lists
            for axis in axes:
                found = found[axis]
            return found
        cell = axes[0]
        for axis, size in zip(axes[1:], self.array.shape[1:], strict=False):
            cell = cell * size + axis
        if len(axes) == self.array.ndim:
            return self.array.take(cell)
        return [field.take(cell) for field in self.flat]

    def position(self, value: Number) -> Number:
        """In a table that rises by steps not too long: the place of the last cell up to a value."""
        if isinstance(value, int):
            return bisect_right(self.lists, value) - 1
        if self.places is None:
            self.places = np.repeat(np.arange(-1, len(self.lists) - 1), [1, *self._steps()])
        return self.places.take(value - (self.lists[0] - 1), mode="clip")

    def _steps(self) -> Ints:
        """How long each cell is the last one; the one before the last, which is past all, once."""
        steps = np.diff(self.array)
        steps[-1] = 1
        return steps
