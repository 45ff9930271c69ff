"""Excel files written row by row."""

from decimal import Decimal, InvalidOperation
from typing import IO, Any

import openpyxl
import pyarrow as pa
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from estimator.engine.model.case import fields_of_kind
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Count, Euros
from estimator.engine.model.result import RANGE, Totals

SHEET_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
NUMBERS = frozenset((*fields_of_kind(Count, Euros), *Totals._fields, *RANGE))


class ExcelWriter:
    """Writes the header with the first rows, then rows; saved at the end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.book = openpyxl.Workbook(write_only=True)
        self.sheet: Any = self.book.create_sheet()
        self.count = 0
        self.begun = False

    def ready(self, rows: pa.Table) -> pa.Table:
        """Rows as they are."""
        return rows

    def write(self, ready: pa.Table) -> None:
        """Adds rows."""
        names = ready.column_names
        if not self.begun:
            self.begun = True
            self.sheet.append([self.cell("", name) for name in names])
        self.count += len(ready)
        if self.count > SHEET_ROWS:
            raise InvalidAnswer("file", given=self.count, reason="too_long", allowed=(SHEET_ROWS,))
        for row in zip(*(column.to_pylist() for column in ready.columns), strict=True):
            self.sheet.append([self.cell(*cell) for cell in zip(names, row, strict=True)])

    def cell(self, name: str, value: Any) -> Any:
        """A value as a cell: never a formula, numbers as numbers."""
        if not isinstance(value, str):
            plain = value is None or isinstance(value, int | float | Decimal)
            return value if plain else self.cell(name, str(value))
        if name in NUMBERS and (number := number_in(value)) is not None:
            return number
        cell = WriteOnlyCell(self.sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"
        return cell

    def close(self) -> None:
        """Writes the workbook."""
        self.book.save(self.stream)


def number_in(text: str) -> Decimal | None:
    """The number in a text, if it is one."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
