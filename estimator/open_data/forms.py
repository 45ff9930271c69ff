"""A table as CSV, JSON and Parquet. The columns and their types are those of the description."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
from msgspec.json import Encoder
from pyarrow import parquet

Field = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]
#: Digits of a number in all, more than any amount has.
MOST_DIGITS = 15
ARROW: Mapping[str, Callable[[Field], Any]] = {
    "string": lambda _: pa.string(),
    "integer": lambda _: pa.int32(),
    "date": lambda _: pa.date32(),
    "boolean": lambda _: pa.bool_(),
    "number": lambda field: pa.decimal128(MOST_DIGITS, field["decimals"]),
}
#: Numbers keep their decimals: 38.40.
ENCODER = Encoder(decimal_format="number")


def typed(fields: Iterable[Field], rows: Iterable[Mapping[str, Any]]) -> Rows:
    """The rows with the described columns only; numbers with the described decimals."""
    listed = list(fields)
    return [
        {field["name"]: value_of(field, row[field["name"]]) for field in listed} for row in rows
    ]


def value_of(field: Field, value: object) -> object:
    """A value as its column is described; a list of names as one text."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-field["decimals"]))
    return " ".join(value) if isinstance(value, tuple) else value


def csv_of(fields: Sequence[Field], rows: Rows) -> bytes:
    """UTF-8, comma, decimal point, ISO days; empty where there is no value."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(field["name"] for field in fields)
    writer.writerows([plain_cell(value) for value in row.values()] for row in rows)
    return written.getvalue().encode()


def plain_cell(value: object) -> str:
    """A value as a cell."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def json_of(_: Sequence[Field], rows: Rows) -> bytes:
    """A list of objects; null where there is no value."""
    return ENCODER.encode(rows)


def parquet_of(fields: Sequence[Field], rows: Rows) -> bytes:
    """Parquet with exact decimals."""
    schema = pa.schema([(field["name"], ARROW[field["type"]](field)) for field in fields])
    written = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(rows), schema), written)
    return written.getvalue()


FORMS: Mapping[str, Callable[[Sequence[Field], Rows], bytes]] = {
    "csv": csv_of,
    "json": json_of,
    "parquet": parquet_of,
}
