"""A workbook taken apart: what is small by openpyxl, the shared texts and the sheet as streams."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import openpyxl
from openpyxl.utils.datetime import from_excel, from_ISO8601

from estimator.advisor.sheet_xml import Row, shared_texts, sheet_rows
from estimator.engine.errors import InvalidAnswer

MOST_BYTES = 1 << 30
"""Bytes that a workbook may unpack to."""
MOST_TEXTS = 1 << 27
"""Bytes of its shared texts, which stand in memory as a whole."""
MOST_SMALL = 1 << 22
"""Bytes of each other part that openpyxl reads."""
MANY_SMALL = 1 << 24
"""Bytes of those together."""
MEGABYTE = 1_000_000
TEXTS, SHEETS = "sharedstrings.xml", "xl/worksheets/"
EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData/></worksheet>"
)
NO_TEXTS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


def rows_of(stream: IO[bytes], most: int = MOST_BYTES) -> Iterator[Row]:
    """The filled rows of the first sheet. Refuses a workbook that unpacks to more than `most`."""
    with ZipFile(stream) as archive:
        check_size(archive, most)
        book = skeleton(archive)
        texts = [name for name in archive.namelist() if name.lower().endswith(TEXTS)]
        shared: list[str] = []
        if texts:
            with archive.open(texts[0]) as source:
                shared = shared_texts(source)
        with archive.open(book.worksheets[0]._worksheet_path) as source:
            yield from sheet_rows(source, Values(book, shared))


def check_size(archive: ZipFile, most: int) -> None:
    """Refuses a workbook that says it unpacks to more than is read here."""
    sizes = {part.filename.lower(): part.file_size for part in archive.infolist()}
    texts = sum(size for name, size in sizes.items() if name.endswith(TEXTS))
    for size, limit in ((sum(sizes.values()), most), (texts, MOST_TEXTS)):
        if size > limit:
            given, allowed = size // MEGABYTE, limit // MEGABYTE
            raise InvalidAnswer("file", given=given, reason="too_large", allowed=(allowed,))


def skeleton(archive: ZipFile) -> Any:
    """The workbook without its cells and texts: sheets by name, styles, the first day of dates."""
    small = BytesIO()
    left = MANY_SMALL
    with ZipFile(small, "w", ZIP_STORED) as copy:
        for part in archive.infolist():
            name = part.filename
            if name.startswith(SHEETS):
                copy.writestr(name, EMPTY)
            elif name.lower().endswith(TEXTS):
                copy.writestr(name, NO_TEXTS)
            elif part.file_size <= min(MOST_SMALL, left) and is_described(name):
                left -= part.file_size
                copy.writestr(name, archive.read(part))
    try:
        return openpyxl.load_workbook(small, read_only=True, data_only=True, keep_links=False)
    except Exception as trouble:  # it raises whatever its parser happens to meet
        raise BadZipFile from trouble


def is_described(name: str) -> bool:
    """Whether a part is XML that may say something of the others."""
    return PurePosixPath(name).suffix in (".xml", ".rels")


class Values:
    """The values of cells as Excel shows them: numbers, days, texts, facts."""

    def __init__(self, book: Any, shared: list[str]) -> None:
        self.shared = shared
        self.epoch = book.epoch
        self.days, self.spans = book._date_formats, book._timedelta_formats

    def __call__(self, kind: str, style: int, text: str) -> Any:
        """A value from the kind, style and text of its cell."""
        if kind == "s":
            return self.shared[int(text)]
        if kind == "b":
            return text.strip() == "1"
        if kind == "d":
            return from_ISO8601(text)  # type: ignore[no-untyped-call]
        return self.number(style, text) if kind == "n" else text

    def number(self, style: int, text: str) -> Any:
        """A number, or the day that its style makes of it; text where the calendar ends."""
        number = int(text) if text.lstrip("-").isdigit() else float(text)
        if style not in self.days:
            return number
        try:
            return from_excel(number, self.epoch, timedelta=style in self.spans)
        except (OverflowError, ValueError):
            return text
