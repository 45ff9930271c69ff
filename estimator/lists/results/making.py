"""A result made into a file in a thread beside the page, with progress and a way to cancel."""

import time
from collections.abc import Mapping
from io import BytesIO
from threading import BoundedSemaphore, Thread

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.column_format import ColumnFormat
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.formats import writing
from estimator.operations.journal import note_fault

EVENT = "file_failed"
STEP = 4_096
"""Rows between two pauses, in which other visitors get their turn."""
PAUSE = 0.005
AT_ONCE = BoundedSemaphore(2)
"""Files made at the same time; the others wait."""


class Making:
    """One file being made of rows: `content` once it is `over`, or `refused`, or neither if
    cancelled."""

    def __init__(
        self, rows: pa.Table, name: str, dialect: Dialect, formats: Mapping[str, ColumnFormat]
    ) -> None:
        self.rows = rows
        self.name = name
        self.expected = len(rows)
        self.done = 0
        self.cancelled = False
        self.refused: InvalidAnswer | None = None
        self.content: bytes | None = None
        self.waiting = True
        self.over = False
        Thread(target=self.work, args=(dialect, formats), daemon=True).start()

    @property
    def share(self) -> float:
        """The progress, from 0 to 1."""
        return 1.0 if self.over else self.done / max(self.expected, 1)

    def cancel(self) -> None:
        """Stops the making at the next step."""
        self.cancelled = True

    def work(self, dialect: Dialect, formats: Mapping[str, ColumnFormat]) -> None:
        """Runs in the thread: makes the file and keeps any error."""
        try:
            with AT_ONCE:
                self.waiting = False
                self.content = self.made(dialect, formats)
        except InvalidAnswer as refusal:
            self.refused = refusal
        except Exception as fault:  # no content of a list may reach a log
            note_fault(EVENT, fault)
            self.refused = InvalidAnswer("file", given=self.name, reason="not_made")
        finally:
            self.over = True

    def made(self, dialect: Dialect, formats: Mapping[str, ColumnFormat]) -> bytes | None:
        """The file; None if cancelled."""
        stream = BytesIO()
        with writing(stream, self.name, dialect, formats) as writer:
            # A result without rows has its heads.
            for begin in range(0, max(self.expected, 1), STEP):
                if self.cancelled:
                    break
                some = self.rows.slice(begin, STEP)
                writer.write(writer.ready(some))
                self.done += len(some)
                time.sleep(PAUSE)
        return None if self.cancelled else stream.getvalue()
