"""Places in tables, and where they were looked up themselves."""

from functools import cached_property
from typing import Any, NamedTuple

from estimator.engine.columns import Fact, Ints, Number

NOWHERE = -1
"""No place at all in a table."""


class Field(NamedTuple):
    """One field of a table, its cells in a row."""

    cells: Ints
    few: Ints
    """The only cells that come into question."""
    sizes: tuple[int, ...]
    """How many cells there are along each column that leads to them."""
    places: bool
    """The cells are places in other tables."""


class Cells:
    """The cell of each row, by the columns that lead to it; counted when it is asked for."""

    def __init__(self, columns: tuple[Number, ...], sizes: tuple[int, ...]) -> None:
        self.columns = columns
        self._sizes = sizes
        self._rows: Any = None

    @property
    def rows(self) -> Ints:
        """The cells, a row a course."""
        if self._rows is None:
            places: list[Any] = [getattr(each, "column", each) for each in self.columns]
            cell = places[0]
            for size, place in zip(self._sizes[1:], places[1:], strict=True):
                cell = cell * size + place
            self._rows = cell
        found: Ints = self._rows
        return found


class Places:
    """A column of places in a table, and the only ones that may be among them."""

    def __init__(self, column: Ints, among: tuple[int, ...]) -> None:
        self.column = column
        self.among = among


class PlacesFound(Places):
    """Places that were looked up themselves, and where."""

    def __init__(self, field: Field, at: Cells) -> None:
        self.field = field
        self.at = at
        self.among = tuple(set(field.cells[field.few].tolist()))

    @cached_property
    def column(self) -> Ints:  # type: ignore[override]
        """The places themselves, taken when they are asked for."""
        return self.field.cells.take(self.at.rows)

    def lead_to(self, axes: tuple[Number, ...]) -> list[int] | None:
        """Of each column among some axes: 0 where it is these places, else 1, 2 … where it is the
        first, second … that led to them. None where there is any other."""
        known = (self, *self.at.columns)
        found = [
            next((n for n, each in enumerate(known) if each is axis), None)
            for axis in axes
            if not isinstance(axis, int)
        ]
        return None if None in found else found  # type: ignore[return-value]


def exists(place: Number) -> Fact:
    """Whether something stands at a place: NOWHERE is none."""
    if not isinstance(place, Places):
        return place != NOWHERE
    return place.column != NOWHERE if NOWHERE in place.among else True
