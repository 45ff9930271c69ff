"""A list estimated in a thread beside the page, in memory, with progress and a way to cancel."""

import time
from collections.abc import Iterator, Sequence
from itertools import chain
from threading import BoundedSemaphore, Thread

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.answered import Ground
from estimator.lists.chunk_results import estimated, wrong_rows
from estimator.lists.errors.groups import Kind, error_groups
from estimator.lists.errors.tally import Tally, together
from estimator.lists.files.bounds import check_bytes, check_length
from estimator.lists.files.chunks import Chunk, in_pieces
from estimator.lists.frames import ADDED
from estimator.lists.memory import ROOM, Share
from estimator.lists.opening import Opened
from estimator.lists.plan_chunks import between_plans
from estimator.lists.plan_rows import PLAN
from estimator.lists.row_figures import row_figures
from estimator.lists.summary.cells import RowFigures, all_rows
from estimator.lists.summary.figures import ListFigures, list_figures

STEP = 4_096
"""Rows between two pauses, in which other visitors get their turn."""
STEP_OF_PLANS = 128
"""The same in a list with plans, whose rows take longer."""
PAUSE = 0.005
AT_ONCE = BoundedSemaphore(2)
"""Lists estimated at the same time; the others wait."""


def steps_of(opened: Opened, ground: Ground) -> Iterator[Chunk]:
    """A list in the pieces that are worked on at a time. Refuses one that is too long."""
    plans = ground.columns.sources().get(PLAN)
    check_length(opened.length, opened.name, planned=plans is not None)
    at_once = STEP_OF_PLANS if plans else STEP
    pieces = chain.from_iterable(in_pieces(chunk, at_once) for chunk in opened.chunks)
    yield from between_plans(pieces, plans)


class Job:
    """One list being estimated: `rows` is the result, `refused` why there is none, `lines` the line
    numbers of the rows in the file, piece by piece, `tally` the errors by kind, `figures` what its
    courses come to, `waiting` whether others come first."""

    def __init__(self, opened: Opened, ground: Ground) -> None:
        self.opened = opened
        self.ground = ground
        self.tally: Tally = {}
        self.language = ground.words.language
        self.expected = opened.length
        self.done = 0
        self.errors = 0
        self.cancelled = False
        self.refused: InvalidAnswer | None = None
        self.rows: pa.Table | None = None
        self.figures = ListFigures()
        self.lines: list[Sequence[int]] = []
        self.held = Share(ROOM)
        self.waiting = True
        self.over = False
        Thread(target=self.work, args=(ground,), daemon=True).start()

    @property
    def share(self) -> float:
        """The progress, from 0 to 1."""
        return 1.0 if self.over else self.done / max(self.expected, self.done, 1)

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of errors, those of most rows first."""
        return error_groups(self.tally, self.ground.words, self.ground.columns)

    def wrong_rows(self) -> pa.Table:
        """The rows with an error, with their numbers and why, to be corrected."""
        return wrong_rows(self.rows, [*chain.from_iterable(self.lines)])

    def cancel(self) -> None:
        """Stops the estimating at the next step."""
        self.cancelled = True

    def work(self, ground: Ground) -> None:
        """Runs in the thread: estimates the list and keeps any error."""
        try:
            with AT_ONCE:
                self.waiting = False
                self.rows = self.estimate(ground)
        except InvalidAnswer as refusal:
            self.refused = None if self.cancelled else refusal
        except Exception:  # no content of a list may reach a log
            self.refused = InvalidAnswer("file", given=self.opened.name, reason="unreadable")
        finally:
            self.over = True

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
        self.figures = list_figures(all_rows(figures))
        return pa.concat_tables(parts)
