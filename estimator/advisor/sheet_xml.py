"""The cells of a sheet, read as a stream of XML: no file makes more of it stand in memory than a
row, however large or odd its parts unpack."""

from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple
from xml.parsers import expat

BLOCK = 1 << 16
MOST_HELD = 1 << 22
"""Bytes of one row, one text or one tag; a full row of Excel takes less."""
MOST_DEPTH = 64
MOST_COLUMNS = 16_384
MOST_ROWS = 1 << 20
MOST_TEXTS = 1 << 22
"""Texts that cells may share; empty ones take bytes as well."""
TEXTS = frozenset({"v", "t"})
#: What stands in a cell but isn't its value: a formula, how a name is pronounced.
ASIDE = frozenset({"f", "rPh"})

Cells = dict[int, Any]


class Row(NamedTuple):
    """The filled cells of a row by column, and the number that the sheet gives it."""

    number: int
    cells: Cells


Value = Callable[[str, int, str], Any]


class Streamed:
    """Reads a part of a workbook and keeps the text of one unit: a cell, a shared text."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.depth = self.aside = 0
        self.within = self.taking = False
        self.text: list[str] = []
        self.held = 0
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse

    def feed(self, source: IO[bytes]) -> Iterator[None]:
        """Reads on, and comes back after every block."""
        while block := source.read(BLOCK):
            self.held += len(block)
            self.bound(self.held, MOST_HELD)
            self.parse(block)
            yield
        self.parse(b"", last=True)

    def parse(self, block: bytes, *, last: bool = False) -> None:
        """Passes bytes to the parser; what isn't XML is refused like anything odd."""
        try:
            self.parser.Parse(block, last)
        except expat.ExpatError as trouble:
            raise ValueError from trouble

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(" ")[2]
        self.depth += 1
        self.bound(self.depth, MOST_DEPTH)
        if name == self.unit:
            self.within, self.text = True, []
        self.aside += name in ASIDE
        self.taking = self.within and not self.aside and name in TEXTS
        self.begun(name, attributes)

    def characters(self, text: str) -> None:
        """Some text of an element."""
        if self.taking:
            self.text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition(" ")[2]
        self.depth -= 1
        self.aside -= name in ASIDE
        self.taking = False
        if name == self.unit:
            self.within = False
        self.ended(name)

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        """What a kind of part makes of a beginning."""

    def ended(self, name: str) -> None:
        """What a kind of part makes of an end."""

    def bound(self, given: int, most: int) -> None:
        """Goes no further than any spreadsheet does."""
        if given > most:
            self.refuse()

    def refuse(self, *_: object) -> None:
        """No workbook that a spreadsheet wrote looks like this."""
        raise ValueError


class SharedTexts(Streamed):
    """The texts that cells point to."""

    def __init__(self) -> None:
        super().__init__("si")
        self.found: list[str] = []

    def ended(self, name: str) -> None:
        """A text is whole."""
        if name == self.unit:
            self.held = 0
            self.found.append("".join(self.text))
            self.bound(len(self.found), MOST_TEXTS)


class SheetRows(Streamed):
    """The rows of a sheet, each with its filled cells by column."""

    def __init__(self, value: Value) -> None:
        super().__init__("c")
        self.value = value
        self.found: list[Row] = []
        self.cells: Cells = {}
        self.rows = self.row = self.column = 0
        self.kind, self.style = "n", 0

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        """A row, or a cell with its place, its kind and its style."""
        if name == "row":
            self.cells, self.column = {}, 0
            self.rows += 1
            self.row = int(attributes.get("r", self.row + 1))
            self.bound(max(self.rows, self.row), MOST_ROWS)
        elif name == self.unit:
            place = attributes.get("r")
            self.column = column_of(place) if place else self.column + 1
            self.bound(self.column, MOST_COLUMNS)
            self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))

    def ended(self, name: str) -> None:
        """A cell is whole, or a row."""
        if name == self.unit and (text := "".join(self.text)):
            self.cells[self.column] = self.value(self.kind, self.style, text)
        elif name == "row":
            self.held = 0
            if self.cells:
                self.found.append(Row(self.row, self.cells))
                self.cells = {}


def column_of(place: str) -> int:
    """The number of a column from a place: C7 is in the third."""
    column = 0
    for letter in place.rstrip("0123456789").upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def shared_texts(source: IO[bytes]) -> list[str]:
    """The texts of a workbook in their order."""
    reader = SharedTexts()
    for _ in reader.feed(source):
        pass
    return reader.found


def sheet_rows(source: IO[bytes], value: Value) -> Iterator[Row]:
    """The rows that aren't empty; `value` makes a value of a cell's kind, style and text."""
    reader = SheetRows(value)
    for _ in reader.feed(source):
        yield from reader.found
        reader.found.clear()
    yield from reader.found
