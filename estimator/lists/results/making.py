"""A result made into a file in a thread beside the page, with progress and a way to cancel."""

import time
from collections.abc import Mapping
from io import BytesIO
from threading import BoundedSemaphore

import pyarrow as pa

from estimator.lists.beside.work import PAUSE, Work
from estimator.lists.files.column_format import ColumnFormat
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.formats import writing

STEP = 4_096
"""Rows between two pauses."""
AT_ONCE = BoundedSemaphore(2)
"""Files made at the same time; the others wait."""


class Making(Work):
    """One file being made of rows: `content` once it is `over`."""

    failed = "not_made"

    def __init__(
        self, rows: pa.Table, name: str, dialect: Dialect, formats: Mapping[str, ColumnFormat]
    ) -> None:
        super().__init__(name, len(rows), AT_ONCE)
        self.rows = rows
        self.content: bytes | None = None
        self.start(dialect, formats)

    def do(self, dialect: Dialect, formats: Mapping[str, ColumnFormat]) -> bool:
        """Makes the file."""
        content = self.made(dialect, formats)
        self.held.take(len(content or b""))
        self.content = content
        return content is not None

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
