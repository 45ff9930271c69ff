"""A list read in a thread beside the page, with a first look at it."""

from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import NamedTuple

from estimator.lists.beside.memory import ROOM, SHORT, RoomTaken
from estimator.lists.beside.work import Work
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

READ_AT_ONCE = BoundedSemaphore(2)
"""Lists read at the same time; the others wait."""


class Opened(NamedTuple):
    """A list in memory: its rows in chunks, the first of which has none."""

    name: str
    chunks: tuple[Chunk, ...]
    dialect: Dialect
    formats: Mapping[str, ColumnFormat] = NO_FORMATS
    """How the columns of a sheet look."""

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


class Opening(Work):
    """One list being read: `opened` once it is `over`. `sheet` is the one to read of a workbook
    with several."""

    failed = "unreadable"

    def __init__(self, content: bytes, name: str, sheet: str = "") -> None:
        super().__init__(name, 0, READ_AT_ONCE)
        self.sheet = sheet
        self.opened: Opened | None = None
        self.reader: Reader | None = None
        self.start(content)

    def cancel(self) -> None:
        """Stops the reader at once."""
        super().cancel()
        if self.reader:
            self.reader.stop()

    def known(self) -> frozenset[str]:
        """The heads by which its header is found."""
        return known_heads()

    def wait(self, content: bytes) -> None:
        """Waits for room, if it is long."""
        if len(content) > SHORT:
            ROOM.wait(lambda: self.cancelled)

    def do(self, content: bytes) -> bool:
        """Reads the list."""
        self.held.take(len(content))
        self.opened = self.read(content)
        return self.opened is not None

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
        return Opened(self.name, tuple(chunks), contents.dialect, contents.formats)


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

    def wait(self, content: bytes) -> None:
        """Doesn't wait: the list itself may be what takes the room."""

    def read(self, content: bytes) -> Opened | None:
        """The list with its corrected rows; None if cancelled. What the rows take that it had
        before is let go with them."""
        corrected = super().read(content)
        if corrected is None:
            return None
        mended = self.whole.mended(corrected)
        before = set(map(id, self.whole.chunks))
        new = sum(chunk.rows.nbytes for chunk in mended.chunks if id(chunk) not in before)
        self.held = RoomTaken(ROOM)
        self.held.take(new)
        return mended
