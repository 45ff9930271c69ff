"""Reads the sheet that INAMI attaches to its circular (.xlsx) as lines of cells."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import dropwhile
from typing import Any

import openpyxl

from estimator.editions.circular.model import Fault, Line, UnreadableCircular
from estimator.editions.circular.table import ROW_START, squeezed

LONGEST, WIDEST = 5_000, 40
#: What a sheet may unpack to, in bytes; a circular's takes less than one million.
UNPACKED = 50_000_000
#: Decimals that the circular prints, by column: multiplier, fee and both reimbursements.
DECIMALS = {1: 6, 6: 2, 7: 2, 8: 2}


def workbook_lines(content: bytes) -> list[Line]:
    """The rows of the first sheet that holds the table."""
    try:
        sheets = [list(sheet_lines(rows)) for rows in sheets_of(content)]
    except UnreadableCircular:
        raise
    except Exception as error:  # openpyxl answers a spoilt file with almost any exception
        raise UnreadableCircular([Fault(1, "spoilt_file")]) from error
    with_rows = (lines for lines in sheets if any(holds_row(line) for line in lines))
    return next(with_rows, sheets[0])


def sheets_of(content: bytes) -> Iterator[Iterator[Sequence[Any]]]:
    """The values of each sheet, row by row."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(member.file_size for member in packed.infolist()) > UNPACKED:
            raise UnreadableCircular([Fault(1, "too_large", {"limit": UNPACKED // 1_000_000})])
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for name in book.sheetnames:
        sheet: Any = book[name]
        sheet.reset_dimensions()
        yield sheet.iter_rows(max_row=LONGEST, max_col=WIDEST, values_only=True)


def sheet_lines(rows: Iterator[Sequence[Any]]) -> Iterator[Line]:
    """Rows of values as lines of text."""
    for number, values in enumerate(rows, 1):
        cells = (printed_text(value, column) for column, value in enumerate(aligned(values)))
        yield Line(number, tuple(cells))


def aligned(values: Sequence[Any]) -> list[Any]:
    """A row's values with the multiplier second, however many empty columns come first."""
    kept = list(dropwhile(lambda value: value is None or value == "", values))
    led = not kept or isinstance(kept[0], str)
    return kept if led else [None, *kept]


def printed_text(value: Any, column: int) -> str:
    """A value as the circular prints it in that column: 1.191667, 567011, 34.62, 28.60."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return " ".join(str(value).split())
    exact = Decimal(repr(value))
    if column in DECIMALS:
        exact = exact.quantize(Decimal(1).scaleb(-DECIMALS[column]), ROUND_HALF_UP)
        return str(exact)
    return format(exact.normalize(), "f")


def holds_row(line: Line) -> bool:
    """Whether a line begins like a row of the table."""
    return squeezed(line.cells[0]) == ROW_START if line.cells else False
