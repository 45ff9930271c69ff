"""A list read in a thread beside the page, with a first look at it."""

from collections.abc import Mapping
from threading import BoundedSemaphore, Thread
from typing import NamedTuple

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.heads import known_heads
from estimator.lists.columns.model import ListColumns
from estimator.lists.columns.normal import normal_head
from estimator.lists.errors.merging import corrected_from, merged
from estimator.lists.errors.wrong_rows import NUMBER, WHY
from estimator.lists.files.bounds import check_bytes, check_length
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.column_format import ColumnFormat
from estimator.lists.files.contents import NO_FORMATS
from estimator.lists.files.csv_read import LINE_END, Dialect
from estimator.lists.files.upload import ON_PAGE, Reader
from estimator.lists.first_look.look import Look, look_at
from estimator.lists.memory import ROOM, SHORT, Share

READ_AT_ONCE = BoundedSemaphore(2)
"""Lists read at the same time; the others wait."""


class Opened(NamedTuple):
    """A list in memory: its rows in chunks, the first of which has none."""

    name: str
    chunks: tuple[Chunk, ...]
    dialect: Dialect
    formats: Mapping[str, ColumnFormat] = NO_FORMATS
    """How the columns of a sheet look."""
    held: Share | None = None
    """What it takes of the memory for lists, as long as anything holds it."""

    @property
    def length(self) -> int:
        """The number of rows."""
        return sum(len(chunk.rows) for chunk in self.chunks)

    def look(self, told: ListColumns | None = None) -> Look:
        """What its columns mean. Raises `InvalidAnswer`."""
        return look_at(self.chunks[:2][-1].rows, told)

    def mended(self, corrected: "Opened") -> "Opened":
        """The same list with the rows of a corrected file in the place of those with their numbers
        (see `errors/merging.py`). Raises `InvalidAnswer`."""
        rows = corrected_from(corrected.chunks)
        return self._replace(chunks=tuple(merged(self.chunks, rows)))


class Opening:
    """One list being read: `opened` once it is `over`, or `refused`, or neither if cancelled.
    `sheet` is the one to read of a workbook with several; `waiting`: others come first."""

    def __init__(self, content: bytes, name: str, sheet: str = "") -> None:
        self.name = name
        self.sheet = sheet
        self.expected = 0
        self.done = 0
        self.cancelled = False
        self.refused: InvalidAnswer | None = None
        self.opened: Opened | None = None
        self.reader: Reader | None = None
        self.held = Share(ROOM)
        self.waiting = True
        self.over = False
        Thread(target=self.work, args=(content,), daemon=True).start()

    @property
    def share(self) -> float:
        """The progress, from 0 to 1."""
        return 1.0 if self.over else self.done / max(self.expected, self.done, 1)

    def cancel(self) -> None:
        """Stops the reader at once."""
        self.cancelled = True
        if self.reader:
            self.reader.stop()

    def known(self) -> frozenset[str]:
        """The heads by which its header is found."""
        return known_heads()

    def work(self, content: bytes) -> None:
        """Runs in the thread: reads the list and keeps any error."""
        try:
            if len(content) > SHORT:
                ROOM.wait(lambda: self.cancelled)
            with READ_AT_ONCE:
                self.waiting = False
                self.held.take(len(content))
                self.opened = None if self.cancelled else self.read(content)
        except InvalidAnswer as refusal:
            self.refused = None if self.cancelled else refusal
        except Exception:  # no content of a list may reach a log
            self.refused = InvalidAnswer("file", given=self.name, reason="unreadable")
        finally:
            self.over = True

    def read(self, content: bytes) -> Opened | None:
        """The whole list; None if cancelled."""
        chunks: list[Chunk] = []
        held = 0
        with Reader(content, self.name, ON_PAGE, self.known(), self.sheet) as self.reader:
            contents = self.reader.begin()
            check_length(contents.rows or 0, self.name)
            # A text does not contain its number of rows.
            self.expected = contents.rows or content.count(LINE_END)
            for chunk in contents.chunks:
                if self.cancelled:
                    return None
                chunks.append(chunk)
                self.done += len(chunk.rows)
                held += chunk.rows.nbytes
                check_length(self.done, self.name)
                check_bytes(held)
                self.held.take(chunk.rows.nbytes)
        return Opened(self.name, tuple(chunks), contents.dialect, contents.formats, self.held)


class Mending(Opening):
    """A corrected file being read, and its rows taken into their list: `opened` is then that list,
    and `done` says how many rows were taken."""

    def __init__(self, whole: Opened, content: bytes, name: str, sheet: str = "") -> None:
        self.whole = whole
        super().__init__(content, name, sheet)

    def known(self) -> frozenset[str]:
        """The heads that are known, and those of the list."""
        own = self.whole.chunks[0].rows.column_names
        return super().known().union(map(normal_head, (*own, NUMBER, WHY)))

    def read(self, content: bytes) -> Opened | None:
        """The list with its corrected rows; None if cancelled."""
        corrected = super().read(content)
        if corrected is None:
            return None
        mended = self.whole.mended(corrected)
        self.held.take(sum(chunk.rows.nbytes for chunk in mended.chunks))
        return mended._replace(held=self.held)
