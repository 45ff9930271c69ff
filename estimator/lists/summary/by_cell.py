"""Something told of each cell of a list, and so of any group of its courses."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from estimator.lists.summary.cells import CELLS, Cell

Told = TypeVar("Told")
BY = Cell._fields
"""What the courses may be told apart by."""


@dataclass(frozen=True)
class ByCell(ABC, Generic[Told]):
    """What is told, by cell in the order of CELLS; a cell without courses has nothing."""

    cells: Mapping[Cell, Told] = field(default_factory=dict)

    @staticmethod
    @abstractmethod
    def added(many: Iterable[Told]) -> Told:
        """What is told of several groups together."""

    @cached_property
    def whole(self) -> Told:
        """Of all courses."""
        return self.added(self.cells.values())

    @cached_property
    def by(self) -> Mapping[str, Mapping[str | bool, Told]]:
        """By each answer of BY, of the courses that gave it."""
        return {name: dict(self.by_answer(name)) for name in BY}

    def by_answer(self, name: str) -> Iterator[tuple[str | bool, Told]]:
        """By one answer, in the order of the contract."""
        for answer in dict.fromkeys(getattr(cell, name) for cell in CELLS):
            here = [told for cell, told in self.cells.items() if getattr(cell, name) == answer]
            if here:
                yield answer, self.added(here)
