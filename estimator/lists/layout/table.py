"""The columns and rows of a table, without what is empty and without heads that are repeated."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.layout.header import Line
from estimator.lists.layout.names import unique_names

MOST_COLUMNS = 1_000


class Layout(NamedTuple):
    """A table: the places of its columns among those of the file, their names, and the lines above
    its rows."""

    places: Sequence[int]
    names: Sequence[str]
    above: Sequence[Line]


def layout_of(
    heads: Sequence[str], above: Sequence[Line], filled: Iterable[int], first: int = 0
) -> Layout:
    """The columns with a head, and those with a filled cell. Refuses too many of them. `first`: the
    place of the first column in its sheet."""
    places = sorted({*filled, *(place for place, head in enumerate(heads) if head)})
    check_number(len(places))
    wide = [*heads, *[""] * (max(places, default=0) + 1 - len(heads))]
    names = unique_names(wide, first)
    return Layout(places, [names[place] for place in places], above)


def check_number(columns: int) -> None:
    """Refuses too many columns."""
    if columns > MOST_COLUMNS:
        allowed = (MOST_COLUMNS,)
        raise InvalidAnswer("columns", given=columns, reason="columns_many", allowed=allowed)


def text_schema(names: Sequence[str]) -> pa.Schema:
    """Columns of text."""
    return pa.schema([(name, pa.string()) for name in names])


def no_rows_in(rows: pa.Table, layout: Layout) -> Any:
    """Which lines of a table are no rows: they are empty, or repeat one above the rows."""
    none = empty_rows(rows)
    for line in layout.above:
        cells = [line[place] if place < len(line) else "" for place in layout.places]
        none |= repeating(cells, rows)
    return none


def is_empty(column: Any) -> Any:
    """Which cells of a column of text are empty or only spaces."""
    return pc.fill_null(pc.or_kleene(column.is_null(), pc.utf8_is_space(column)), True)


def has_text(column: Any) -> bool:
    """Whether a cell of a column of text is filled."""
    return column.null_count < len(column) and not pc.all(is_empty(column)).as_py()


def empty_rows(rows: pa.Table) -> Any:
    """Which rows have no filled cell."""
    return all_of(len(rows), (partial(is_empty, column) for column in rows.columns))


def repeating(line: Line, rows: pa.Table) -> Any:
    """Which rows have the cells of a line; of one without any, none."""
    # Filled cells first: seldom does any row have one of them.
    places = sorted(range(len(line)), key=lambda place: not line[place])
    if not any(line):
        return np.zeros(len(rows), np.bool_)
    return all_of(len(rows), (partial(has_cell, rows.column(it), line[it]) for it in places))


def has_cell(column: Any, cell: str) -> Any:
    """Which cells of a column are a certain one."""
    return pc.fill_null(pc.equal(column, cell), False) if cell else is_empty(column)


def all_of(rows: int, conditions: Iterable[Callable[[], Any]]) -> Any:
    """Which rows meet all conditions; asks no more of them than it takes."""
    met = np.ones(rows, np.bool_)
    for condition in conditions:
        if not met.any():
            break
        met &= condition().to_numpy()
    return met
