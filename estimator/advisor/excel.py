"""Excel files: the first sheet, read and written row by row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import IO, Any

import openpyxl
import pyarrow as pa
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from estimator.advisor.chunks import Chunk
from estimator.advisor.columns_read import as_answer
from estimator.advisor.csv_read import text_schema
from estimator.advisor.frames import RANGE
from estimator.advisor.sheet_xml import Cells, Row
from estimator.advisor.workbook import rows_of
from estimator.engine.errors import InvalidAnswer
from estimator.engine.result import Totals

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
ROWS_AT_ONCE = 1 << 12
"""Rows read between two signs of progress: a sheet is read slowly."""
NUMBERS = frozenset(
    (
        "sessions",
        "prior_sessions",
        "per_week",
        "fee",
        "overrun_fee",
        "surcharge",
        *Totals._fields,
        *RANGE,
    )
)
NO_ROW = Row(0, {})


def read_excel(stream: IO[bytes]) -> Iterator[Chunk]:
    """The rows of the first sheet, their cells as a person would have typed them."""
    rows = filled(rows_of(stream))
    names = names_in(next(rows, NO_ROW).cells)
    schema = text_schema(names)
    yield Chunk(schema.empty_table())
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield excel_chunk(some, schema)


def filled(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows in which something stands, as text."""
    for number, cells in rows:
        if texts := texts_in(cells):
            yield Row(number, texts)


def texts_in(row: Cells) -> dict[int, str]:
    """The cells of a row that hold something, as text."""
    return {column: text for column, cell in row.items() if (text := text_of(cell))}


def names_in(header: Mapping[int, str]) -> list[str]:
    """The names of the columns, up to the last that bears one."""
    return [header.get(column, "").strip() for column in range(1, max(header, default=0) + 1)]


def excel_chunk(rows: Sequence[Row], schema: pa.Schema) -> Chunk:
    """Some rows; cells beyond the header make a row too wide."""
    lines, cells = zip(*rows, strict=True)
    wide = tuple((n, max(row)) for n, row in enumerate(cells) if max(row) > len(schema))
    columns = [[row.get(column) for row in cells] for column in range(1, len(schema) + 1)]
    return Chunk(pa.table(columns, schema=schema), wide, lines)


def text_of(cell: Any) -> str | None:
    """A cell as text; None where it is empty."""
    answer = as_answer(cell)
    if answer is None:
        return None
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


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
        if self.count > MOST_ROWS:
            raise InvalidAnswer("file", given=self.count, reason="too_long", allowed=(MOST_ROWS,))
        for row in zip(*(column.to_pylist() for column in ready.columns), strict=True):
            self.sheet.append([self.cell(*cell) for cell in zip(names, row, strict=True)])

    def cell(self, name: str, value: Any) -> Any:
        """A value as Excel holds it: never a formula, numbers as numbers."""
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
    """The number that a text is."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
