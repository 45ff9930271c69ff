"""The lines of tariff files, as cells; the only module that opens them."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from estimator.engine.model.errors import Problem


class Row(NamedTuple):
    """A record with the place it was read from."""

    file: str
    line: int
    record: Any


class Broken(Exception):
    """Why a file can't be read to its end, and in which line."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(line, what)
        self.line = line
        self.what = what


#: The lines of each file, its header first, by its path below the folder; none of what can't be
#: read.
Cells = Mapping[str, Sequence[Row]]


def every_file(folder: Path, problems: list[Problem]) -> Cells:
    """Every CSV file below a folder; one that can't be read becomes a problem."""
    # The second pattern follows a link to a folder, which the first doesn't.
    paths = {*folder.rglob("*.csv"), *folder.glob("*/*.csv")}
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    return {file: lines_of(file, files[file], problems) for file in sorted(files)}


def lines_of(file: str, path: Path, problems: list[Problem]) -> Sequence[Row]:
    """The lines of one file, its header first; none of a file that can't be read to its end."""
    try:
        return list(rows_of(file, text_of(path)))
    except Broken as broken:
        problems.append(Problem(file, broken.line, broken.what))
        return []


def text_of(path: Path) -> str:
    """The text of a file. Raises `Broken` where it isn't a whole one."""
    try:
        if not path.is_file():
            raise Broken(1, "can't be read: it is no file")
        content = path.read_bytes()
        text = content.decode("utf-8")
    except OSError as error:
        raise Broken(1, f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Broken(line_at(content, error.start), f"can't be read: {error}") from error
    if "\0" in text:
        raise Broken(line_at(content, content.index(b"\0")), "can't be read: a NUL character")
    if text and not text.endswith("\n"):
        raise Broken(line_at(content, len(content)), "breaks off: no line end after the last line")
    return text


def rows_of(file: str, text: str) -> Iterator[Row]:
    """A text as rows, at least one: the header of an empty text is empty."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begun = 1
    try:
        for cells in reader:
            yield Row(file, reader.line_num, cells)
            begun = reader.line_num + 1
    except csv.Error as error:
        raise Broken(begun, f"can't be read: {error}") from error
    if begun == 1:
        yield Row(file, 1, [])


def line_at(content: bytes, place: int) -> int:
    """The line of a byte, the first being 1."""
    return content.count(b"\n", 0, place) + 1
