"""Excel files: the first sheet, read and written row by row."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import IO, Any
from zipfile import ZipFile

import openpyxl
import pyarrow as pa
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from estimator.advisor.chunks import CHUNK, Chunk
from estimator.advisor.columns_read import as_answer
from estimator.advisor.csv_read import text_schema
from estimator.engine.errors import InvalidAnswer
from estimator.engine.result import Totals

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
MOST_BYTES = 1 << 30
"""Bytes that a workbook may unpack to."""
NUMBERS = frozenset(
    ("sessions", "prior_sessions", "per_week", "fee", "overrun_fee", "surcharge", *Totals._fields)
)


def read_excel(stream: IO[bytes]) -> Iterator[Chunk]:
    """The rows of the first sheet, their cells as a person would have typed them."""
    check_size(stream)
    file: Any = stream
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    sheet: Any = book.worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    names = [text_of(cell) or "" for cell in next(rows, ())]
    while names and not names[-1]:
        names.pop()
    schema = text_schema([name.strip() for name in names])
    yield Chunk(schema.empty_table())
    told = (row for row in rows if any(cell is not None for cell in row))
    while some := list(islice(told, CHUNK)):
        yield excel_chunk(some, schema)
    book.close()


def excel_chunk(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> Chunk:
    """Some rows as text; cells beyond the header make a row too wide."""
    width = len(schema)
    texts = [[text_of(cell) for cell in row] for row in rows]
    wide = tuple((n, len(row)) for n, row in enumerate(texts) if any(row[width:]))
    fitted = [[*row[:width], *[None] * (width - len(row))] for row in texts]
    columns = [list(column) for column in zip(*fitted, strict=True)]
    return Chunk(pa.table(columns, schema=schema), wide)


def check_size(stream: IO[bytes]) -> None:
    """Refuses a workbook that would fill the memory."""
    with ZipFile(stream) as archive:
        size = sum(part.file_size for part in archive.infolist())
    stream.seek(0)
    if size > MOST_BYTES:
        raise InvalidAnswer("file", given=size, reason="too_large", allowed=(MOST_BYTES,))


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

    def write(self, rows: pa.Table) -> None:
        """Adds rows."""
        names = rows.column_names
        if not self.begun:
            self.begun = True
            self.sheet.append([self.cell("", name) for name in names])
        self.count += len(rows)
        if self.count > MOST_ROWS:
            raise InvalidAnswer("file", given=self.count, reason="too_long", allowed=(MOST_ROWS,))
        for row in zip(*(column.to_pylist() for column in rows.columns), strict=True):
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
