"""A list estimated in a thread beside the page, in memory, with progress and a way to cancel."""

import time
from collections.abc import Iterator, Sequence
from itertools import chain
from threading import BoundedSemaphore

import pyarrow as pa

from estimator.lists.answered import Ground
from estimator.lists.beside.work import PAUSE, Work
from estimator.lists.chunk_results import estimated, wrong_rows
from estimator.lists.errors.groups import Kind, error_groups
from estimator.lists.errors.tally import Tally, together
from estimator.lists.files.bounds import check_bytes, check_length
from estimator.lists.files.chunks import Chunk, in_pieces
from estimator.lists.frames import ADDED
from estimator.lists.opening import Opened
from estimator.lists.plan_chunks import between_plans
from estimator.lists.plan_rows import PLAN
from estimator.lists.row_figures import row_figures
from estimator.lists.summary.before_after import NOTHING_LEFT, rows_left
from estimator.lists.summary.cells import RowFigures, all_rows
from estimator.lists.summary.figures import ListFigures, list_figures

STEP = 4_096
"""Rows between two pauses, in which other visitors get their turn."""
STEP_OF_PLANS = 128
"""The same in a list with plans, whose rows take longer."""
AT_ONCE = BoundedSemaphore(2)
"""Lists estimated at the same time; the others wait."""


def steps_of(opened: Opened, ground: Ground) -> Iterator[Chunk]:
    """A list in the pieces that are worked on at a time. Refuses one that is too long."""
    plans = ground.columns.sources().get(PLAN)
    check_length(opened.length, opened.name, planned=plans is not None)
    at_once = STEP_OF_PLANS if plans else STEP
    pieces = chain.from_iterable(in_pieces(chunk, at_once) for chunk in opened.chunks)
    yield from between_plans(pieces, plans)


class Job(Work):
    """One list being estimated: `rows` is the result, `lines` the line numbers of the rows in the
    file, piece by piece, `tally` the errors by kind, `figures` what its courses come to, `left`
    what each leaves to pay."""

    def __init__(self, opened: Opened, ground: Ground) -> None:
        super().__init__(opened.name, opened.length, AT_ONCE)
        self.opened = opened
        self.ground = ground
        self.language = ground.words.language
        self.tally: Tally = {}
        self.errors = 0
        self.rows: pa.Table | None = None
        self.figures = ListFigures()
        self.left = NOTHING_LEFT
        self.lines: list[Sequence[int]] = []
        self.start()

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of errors, those of most rows first."""
        return error_groups(self.tally, self.ground.words, self.ground.columns)

    def wrong_rows(self) -> pa.Table:
        """The rows with an error, with their numbers and why, to be corrected."""
        return wrong_rows(self.rows, [*chain.from_iterable(self.lines)])

    def do(self) -> bool:
        """Estimates the list."""
        self.rows = self.estimate(self.ground)
        return self.rows is not None

    def estimate(self, ground: Ground) -> pa.Table | None:
        """The rows with their results; None if cancelled."""
        parts: list[pa.Table] = []
        figures: list[RowFigures] = []
        held = 0
        for step in steps_of(self.opened, ground):
            if self.cancelled:
                return None
            found = estimated(step, ground)
            parts.append(found.rows)
            figures.append(row_figures(found.priced, ground.sheet))
            self.lines.append(step.lines)
            self.done += len(found.rows)
            self.errors += found.errors
            self.tally = together(self.tally, found.tally)
            held += found.rows.nbytes
            check_bytes(held)
            self.held.take(found.rows.select(ADDED).nbytes)
            time.sleep(PAUSE)
        every = all_rows(figures)
        self.figures, self.left = list_figures(every), rows_left(every)
        self.held.take(sum(of.nbytes for of in self.left))
        return pa.concat_tables(parts)
