"""Opens tariff files and splits their lines into cells; no other module opens them."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from estimator.engine.model.errors import Problem


class Row(NamedTuple):
    """A record, or the cells of one, with the file and line that it was read from."""

    file: str
    line: int
    record: Any

    def problem(self, what: str) -> Problem:
        """A problem of this row."""
        return Problem(self.file, self.line, what)


class Broken(Exception):
    """A file that can't be read to its end: in which line, and why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(line, what)
        self.line = line
        self.what = what


#: The lines of each file, header first, by path below the folder; no lines if it can't be read.
Cells = Mapping[str, Sequence[Row]]


def every_file(folder: Path, problems: list[Problem]) -> Cells:
    """Every CSV file below a folder; a file that can't be read adds a problem."""
    # The second pattern follows a link to a folder, which the first doesn't.
    paths = {*folder.rglob("*.csv"), *folder.glob("*/*.csv")}
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    return {file: lines_of(file, files[file], problems) for file in sorted(files)}


def lines_of(file: str, path: Path, problems: list[Problem]) -> Sequence[Row]:
    """The lines of one file, header first; none, and a problem, if it can't be read to its end."""
    try:
        return list(rows_of(file, text_of(path)))
    except Broken as broken:
        problems.append(Problem(file, broken.line, broken.what))
        return []


def text_of(path: Path) -> str:
    """The text of a file. Raises `Broken` for bytes that are not whole lines of UTF-8."""
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
    """The rows of a text. An empty text gives one empty row, its header."""
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
