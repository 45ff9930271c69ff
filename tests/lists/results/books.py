"""Workbooks written, and looked at as openpyxl reads them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl
import pyarrow as pa

from estimator.lists.examples import in_memory
from estimator.lists.files.column_format import ColumnFormat

#: The value of a cell, what openpyxl calls its kind, its number format.
Found = tuple[Any, str, str]


def sheet_in(content: bytes) -> Any:
    """The only sheet of a workbook."""
    (sheet,) = openpyxl.load_workbook(BytesIO(content)).worksheets
    return sheet


def cells_below(sheet: Any) -> list[list[Any]]:
    """The values of the rows below the header."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def column_of(cells: Sequence[Any], look: ColumnFormat | None = None) -> list[Found]:
    """A column of a list, written with a look and read again. A second column keeps its empty
    cells from being no rows."""
    values = cells if isinstance(cells, pa.Array) else pa.array(cells, pa.string())
    table = pa.table({"a": values, "z": ["z"] * len(values)})
    looks: Mapping[str, ColumnFormat] = {"a": look} if look else {}
    sheet = sheet_in(in_memory(table, "out.xlsx", formats=looks))
    assert [cell.value for cell in sheet[1]] == ["a", "z"]
    found = [sheet.cell(row + 2, 1) for row in range(len(values))]
    return [(cell.value, cell.data_type, cell.number_format) for cell in found]


def values_of(cells: Sequence[Any], look: ColumnFormat | None = None) -> list[Any]:
    """The values of the same."""
    return [value for value, _, _ in column_of(cells, look)]
