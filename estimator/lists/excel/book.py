"""An Excel workbook with the heads of a list and the look of its columns, made by XlsxWriter; the
rows follow later, as many as there are."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import xlsxwriter
from openpyxl.styles.numbers import BUILTIN_FORMATS

from estimator.lists.excel.texts import head_text

SHEET = "xl/worksheets/sheet1.xml"
GENERAL = "General"
#: The formats that Excel shows in the manner of the country are told by a number.
BUILT_IN = {code: number for number, code in BUILTIN_FORMATS.items()}
WIDEST = 255
PIXELS = 7
"""Of a character, as Excel counts a width."""
END = b"</sheetData>"
#: How many rows there are isn't known yet; Excel doesn't ask for it.
DIMENSION = re.compile(rb"<dimension [^>]*/>")
STYLED = re.compile(rb'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"')


class ColumnLook(NamedTuple):
    """How a column is shown: its number format and its width in characters."""

    number_format: str = GENERAL
    width: float | None = None


class EmptyBook(NamedTuple):
    """The parts of a workbook, but for its sheet; the sheet before and after its rows; the number
    of the style of each column."""

    parts: Sequence[tuple[str, bytes]]
    before: bytes
    after: bytes
    styles: Sequence[int]


def empty_book(heads: Sequence[str], looks: Sequence[ColumnLook]) -> EmptyBook:
    """A workbook without rows."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        formats = {it: book.add_format(format_properties(it)) for it, _ in looks if it != GENERAL}
        for place, (head, look) in enumerate(zip(heads, looks, strict=True)):
            sheet.write_string(0, place, head_text(head), bold)
            sheet.set_column_pixels(
                place, place, pixels_of(look.width), formats.get(look.number_format)
            )
    with ZipFile(stream) as made:
        parts = [(name, made.read(name)) for name in made.namelist() if name != SHEET]
        whole = DIMENSION.sub(b"", made.read(SHEET))
    before, end, after = whole.partition(END)
    return EmptyBook(parts, before, end + after, styles_in(before, len(heads)))


def format_properties(number_format: str) -> dict[str, str | int]:
    """A format of numbers as XlsxWriter takes it."""
    return {"num_format": BUILT_IN.get(number_format, number_format)}


def pixels_of(width: float | None) -> int | None:
    """A width of a column, if it can be one."""
    return int(width * PIXELS + 0.5) if width and 0 < width <= WIDEST else None


def styles_in(sheet: bytes, columns: int) -> list[int]:
    """The number of the style of each column."""
    found = [0] * columns
    for first, last, style in (map(int, it.groups()) for it in STYLED.finditer(sheet)):
        found[first - 1 : last] = [style] * (last - first + 1)
    return found
