"""A list estimated in a thread beside the page, in memory, with progress and a way to cancel."""

import time
from collections.abc import Sequence
from itertools import chain
from threading import BoundedSemaphore, Thread

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.chunk_results import estimated
from estimator.lists.files.bounds import check_bytes, check_length
from estimator.lists.files.chunks import Chunk, in_pieces
from estimator.lists.files.contents import with_columns
from estimator.lists.files.csv_read import LINE_END, Dialect
from estimator.lists.files.upload import ON_PAGE, Reader
from estimator.lists.frames import Ground
from estimator.lists.plan_chunks import between_plans
from estimator.lists.plan_rows import PLAN

STEP = 4_096
"""Rows between two pauses, in which other visitors get their turn."""
STEP_OF_PLANS = 128
"""The same in a list with plans, whose rows take longer."""
PAUSE = 0.005
AT_ONCE = BoundedSemaphore(2)
"""Lists estimated at the same time; the others wait."""


class Job:
    """One list being estimated: `rows` is the result, `refused` why there is none, `lines` the line
    numbers of the rows in the file, piece by piece."""

    def __init__(self, content: bytes, name: str, ground: Ground) -> None:
        self.name = name
        self.language = ground.words.language
        self.expected = 0
        self.done = 0
        self.errors = 0
        self.cancelled = False
        self.refused: InvalidAnswer | None = None
        self.rows: pa.Table | None = None
        self.lines: list[Sequence[int]] = []
        self.dialect = Dialect()
        self.reader: Reader | None = None
        self.over = False
        Thread(target=self.work, args=(content, ground), daemon=True).start()

    @property
    def share(self) -> float:
        """The progress, from 0 to 1."""
        return 1.0 if self.over else self.done / max(self.expected, self.done, 1)

    def cancel(self) -> None:
        """Stops the reader at once and the estimating at the next step."""
        self.cancelled = True
        if self.reader:
            self.reader.stop()

    def work(self, content: bytes, ground: Ground) -> None:
        """Runs in the thread: estimates the list and keeps any error."""
        try:
            with AT_ONCE:
                self.rows = self.estimate(content, ground)
        except InvalidAnswer as refusal:
            self.refused = None if self.cancelled else refusal
        except Exception:  # no content of a list may reach a log
            self.refused = InvalidAnswer("file", given=self.name, reason="unreadable")
        finally:
            self.over = True

    def estimate(self, content: bytes, ground: Ground) -> pa.Table | None:
        """The rows with their results; None if cancelled."""
        parts: list[pa.Table] = []
        held = 0
        with Reader(content, self.name, ON_PAGE) as self.reader:
            contents = self.reader.begin()
            chunks, self.dialect = with_columns(contents.chunks), contents.dialect
            check_length(contents.rows or 0)
            # A text does not contain its number of rows.
            self.expected = contents.rows or content.count(LINE_END)
            pieces = chain.from_iterable(in_pieces(chunk, step_of(chunk)) for chunk in chunks)
            for step in between_plans(pieces):
                if self.cancelled:
                    return None
                found = estimated(step, ground)
                parts.append(found.rows)
                self.lines.append(step.lines)
                self.done += len(found.rows)
                self.errors += found.errors
                held += found.rows.nbytes
                check_length(self.done, planned=has_plans(step))
                check_bytes(held)
                time.sleep(PAUSE)
        return pa.concat_tables(parts)


def has_plans(chunk: Chunk) -> bool:
    """Whether rows may be priced together."""
    return PLAN in chunk.rows.column_names


def step_of(chunk: Chunk) -> int:
    """How many rows to estimate between two pauses."""
    return STEP_OF_PLANS if has_plans(chunk) else STEP
