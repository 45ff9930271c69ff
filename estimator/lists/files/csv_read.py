"""Reads text files chunk by chunk, whatever stands between the cells and around the table."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from statistics import median_high
from string import whitespace
from typing import IO, Any, NamedTuple

import pyarrow as pa
import pyarrow.csv as arrow_csv

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.chunks import CHUNK, Chunk, rows_at_once
from estimator.lists.files.table_rows import no_chunk, only_rows
from estimator.lists.layout.asked import Asked
from estimator.lists.layout.encodings import encoding_of, in_utf_8
from estimator.lists.layout.header import MOST_LINES, header_of, header_place, known_heads
from estimator.lists.layout.table import (
    check_number,
    has_text,
    layout_of,
    text_schema,
)

SEPARATORS = (",", ";", "\t", "|")
BETWEEN = "".join(SEPARATORS) + whitespace
"""A line of nothing else is empty, whichever of these parts its cells."""
#: A first line by which some programs tell a spreadsheet what stands between cells.
TOLD = re.compile(r'"?sep=([,;\t|])"?(?:\r\n?|\n)', re.IGNORECASE)
BLOCK = 1 << 24
"""Bytes read at a time."""
BEGINNING = 1 << 18
"""Bytes among which the header stands; more if the first line is longer."""
WIDEST = 1 << 14
"""Columns of a sheet: a wider header is none."""
MARK = "\ufeff"
QUOTE, LINE_END = b'"', b"\n"

Blocks = Callable[[], Iterator[bytes]]


class Dialect(NamedTuple):
    """The format of a CSV file. `marked`: it begins with a byte order mark."""

    separator: str = ","
    encoding: str = "utf-8"
    marked: bool = False


class FirstLine(NamedTuple):
    """One of the first lines with filled cells: its cells, and the number of the line below it."""

    cells: list[str]
    below: int


class Found(NamedTuple):
    """The table in a text: what stands between its cells, its heads, the lines above its rows, the
    number of the first line below them, and how many bytes of UTF-8 come before that."""

    separator: str
    heads: list[str]
    above: list[list[str]]
    line: int
    skipped: int

    @property
    def needed(self) -> int:
        """How many cells a row has at least: those up to the last head."""
        return 1 + max(place for place, head in enumerate(self.heads) if head)


def read_csv(stream: IO[bytes], asked: Asked) -> tuple[Dialect, Iterator[Chunk]]:
    """The dialect of a text, and its rows as text cells, the first chunk without any."""
    encoding = encoding_of(stream)
    found = table_in(beginning(in_utf_8(stream, encoding, BLOCK, 0)), asked.known)

    def below() -> Iterator[bytes]:
        return in_utf_8(stream, encoding, BLOCK, found.skipped)

    dialect = Dialect(found.separator, encoding.name, bool(encoding.mark))
    return dialect, table_rows(below, found)


def beginning(blocks: Iterator[bytes]) -> str:
    """Whole lines with which a text begins: some hundred kilobytes of it."""
    begun = b""
    for block in blocks:
        begun += block
        if len(begun) >= BEGINNING and (LINE_END in begun or len(begun) >= BLOCK):
            end = begun.rfind(LINE_END, 0, BEGINNING) + 1 or begun.find(LINE_END) + 1
            begun = begun[: end or len(begun)]
            break
    return begun.decode(errors="ignore")


def table_in(text: str, known: frozenset[str]) -> Found:
    """The table in a text, by its first lines. Refuses a text without any."""
    if "\0" in text:
        raise InvalidAnswer("file", given="", reason="encoding", allowed=("UTF-8",))
    told = TOLD.match(text)
    separator = told[1] if told else separator_of(text, known)
    lines = first_lines(text, separator, int(bool(told)))
    if not lines:
        raise InvalidAnswer("file", given="", reason="no_text")
    cells = [line.cells for line in lines]
    place, heads = header_of(cells, known)
    before = islice(io.StringIO(text, newline=""), lines[place].below)
    skipped = sum(len(line.encode()) for line in before)
    return Found(separator, heads, cells[: place + 1], lines[place].below + 1, skipped)


def separator_of(text: str, known: frozenset[str]) -> str:
    """What parts the cells: by it the header has the most known heads, or the lines most cells."""

    def fitness(separator: str) -> tuple[int, int]:
        lines = [line.cells for line in first_lines(text, separator)]
        if not lines:
            return 0, 0
        heads = known_heads(lines[header_place(lines, known)], known)
        return heads, median_high(map(len, lines))

    return max(SEPARATORS, key=fitness)


def first_lines(text: str, separator: str, skipped: int = 0) -> list[FirstLine]:
    """The first lines with filled cells, but for some; a quoted cell may go on over several."""
    lines = islice(io.StringIO(text, newline=""), skipped, None)
    reader = csv.reader(lines, delimiter=separator)
    found: list[FirstLine] = []
    try:
        for cells in reader:
            if len(cells) > WIDEST:
                check_number(len(cells))
            if any(cell.strip(BETWEEN) for cell in cells):
                found.append(FirstLine(cells, skipped + reader.line_num))
            if len(found) == MOST_LINES:
                break
    except csv.Error:
        pass  # reading the rows meets the same cell, or it has another separator
    return found


def table_rows(below: Blocks, found: Found) -> Iterator[Chunk]:
    """The rows below the header. Columns without a head are read first: they may be empty."""
    unnamed = [place for place, head in enumerate(found.heads) if not head]
    layout = layout_of(found.heads, found.above, filled_of(unnamed, below, found))
    yield no_chunk(layout)
    for chunk in lines_below(below(), found, layout.places):
        rows = only_rows(chunk, layout)
        if len(rows.rows):
            yield rows


def filled_of(places: Sequence[int], below: Blocks, found: Found) -> set[int]:
    """Which of some columns have a filled cell."""
    filled: set[int] = set()
    left = list(places)
    for chunk in lines_below(below(), found, places) if places else ():
        filled |= {place for place in left if has_text(chunk.rows[str(place)])}
        left = [place for place in left if place not in filled]
        if not left:
            break
    return filled


def lines_below(blocks: Iterator[bytes], found: Found, places: Sequence[int]) -> Iterator[Chunk]:
    """The lines below the header: some of their cells as text, in columns named by their places."""
    rest, line = b"", found.line
    for block in blocks:
        if QUOTE in block:
            quoted = chain([rest + block], blocks)
            yield from read_slowly(quoted, found._replace(line=line), places)
            return
        whole, end, rest = (rest + block).rpartition(LINE_END)
        if whole:
            complete = whole + end
            count = lines_in(complete)
            yield from read_block(complete, count, found._replace(line=line), places)
            line += count
    if rest:
        yield from read_block(rest, lines_in(rest), found._replace(line=line), places)


def read_block(block: bytes, count: int, found: Found, places: Sequence[int]) -> Iterator[Chunk]:
    """Some complete lines without quotes, read at once if each is as wide as the header."""
    names = [str(place) for place in places]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(block),
            arrow_csv.ReadOptions(
                column_names=[str(place) for place in range(len(found.heads))],
                block_size=len(block) + 1,
            ),
            arrow_csv.ParseOptions(delimiter=found.separator, quote_char=False),
            arrow_csv.ConvertOptions(
                column_types=text_schema(names),
                include_columns=names,
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid:
        yield from read_slowly(iter([block]), found, places)
        return
    first, rows = found.line, len(table)
    lines = range(first, first + rows) if rows == count else filled_lines(block, first)
    for begin in range(0, len(table), CHUNK):
        yield Chunk(table.slice(begin, CHUNK), lines=lines[begin : begin + CHUNK])


def lines_in(block: bytes) -> int:
    """The number of lines in a block with any line ends; the last line may have none."""
    returns = block.count(b"\r")
    ends = block.count(LINE_END) + (returns and returns - block.count(b"\r\n"))
    return ends + (block[-1:] not in (b"", b"\r", LINE_END))


def filled_lines(block: bytes, first: int) -> list[int]:
    """The numbers of the lines with text in a block that begins on the line `first`."""
    return [number for number, text in enumerate(block.splitlines(), first) if text]


def read_slowly(blocks: Iterator[bytes], found: Found, places: Sequence[int]) -> Iterator[Chunk]:
    """Line by line: quoted cells, rows of any width."""
    schema = text_schema([str(place) for place in places])
    width, needed = len(found.heads), found.needed
    numbered = numbered_rows(blocks, found)
    while some := list(islice(numbered, rows_at_once(width))):
        lines, rows = map(list, zip(*some, strict=True))
        widths = []
        for n, row in enumerate(rows):
            if len(row) != width:
                rows[n] = fitted(row, width, found.separator)
                if len(row) < needed or any(map(str.strip, row[width:])):
                    widths.append((n, width_of(row, width, places)))
        columns = list(zip(*rows, strict=True))
        chosen = [[cell or None for cell in columns[place]] for place in places]
        yield Chunk(pa.table(chosen, schema=schema), tuple(widths), lines)


def numbered_rows(blocks: Iterator[bytes], found: Found) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins; a quoted cell may continue over several."""
    text = io.TextIOWrapper(io.BufferedReader(Joined(blocks)), newline="")
    reader = csv.reader(text, delimiter=found.separator)
    before = 0
    for row in reader:
        if row:
            yield found.line + before, row
        before = reader.line_num


class Joined(io.RawIOBase):
    """Blocks of bytes as one stream."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks = blocks
        self.block = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, into: Any, /) -> int:
        """The next bytes, none at the end."""
        while not self.block:
            try:
                self.block = memoryview(next(self.blocks))
            except StopIteration:
                return 0
        size = min(len(into), len(self.block))
        into[:size], self.block = self.block[:size], self.block[size:]
        return size


def fitted(row: list[str], width: int, separator: str) -> list[str]:
    """A row as wide as the header: missing cells are empty, filled surplus ones are joined in the
    last."""
    beyond = row[width - 1 :]
    while len(beyond) > 1 and not beyond[-1].strip():
        beyond.pop()
    kept = [*row[: width - 1], separator.join(beyond)]
    return kept + [""] * (width - len(kept))


def width_of(row: Sequence[str], width: int, places: Sequence[int]) -> int:
    """How many cells a row has, but for those of columns that are left out."""
    left_out = sum(place not in places for place in range(min(len(row), width)))
    return len(row) - left_out
