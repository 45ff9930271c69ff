"""Reads CSV files chunk by chunk: comma, semicolon or tab, UTF-8 or Windows-1252."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, NamedTuple

import pyarrow as pa
import pyarrow.csv as arrow_csv

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.chunks import CHUNK, Chunk, rows_at_once

ENCODINGS = ("utf-8", "cp1252")
SEPARATORS = (",", ";", "\t")
BLOCK = 1 << 24
"""Bytes read at a time."""
MARK = "\ufeff"
QUOTE, LINE_END = b'"', b"\n"
FIRST_LINE = 2
"""The line below the header."""


class Dialect(NamedTuple):
    """The format of a CSV file. `marked`: it begins with a byte order mark."""

    separator: str = ","
    encoding: str = "utf-8"
    marked: bool = False


def dialect_of(stream: IO[bytes]) -> Dialect:
    """The dialect of a file, by its bytes and its header."""
    encoding = encoding_of(stream)
    header = stream.readline(BLOCK).decode(encoding, errors="replace")
    stream.seek(0)
    return Dialect(max(SEPARATORS, key=header.count), encoding, header.startswith(MARK))


def encoding_of(stream: IO[bytes]) -> str:
    """UTF-8 if the whole file is valid, else Windows-1252."""
    for encoding in ENCODINGS:
        text = io.TextIOWrapper(stream, encoding)
        try:
            while text.read(BLOCK):
                pass
        except UnicodeDecodeError:
            continue
        else:
            return encoding
        finally:
            text.detach()
            stream.seek(0)
    raise InvalidAnswer("file", given="", reason="encoding", allowed=("UTF-8", "Windows-1252"))


def read_csv(stream: IO[bytes], dialect: Dialect) -> Iterator[Chunk]:
    """The rows as text cells, without empty lines."""
    names = header_of(stream, dialect)
    yield Chunk(pa.table([[] for _ in names], schema=text_schema(names)))
    rest, line = b"", FIRST_LINE
    while block := stream.read(BLOCK):
        if QUOTE in block:
            stream.seek(-len(rest) - len(block), io.SEEK_CUR)
            yield from read_slowly(stream, names, dialect, line)
            return
        whole, end, rest = (rest + block).rpartition(LINE_END)
        if whole:
            yield from read_block(whole + end, names, dialect, line)
        line += lines_in(whole + end)
    if rest:
        yield from read_block(rest, names, dialect, line)


def header_of(stream: IO[bytes], dialect: Dialect) -> list[str]:
    """The names of the columns; moves the stream behind them."""
    line = stream.readline(BLOCK).decode(dialect.encoding).removeprefix(MARK)
    row = next(csv.reader([line], delimiter=dialect.separator), [])
    return [name.strip() for name in row]


def text_schema(names: Sequence[str]) -> pa.Schema:
    """Columns of text."""
    return pa.schema([(name, pa.string()) for name in names])


def read_block(block: bytes, names: Sequence[str], dialect: Dialect, line: int) -> Iterator[Chunk]:
    """Complete lines without quotes, read at once if each is as wide as the header."""
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(block),
            arrow_csv.ReadOptions(
                column_names=names, encoding=dialect.encoding, block_size=len(block) + 1
            ),
            arrow_csv.ParseOptions(delimiter=dialect.separator, quote_char=False),
            arrow_csv.ConvertOptions(
                column_types=text_schema(names), strings_can_be_null=True, null_values=[""]
            ),
        )
    except pa.ArrowInvalid:
        yield from read_slowly(io.BytesIO(block), names, dialect, line)
        return
    lines = filled_lines(block, len(table), line)
    for begin in range(0, len(table), CHUNK):
        yield Chunk(table.slice(begin, CHUNK), lines=lines[begin : begin + CHUNK])


def lines_in(block: bytes) -> int:
    """The number of lines in a block with any line ends; the last line may have none."""
    ends = block.count(LINE_END) + block.count(b"\r") - block.count(b"\r\n")
    return ends + (block[-1:] not in (b"", b"\r", LINE_END))


def filled_lines(block: bytes, rows: int, line: int) -> Sequence[int]:
    """The line numbers of the rows in a block that begins on `line`: those of non-empty lines."""
    if lines_in(block) == rows:
        return range(line, line + rows)
    return [number for number, text in enumerate(block.splitlines(), line) if text]


def read_slowly(
    stream: IO[bytes], names: Sequence[str], dialect: Dialect, line: int
) -> Iterator[Chunk]:
    """Line by line: quoted cells, rows of any width."""
    numbered = numbered_rows(stream, dialect, line)
    while found := list(islice(numbered, rows_at_once(len(names)))):
        lines, some = map(list, zip(*found, strict=True))
        widths = tuple((n, len(row)) for n, row in enumerate(some) if len(row) != len(names))
        for n, _ in widths:
            some[n] = fitted(some[n], len(names), dialect.separator)
        columns = [[cell or None for cell in column] for column in zip(*some, strict=True)]
        yield Chunk(pa.table(columns, schema=text_schema(names)), widths, lines)


def numbered_rows(
    stream: IO[bytes], dialect: Dialect, line: int
) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins; a quoted cell may continue over several."""
    text = io.TextIOWrapper(stream, dialect.encoding, newline="")
    reader = csv.reader(text, delimiter=dialect.separator)
    before = 0
    for row in reader:
        if row:
            yield line + before, row
        before = reader.line_num


def fitted(row: list[str], width: int, separator: str) -> list[str]:
    """A row as wide as the header: missing cells are empty, surplus ones are joined in the last."""
    kept = [*row[: width - 1], separator.join(row[width - 1 :])]
    return kept + [""] * (width - len(kept))
