"""Writes CSV files chunk by chunk, without cells that a spreadsheet would compute."""

import csv
import io
import re
from typing import IO, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from estimator.lists.files.csv_read import MARK, Dialect
from estimator.wording.spreadsheet import FORMULA_STARTS

COMMA_WITH = ";"
"""Spreadsheets that separate cells by semicolons write decimals with a comma."""
FORMULA = f"^({'|'.join(map(re.escape, FORMULA_STARTS))})"
NUMBER = r"^[+-]?[0-9]+([.,][0-9]+)?$"
SPECIAL = '[",;|\t\r\n]'


class Lines(NamedTuple):
    """Rows as the lines of a file, and the names of their columns."""

    names: list[str]
    text: pa.Buffer


class CsvWriter:
    """Writes the header with the first rows, then rows."""

    def __init__(self, stream: IO[bytes], dialect: Dialect) -> None:
        self.stream = stream
        self.dialect = dialect
        self.begun = False

    def ready(self, rows: pa.Table) -> Lines:
        """Rows as text."""
        columns = [self.cells(column) for column in rows.columns]
        special = any(needs_quotes(column) for column in columns)
        columns = [it.cast(it.type.value_type) if is_encoded(it) else it for it in columns]
        options = arrow_csv.WriteOptions(
            include_header=False,
            delimiter=self.dialect.separator,
            quoting_style="needed" if special else "none",
        )
        text = pa.BufferOutputStream()
        table = without_empty_batches(pa.table(columns, names=rows.column_names))
        arrow_csv.write_csv(table, text, options)
        return Lines(rows.column_names, text.getvalue())

    def write(self, ready: Lines) -> None:
        """Adds rows."""
        if not self.begun:
            self.begun = True
            # With a byte order mark if the source file had one or was not UTF-8.
            marked = self.dialect.marked or self.dialect.encoding != "utf-8"
            text = io.StringIO(newline="")
            text.write(MARK if marked else "")
            writer = csv.writer(text, delimiter=self.dialect.separator, lineterminator="\n")
            writer.writerow(harmless(pa.array(ready.names)).to_pylist())
            self.stream.write(text.getvalue().encode())
        self.stream.write(ready.text)

    def cells(self, column: pa.ChunkedArray) -> Any:
        """A column as it is written."""
        if pa.types.is_decimal(column.type):
            text = column.cast(pa.string())
            comma = self.dialect.separator == COMMA_WITH
            return pc.replace_substring(text, ".", ",") if comma else text
        if pa.types.is_timestamp(column.type):
            return as_days(column)
        plain = pa.types.is_primitive(column.type) or pa.types.is_null(column.type)
        return column if plain else harmless_texts(column)

    def close(self) -> None:
        """Nothing is left to write."""

    def drop(self) -> None:
        """Nothing is held."""


def without_empty_batches(table: pa.Table) -> pa.Table:
    """The same rows. Arrow 26 writes zero bytes where the first batch has no rows."""
    batches = [batch for batch in table.to_batches() if len(batch)]
    return pa.Table.from_batches(batches, table.schema)


def as_days(column: Any) -> Any:
    """Timestamps as days, if all of them are midnight."""
    midnights = pc.all(pc.equal(column, pc.floor_temporal(column, unit="day"))).as_py()
    return column.cast(pa.date32()) if midnights is not False else column


def as_text(column: Any) -> Any:
    """A column as texts, whatever its type."""
    try:
        return column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        cells = [None if cell is None else str(cell) for cell in column.to_pylist()]
        return pa.chunked_array([cells], type=pa.string())


def harmless_texts(column: Any) -> Any:
    """A column as safe texts, dictionary-encoded so that each is checked once."""
    coded = as_text(column).dictionary_encode().unify_dictionaries()
    pieces = [
        pa.DictionaryArray.from_arrays(piece.indices, harmless(piece.dictionary))
        for piece in coded.chunks
    ]
    return pa.chunked_array(pieces, pa.dictionary(pa.int32(), pa.string()))


def is_encoded(column: Any) -> bool:
    """Whether a column is dictionary-encoded."""
    return bool(pa.types.is_dictionary(column.type))


def harmless(texts: Any) -> Any:
    """Texts that no spreadsheet takes for a formula; those that look like one get an apostrophe."""
    formula = pc.and_not(
        pc.match_substring_regex(texts, FORMULA), pc.match_substring_regex(texts, NUMBER)
    )
    return pc.if_else(formula, pc.binary_join_element_wise("'", texts, ""), texts)


def needs_quotes(column: Any) -> bool:
    """Whether a cell contains a separator of cells or lines."""
    if is_encoded(column):
        return any(needs_quotes(piece.dictionary) for piece in column.chunks[:1])
    if not pa.types.is_string(column.type):
        return False
    return bool(pc.any(pc.match_substring_regex(column, SPECIAL)).as_py())
