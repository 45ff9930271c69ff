"""A file in chunks that cut no plan: its rows may lie on both sides of a cut of the reader."""

from collections.abc import Iterable, Iterator

from estimator.engine.plan.answers import MOST_COURSES
from estimator.lists.chunk_results import frame_of
from estimator.lists.columns.model import ListColumns
from estimator.lists.files.chunks import Chunk, joined, piece_of
from estimator.lists.plan_rows import PLAN, names_in, rows_apart, runs_in


def between_plans(chunks: Iterable[Chunk], column: str | None = PLAN) -> Iterator[Chunk]:
    """The same rows, cut between plans, with the rows that stand apart from theirs; `column` names
    the plans. The last plan of a chunk waits for the next chunk, unless it has too many rows
    already."""
    if column is None:
        yield from chunks
        return
    names = ListColumns({column: PLAN})
    seen: set[str] = set()
    waiting: Chunk | None = None
    for read in chunks:
        if column not in read.rows.column_names:
            yield read
            continue
        chunk = joined(waiting, read) if waiting else read
        runs = runs_in(names_in(frame_of(chunk.rows, names), PLAN))
        end = len(chunk.rows)
        last = runs[-1] if runs else None
        waits = last is not None and last.name is not None and len(last.rows) <= MOST_COURSES
        waiting = None
        if last and waits:
            waiting, end = piece_of(chunk, last.rows.start, end), last.rows.start
            del runs[-1]
        if end or not waiting:
            apart = rows_apart(runs, seen)
            yield piece_of(chunk, 0, end)._replace(apart=tuple(apart.items()))
    if waiting:
        runs = runs_in(names_in(frame_of(waiting.rows, names), PLAN))
        yield waiting._replace(apart=tuple(rows_apart(runs, seen).items()))
