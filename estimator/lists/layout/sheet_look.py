"""How the columns of an Excel sheet look: only its first rows are read, and no text of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS

from estimator.lists.layout.names import LETTERS

FIRST_ROWS = 50
"""Rows below the header by which a column is judged."""
PIECE = 1 << 16
MOST = 1 << 14
"""Columns of a sheet."""
GENERAL = "General"
KINDS = {"s": "text", "str": "text", "inlineStr": "text", "b": "truth", "d": "day"}
ERROR_CELL = "e"
TEXT, NUMBER, DAY = "text", "number", "day"
#: What a format says beside its signs: literal text, colours, the width of a sign.
SAID = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
DAY_SIGNS = re.compile(r"[dy]", re.IGNORECASE)

#: A start tag: the name of the one around it, its own, its attributes.
Tag = tuple[str, str, Mapping[str, str]]


class Cell(NamedTuple):
    """A filled cell: its row and column, from 1, the number of its style, the kind of its value."""

    row: int
    column: int
    style: int
    kind: str


class Look(NamedTuple):
    """What the cells of a column hold, the format that shows them, the width in characters."""

    kind: str
    number_format: str
    width: float | None


class SheetLook(NamedTuple):
    """The first column with a head, and the looks of columns, both counted from 1."""

    first: int = 1
    looks: Mapping[int, Look] = {}


def sheet_look(stream: IO[bytes], name: str, header_row: int) -> SheetLook:
    """The look of a sheet, by the rows below its header; nothing where it can't be read."""
    try:
        with ZipFile(stream) as book:
            return look_of(book, name, header_row)
    except (BadZipFile, OSError, KeyError, ValueError, expat.ExpatError):
        return SheetLook()


def look_of(book: ZipFile, name: str, header_row: int) -> SheetLook:
    """The same of a workbook that is open."""
    formats = formats_in(book)
    widths: dict[int, float] = {}
    first = 0
    found: dict[int, list[tuple[str, str]]] = {}
    for cell in cells_in(tags_in(book, sheet_part(book, name)), widths):
        if cell.row > header_row + FIRST_ROWS:
            break
        if cell.row == header_row:
            first = first or cell.column
        if cell.row > header_row and cell.kind != ERROR_CELL:
            shown = formats[cell.style] if cell.style < len(formats) else GENERAL
            found.setdefault(cell.column, []).append((kind_of_cell(cell.kind, shown), shown))
    looks = {
        column: Look(*common(found.get(column, [])), widths.get(column))
        for column in {*found, *widths}
    }
    return SheetLook(first or 1, looks)


def common(cells: list[tuple[str, str]]) -> tuple[str, str]:
    """The kind of more than half of the cells, and the format of the first of these; text where no
    kind is that common."""
    counted = Counter(kind for kind, _ in cells)
    usual = next((kind for kind, count in counted.items() if 2 * count > len(cells)), None)
    return next((cell for cell in cells if cell[0] == usual), (TEXT, GENERAL))


def kind_of_cell(kind: str, shown: str) -> str:
    """What a cell holds: whether a number is a day is told by its format."""
    if kind in KINDS:
        return KINDS[kind]
    return DAY if DAY_SIGNS.search(SAID.sub("", shown)) else NUMBER


def sheet_part(book: ZipFile, name: str) -> str:
    """The part of a workbook that holds a sheet."""
    link = next(
        attributes["id"]
        for _, tag, attributes in tags_in(book, "xl/workbook.xml")
        if tag == "sheet" and attributes["name"] == name
    )
    target = next(
        attributes["Target"]
        for _, _, attributes in tags_in(book, "xl/_rels/workbook.xml.rels")
        if attributes.get("Id") == link
    )
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def formats_in(book: ZipFile) -> list[str]:
    """The format of numbers in each style of a workbook."""
    own = dict(BUILTIN_FORMATS)
    styles: list[str] = []
    for around, tag, attributes in tags_in(book, "xl/styles.xml"):
        if tag == "numFmt":
            own[int(attributes["numFmtId"])] = attributes["formatCode"]
        if tag == "xf" and around == "cellXfs":
            styles.append(own.get(int(attributes.get("numFmtId", 0)), GENERAL))
    return styles


def cells_in(tags: Iterable[Tag], widths: dict[int, float]) -> Iterator[Cell]:
    """The filled cells of a sheet in order; fills in the widths of its columns."""
    row = column = 0
    last: Mapping[str, str] = {}
    for around, tag, attributes in tags:
        if tag == "col" and "width" in attributes:
            width = float(attributes["width"])
            span = range(int(attributes["min"]), min(int(attributes["max"]), MOST) + 1)
            widths.update(dict.fromkeys(span, width))
        elif tag == "row":
            row, column = int(attributes.get("r", row + 1)), 0
        elif tag == "c":
            column = column_of(attributes["r"]) if "r" in attributes else column + 1
            last = attributes
        elif around == "c" and tag in ("v", "is"):
            yield Cell(row, column, int(last.get("s", 0)), last.get("t", ""))


def column_of(place: str) -> int:
    """The column of a cell such as C12, from 1."""
    found = 0
    for letter in place.rstrip("0123456789"):
        found = LETTERS * found + ord(letter) - ord("A") + 1
    return found


def tags_in(book: ZipFile, part: str) -> Iterator[Tag]:
    """The start tags of a part, one after the other, without their namespaces."""
    waiting: list[Tag] = []
    around = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        waiting.append((around[-1], tag, plain))
        around.append(tag)

    def end(_: str) -> None:
        around.pop()

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    with book.open(part) as stream:
        while piece := stream.read(PIECE):
            parser.Parse(piece)
            yield from waiting
            waiting.clear()
