"""Tables of whole numbers: one course looks up one cell, columns of courses a column of cells.

Much of what columns look up is the same on every row: then it comes as one number, and the rules
go on with that. And tables lead to tables: what stands at places that were looked up themselves
is worked out once for all cells of the first table, not for each row.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from estimator.engine.columns import Ints, Number
from estimator.engine.places import Cells, Field, PlacesFound

SHORT = 1 << 30
"""Numbers below it are kept short: columns of them are worked on twice as fast."""


class Found(NamedTuple):
    """What a table holds for some columns: a number or a field each, and the cell of each row."""

    fields: Sequence[int | Field]
    at: Cells

    def column(self, n: int) -> Number:
        """The cells of one field; one number where they are all the same."""
        field = self.fields[n]
        if isinstance(field, int):
            return field
        return PlacesFound(field, self.at) if field.places else field.cells.take(self.at.rows)


class Record:
    """The fields of a table by their names, each column taken when it is asked for."""

    def __init__(self, names: Sequence[str], found: Found) -> None:
        self._names = names
        self._found = found

    def __getattr__(self, name: str) -> Any:
        column = self._found.column(self._names.index(name))
        setattr(self, name, column)
        return column


class Table:
    """Whole numbers looked up by their axes, one cell or a column of cells at a time."""

    def __init__(self, cells: npt.ArrayLike, *, places: bool = False) -> None:
        """`places`: the numbers are places in other tables."""
        array: Any = np.array(cells)
        short = not places and array.dtype == np.int64 and abs(array).max() < SHORT
        self.array = array.astype(np.int32) if short else array
        self.lists = array.tolist()
        self.places = places
        self._known: dict[Any, list[int | Field]] = {}
        self._days: Ints | None = None

    def __call__(self, *axes: Number) -> Number:
        """The cells at these places; a last axis left out gives the fields in turn."""
        found = self.lists
        for axis in axes:
            if not isinstance(axis, int):
                columns = self._found(axes)
                if len(axes) == self.array.ndim:
                    return columns.column(0)
                return [columns.column(n) for n in range(len(columns.fields))]
            found = found[axis]
        return found

    def record(self, kind: Any, *axes: Number) -> Any:
        """The fields at these places by their names."""
        if all(isinstance(axis, int) for axis in axes):
            return kind(*self(*axes))
        return Record(kind._fields, self._found(axes))

    def position(self, value: Number) -> Number:
        """In a table that rises by steps not too long: the place of the last cell up to a value."""
        if isinstance(value, int):
            return bisect_right(self.lists, value) - 1
        if self._days is None:
            self._days = np.repeat(np.arange(-1, len(self.lists) - 1), [1, *self._steps()])
        return self._days.take(value - (self.lists[0] - 1), mode="clip")

    def _steps(self) -> Ints:
        """How long each cell is the last one; the one before the last, which is past all, once."""
        steps: Ints = np.diff(self.array)
        steps[-1] = 1
        return steps

    def _found(self, axes: tuple[Number, ...]) -> Found:
        for axis in axes:
            if isinstance(axis, PlacesFound) and (led := axis.lead_to(axes)) is not None:
                return Found(self._fields_through(axis.field, axes, led), axis.at)
        return self._found_among(axes)

    def _found_among(self, axes: tuple[Number, ...]) -> Found:
        """What stands at columns of places, of which only a few may come into question."""
        columns = [n for n, axis in enumerate(axes) if not isinstance(axis, int)]
        sizes = tuple(self.array.shape[n] for n in columns)
        key = tuple(
            axis if isinstance(axis, int) else getattr(axis, "among", None) for axis in axes
        )
        fields = self._known.get(key)
        if fields is None:
            few = [
                range(size) if key[n] is None else key[n]
                for n, size in zip(columns, sizes, strict=True)
            ]
            cells = np.ravel_multi_index(np.ix_(*few), sizes, mode="wrap").ravel()
            told = self.places and any(key[n] is not None for n in columns)
            part = self.array[
                tuple(axis if isinstance(axis, int) else slice(None) for axis in axes)
            ]
            like = Field(cells, cells, sizes, told)
            fields = self._known.setdefault(key, self._fields(part, len(axes), like))
        return Found(fields, Cells(tuple(axes[n] for n in columns), sizes))

    def _fields_through(
        self, field: Field, axes: tuple[Number, ...], led: Sequence[int]
    ) -> list[int | Field]:
        """What stands at the places of another table's field, cell by cell of that table."""
        ints = tuple(axis if isinstance(axis, int) else None for axis in axes)
        key = (id(field), ints, tuple(led))
        fields = self._known.get(key)
        if fields is None:
            by = (field.cells, *np.unravel_index(np.arange(len(field.cells)), field.sizes))
            columns = (by[n] for n in led)
            part = self.array[tuple(next(columns) if axis is None else axis for axis in ints)]
            like = field._replace(places=self.places)
            fields = self._known.setdefault(key, self._fields(part, len(axes), like))
        return fields

    def _fields(self, part: Any, axes: int, like: Field) -> list[int | Field]:
        """Each field of a part: one number where all cells that come into question are the same."""
        count = 1 if axes == self.array.ndim else self.array.shape[-1]
        found: list[int | Field] = []
        for cells in part.reshape(-1, count).T:
            values = cells[like.few]
            same = bool((values == values[0]).all())
            field = like._replace(cells=np.ascontiguousarray(cells))
            found.append(values[0].item() if same else field)
        return found
