"""The template for a list: every column of the contract, and examples to replace."""

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

import pyarrow as pa

from estimator.engine.model.case import FIELDS
from estimator.lists.files.column_format import ColumnFormat
from estimator.lists.files.contents import NO_FORMATS
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.formats import writing

FRENCH_WAY = Dialect(separator=";", marked=True)
EXAMPLES = tuple(
    MappingProxyType(example)
    for example in (
        {"pathology": "current", "conventioned": "true", "sessions": "18"},
        {"pathology": "current", "conventioned": "false", "fee": "40", "sessions": "30"},
        {"pathology": "fa", "bim": "true", "conventioned": "false", "sessions": "60"},
        {
            "pathology": "fb",
            "setting": "home",
            "conventioned": "false",
            "fee": "45.50",
            "sessions": "80",
            "prior_sessions": "12",
            "per_week": "3",
            "report": "true",
        },
    )
)
USUAL = MappingProxyType({"setting": "practice", "bim": "false", "start": "2026-01-05"})


def template(name: str) -> bytes:
    """The template as a file, by the ending of its name."""
    rows = [{**USUAL, **example} for example in EXAMPLES]
    columns = {field: [row.get(field) for row in rows] for field in FIELDS}
    schema = pa.schema([(field, pa.string()) for field in FIELDS])
    return in_memory(pa.table(columns, schema=schema), name)


def in_memory(
    rows: pa.Table,
    name: str,
    dialect: Dialect = FRENCH_WAY,
    formats: Mapping[str, ColumnFormat] = NO_FORMATS,
) -> bytes:
    """Rows as a file, by the ending of its name."""
    stream = BytesIO()
    with writing(stream, name, dialect, formats) as writer:
        writer.write(writer.ready(rows))
    return stream.getvalue()
