"""Writes Excel files chunk by chunk, in memory that doesn't grow with the rows.

XlsxWriter makes the workbook with the heads; the rows are put into its sheet as they come. Nothing
is written beside the result.
"""

from collections.abc import Iterator, Mapping
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pyarrow as pa

from estimator.engine.model.case import fields_of_kind
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Count, Euros
from estimator.engine.model.result import RANGE, Totals
from estimator.lists.excel.book import SHEET, ColumnLook, EmptyBook, empty_book
from estimator.lists.excel.cells import ColumnStyle, rows_of_cells
from estimator.lists.files.column_format import ColumnFormat, ColumnKind
from estimator.lists.files.contents import NO_FORMATS
from estimator.lists.files.csv_write import as_days, as_text

SHEET_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
SHEET_BYTES = (1 << 31) - 1
"""Of a sheet before it is packed: not every program opens a larger one."""
CELLS_AT_ONCE = 1 << 18
NUMBERS = frozenset((*fields_of_kind(Count, Euros), *Totals._fields, *RANGE))
DAYS, MOMENTS = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


class ExcelWriter:
    """Writes the header with the first rows, then rows. `formats` says how columns look; the others
    are shown by their type."""

    def __init__(self, stream: IO[bytes], formats: Mapping[str, ColumnFormat] = NO_FORMATS) -> None:
        self.stream = stream
        self.formats = formats
        self.count = 0
        self.size = 0
        self.book: EmptyBook | None = None
        self.styles: list[ColumnStyle] = []
        # The disk may be full: a zip that is dropped doesn't try to write to it once more.
        self.packed = Pieces()
        self.zip = ZipFile(self.packed, "w", ZIP_DEFLATED)
        self.sheet: Any = None

    def ready(self, rows: pa.Table) -> pa.Table:
        """Rows as they are."""
        return rows

    def write(self, ready: pa.Table) -> None:
        """Adds rows."""
        if self.book is None:
            self.begin(ready.schema)
        first = self.count + 2  # below the header
        self.count += len(ready)
        if self.count > SHEET_ROWS:
            raise InvalidAnswer("file", given=self.count, reason="too_long", allowed=(SHEET_ROWS,))
        at_once = max(1, CELLS_AT_ONCE // max(1, ready.num_columns))
        for begin in range(0, len(ready), at_once):
            some = ready.slice(begin, at_once)
            columns = [whole(as_typed_text(column)) for column in some.columns]
            self.add(rows_of_cells(columns, self.styles, first + begin))

    def begin(self, schema: pa.Schema) -> None:
        """Writes all but the rows."""
        looks = [self.look_of(it) for it in schema]
        shown = [ColumnLook(look.number_format, look.width) for look in looks]
        self.book = empty_book(schema.names, shown)
        for name, content in self.book.parts:
            self.zip.writestr(name, content)
        self.styles = [
            ColumnStyle(look.kind, style)
            for look, style in zip(looks, self.book.styles, strict=True)
        ]
        self.sheet = self.zip.open(SHEET, "w")
        self.add(self.book.before)

    def look_of(self, column: pa.Field) -> ColumnFormat:
        """How a column is shown: one of texts as it is told, another one by its type."""
        usual, told = usual_format(column.name, column.type), self.formats.get(column.name)
        if told is None:
            return usual
        texts = usual.kind in (ColumnKind.TEXT, ColumnKind.TYPED)
        return told if texts else usual._replace(width=told.width)

    def add(self, content: Any) -> None:
        """Adds to the sheet. Refuses one that becomes too large."""
        self.size += len(content)
        if self.size > SHEET_BYTES:
            raise InvalidAnswer("file", given="", reason="sheet_full")
        self.sheet.write(content)
        self.hand_on()

    def hand_on(self) -> None:
        """Writes what is packed."""
        for piece in self.packed.taken():
            self.stream.write(piece)

    def close(self) -> None:
        """Writes what stands below the rows."""
        if self.book is None:
            self.begin(pa.schema([]))
        if self.book:
            self.add(self.book.after)
        self.drop()
        self.hand_on()

    def drop(self) -> None:
        """Lets go of the zip, in the order that it asks for."""
        if self.sheet:
            self.sheet.close()
        self.zip.close()


class Pieces:
    """Where a zip writes to: what it has written is taken from time to time."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, content: Any) -> int:
        """Takes a piece."""
        self.waiting.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> Iterator[bytes]:
        """What was written since."""
        pieces, self.waiting = self.waiting, []
        yield from pieces


def usual_format(name: str, kind: pa.DataType) -> ColumnFormat:
    """How a column is shown of which nothing else is told."""
    if pa.types.is_decimal(kind):
        return ColumnFormat(ColumnKind.NUMBER, f"0.{'0' * kind.scale}" if kind.scale > 0 else "0")
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return ColumnFormat(ColumnKind.NUMBER)
    if pa.types.is_boolean(kind):
        return ColumnFormat(ColumnKind.TRUTH)
    if pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and not kind.tz):
        return ColumnFormat(ColumnKind.DAY, DAYS if pa.types.is_date(kind) else MOMENTS)
    return ColumnFormat(ColumnKind.TYPED if name in NUMBERS else ColumnKind.TEXT)


def as_typed_text(column: Any) -> Any:
    """A column as the texts that a person would type."""
    if pa.types.is_timestamp(column.type):
        column = as_days(column)
    if pa.types.is_timestamp(column.type) and not column.type.tz:
        column = column.cast(pa.timestamp("s"), safe=False)
    return as_text(column)


def whole(column: Any) -> Any:
    """A column in one piece."""
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
