"""A list worked on beside the page, in memory: small steps, a share done, an end on request."""

import time
from collections.abc import Sequence
from io import BytesIO
from threading import BoundedSemaphore, Thread
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from estimator.advisor.bounds import check_bytes, check_length, check_unpacked
from estimator.advisor.chunks import Chunk, estimated
from estimator.advisor.csv_read import Dialect
from estimator.advisor.files import ending_of, reading
from estimator.advisor.frames import Ground
from estimator.advisor.parquet_size import check_footer
from estimator.engine.errors import InvalidAnswer

STEP = 4_096
"""Rows between two breaths, in which other visitors get their turn."""
BREATH = 0.005
AT_ONCE = BoundedSemaphore(2)
"""Lists worked on at the same time; the others wait."""
#: Bytes of a row, for the share of a list whose number of rows isn't known beforehand.
ROW_BYTES = 60


class Job:
    """One list on its way. `refused` holds why it can't be done, `rows` the result, `lines` piece
    by piece where its rows stand in the file."""

    def __init__(self, content: bytes, name: str, ground: Ground) -> None:
        self.name = name
        self.language = ground.words.language
        self.expected = rows_expected(content, name)
        self.done = 0
        self.errors = 0
        self.cancelled = False
        self.refused: InvalidAnswer | None = None
        self.rows: pa.Table | None = None
        self.lines: list[Sequence[int]] = []
        self.dialect = Dialect()
        self.over = False
        Thread(target=self.work, args=(content, ground), daemon=True).start()

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return 1.0 if self.over else self.done / max(self.expected, self.done, 1)

    def cancel(self) -> None:
        """Ends the work at the next step."""
        self.cancelled = True

    def work(self, content: bytes, ground: Ground) -> None:
        """Does the whole list, whatever may be wrong with it."""
        try:
            with AT_ONCE:
                self.rows = self.estimate(content, ground)
        except InvalidAnswer as refusal:
            self.refused = refusal
        except Exception:  # nothing of a list may reach a log
            self.refused = InvalidAnswer("file", given=self.name, reason="unreadable")
        finally:
            self.over = True

    def estimate(self, content: bytes, ground: Ground) -> pa.Table | None:
        """The rows with their results; None where the work was ended."""
        check_unpacked(content, self.name)
        chunks, self.dialect = reading(BytesIO(content), self.name)
        parts: list[pa.Table] = []
        held = 0
        for chunk in chunks:
            for step in steps(chunk):
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


def steps(chunk: Chunk) -> list[Chunk]:
    """A chunk in small pieces, the rows of another width with theirs."""
    begins = range(0, max(len(chunk.rows), 1), STEP)
    return [
        Chunk(
            chunk.rows.slice(begin, STEP),
            tuple((n - begin, w) for n, w in chunk.widths if begin <= n < begin + STEP),
            chunk.lines[begin : begin + STEP],
        )
        for begin in begins
    ]


def rows_expected(content: bytes, name: str) -> int:
    """About how many rows a file holds; 0 where it can't tell."""
    try:
        ending = ending_of(name)
        if ending == ".parquet":
            check_footer(content)
            count: Any = pq.read_metadata(BytesIO(content)).num_rows
            return int(count)
    except (InvalidAnswer, ValueError, pa.ArrowException):
        return 0
    return content.count(b"\n") if ending == ".csv" else len(content) // ROW_BYTES
