"""Corrected rows take the place of the wrong ones in their list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.errors.mended_cells import mended_column
from estimator.lists.errors.wrong_rows import NUMBER, WHY
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.csv_write import harmless

MOST_CORRECTED = 200_000
"""Rows of a corrected file, which is held in memory."""
NAMED = 5
"""How many numbers or columns a refusal names."""
#: A line number as Excel may have left it.
LINE = re.compile(r"\s*([0-9]{1,12})(?:[.,]0+)?\s*")


class Corrected(NamedTuple):
    """The rows of a corrected file, and the line of the list that each is for."""

    rows: pa.Table
    lines: Sequence[int]


def corrected_from(chunks: Iterable[Chunk]) -> Corrected:
    """The rows of a corrected file. Raises `InvalidAnswer` for one without usable numbers, with a
    number twice, with rows of another width than its header, or with too many."""
    parts: list[pa.Table] = []
    lines: list[int] = []
    for chunk in chunks:
        if NUMBER not in chunk.rows.column_names:
            raise InvalidAnswer(NUMBER, given="", reason="corrected_unnumbered")
        for row, _ in chunk.widths[:1]:
            raise InvalidAnswer(NUMBER, given=chunk.lines[row], reason="corrected_width")
        parts.append(chunk.rows)
        lines.extend(map(line_from, chunk.rows[NUMBER].to_pylist()))
        if len(lines) > MOST_CORRECTED:
            allowed = (MOST_CORRECTED,)
            raise InvalidAnswer(NUMBER, given="", reason="corrected_many", allowed=allowed)
    if twice := [line for line, times in Counter(lines).items() if times > 1]:
        raise InvalidAnswer(NUMBER, given=some(sorted(twice)), reason="corrected_twice")
    return Corrected(pa.concat_tables(parts), lines)


def line_from(cell: Any) -> int:
    """The number in a cell: 12, 12.0 or 12,0."""
    found = LINE.fullmatch(str(cell)) if cell is not None else None
    if not found:
        given = "" if cell is None else str(cell)
        raise InvalidAnswer(NUMBER, given=given, reason="corrected_number")
    return int(found[1])


def merged(chunks: Iterable[Chunk], corrected: Corrected) -> Iterator[Chunk]:
    """A list with its corrected rows, in its own order and types.

    Columns that the corrected file lacks keep their values. Raises `InvalidAnswer` for a column or
    a line that the list doesn't have, the latter at its end, and for a cell that doesn't fit the
    type of its column.
    """
    left = set(corrected.lines)
    for chunk in chunks:
        sources = sources_of(chunk.rows.column_names, corrected.rows.column_names)
        lines = np.asarray(chunk.lines, np.int64)
        rows = np.flatnonzero(np.isin(lines, corrected.lines))
        yield with_rows(chunk, rows, corrected, sources) if len(rows) else chunk
        left.difference_update(lines[rows].tolist())
    if left:
        raise InvalidAnswer(NUMBER, given=some(sorted(left)), reason="corrected_unknown")


def sources_of(own: Sequence[str], corrected: Sequence[str]) -> dict[str, str]:
    """By head of the list, that of the corrected file: the same, or as our CSV files write it."""
    written = dict(zip(harmless(pa.array(own, pa.string())).to_pylist(), own, strict=True))
    heads = {head: written.get(head, head) for head in corrected if head not in (NUMBER, WHY)}
    if unknown := [head for head, name in heads.items() if name not in own]:
        raise InvalidAnswer("columns", given=some(unknown), reason="corrected_columns")
    return {name: head for head, name in heads.items()}


def with_rows(chunk: Chunk, rows: Any, corrected: Corrected, sources: Mapping[str, str]) -> Chunk:
    """A chunk with corrected rows in the place of `rows`."""
    place = {line: n for n, line in enumerate(corrected.lines)}
    lines = [chunk.lines[row] for row in rows.tolist()]
    old = chunk.rows.take(rows)
    new = corrected.rows.take([place[line] for line in lines])
    columns = [
        mended_column(name, new[sources[name]], old[name], lines) if name in sources else old[name]
        for name in old.column_names
    ]
    mended = pa.table(columns, schema=chunk.rows.schema)
    order = np.arange(len(chunk.rows))
    order[rows] = len(order) + np.arange(len(rows))
    both = pa.concat_tables([chunk.rows, mended]).unify_dictionaries()
    widths = tuple(it for it in chunk.widths if it[0] not in {*rows.tolist()})
    return chunk._replace(rows=both.take(order), widths=widths)


def some(names: Sequence[object]) -> str:
    """The first of several names."""
    more = ", …" if len(names) > NAMED else ""
    return ", ".join(map(str, names[:NAMED])) + more
