"""A list worked on beside the page, in memory: small steps, a share done, an end on request."""

import time
from collections.abc import Sequence
from itertools import chain
from threading import BoundedSemaphore, Thread

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.chunk_results import estimated
from estimator.lists.files.bounds import check_bytes, check_length
from estimator.lists.files.chunks import in_pieces
from estimator.lists.files.csv_read import LINE_END, Dialect
from estimator.lists.files.upload import ON_PAGE, Reader
from estimator.lists.frames import Ground

STEP = 4_096
"""Rows between two breaths, in which other visitors get their turn."""
BREATH = 0.005
AT_ONCE = BoundedSemaphore(2)
"""Lists worked on at the same time; the others wait."""


class Job:
    """One list on its way. `refused` holds why it can't be done, `rows` the result, `lines` piece
    by piece where its rows stand in the file."""

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
        """How much is done, from 0 to 1."""
        return 1.0 if self.over else self.done / max(self.expected, self.done, 1)

    def cancel(self) -> None:
        """Ends the work at the next step, and the reading at once."""
        self.cancelled = True
        if self.reader:
            self.reader.stop()

    def work(self, content: bytes, ground: Ground) -> None:
        """Does the whole list, whatever may be wrong with it."""
        try:
            with AT_ONCE:
                self.rows = self.estimate(content, ground)
        except InvalidAnswer as refusal:
            self.refused = None if self.cancelled else refusal
        except Exception:  # nothing of a list may reach a log
            self.refused = InvalidAnswer("file", given=self.name, reason="unreadable")
        finally:
            self.over = True

    def estimate(self, content: bytes, ground: Ground) -> pa.Table | None:
        """The rows with their results; None where the work was ended."""
        parts: list[pa.Table] = []
        held = 0
        with Reader(content, self.name, ON_PAGE) as self.reader:
            chunks, told, self.dialect = self.reader.begin()
            check_length(told)
            self.expected = rows_expected(content, self.reader.ending, told)
            for step in chain.from_iterable(in_pieces(chunk, STEP) for chunk in chunks):
                if self.cancelled:
                    return None
                found = estimated(step, ground)
                parts.append(found.rows)
                self.lines.append(step.lines)
                self.done += len(found.rows)
                self.errors += found.errors
                held += found.rows.nbytes
                check_length(self.done)
                check_bytes(held)
                time.sleep(BREATH)
        return pa.concat_tables(parts)


def rows_expected(content: bytes, ending: str, told: int) -> int:
    """About how many rows a file holds."""
    return content.count(LINE_END) if ending == ".csv" else told
