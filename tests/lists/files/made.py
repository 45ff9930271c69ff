"""Files as programs of people write them, made in memory."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyarrow as pa

from estimator.lists.files.arrow_stream import contents_from, hand_over, received
from estimator.lists.files.contents import Contents
from estimator.lists.layout.asked import USUALLY, Asked

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """An Excel file: rows of values by the name of the sheet."""
    book, stream = openpyxl.Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    book.save(stream)
    return stream.getvalue()


def open_document(rows: Sequence[str]) -> bytes:
    """An OpenDocument file with one sheet, its rows as XML."""
    sheet = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    sheet += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
    content = (
        f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{sheet}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
    manifest = f"<manifest:manifest {SPACES}>{entry}</manifest:manifest>"
    stream = BytesIO()
    with ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", TYPE)
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def open_cell(kind: str, value: str) -> str:
    """A cell of an OpenDocument file."""
    if kind == "string":
        text = f"<text:p>{value}</text:p></table:table-cell>"
        return f'<table:table-cell office:value-type="string">{text}'
    name = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"/>'


def read(content: bytes, ending: str, asked: Asked = USUALLY) -> Contents:
    """A file read and handed over."""
    pipe = BytesIO()
    hand_over(BytesIO(content), ending, pipe, asked)
    with pa.ipc.open_stream(pipe.getvalue()) as batches:
        found = list(received(batches.iter_batches_with_custom_metadata()))
    return contents_from(found[0][1], (chunk for chunk, _ in found))


def rows_in(content: bytes, ending: str, asked: Asked = USUALLY) -> list[dict[str, Any]]:
    """The rows of a file."""
    return [row for chunk in read(content, ending, asked).chunks for row in chunk.rows.to_pylist()]


def lines_in(content: bytes, ending: str) -> list[int]:
    """The lines of the rows of a file."""
    return [line for chunk in read(content, ending).chunks for line in chunk.lines]
