"""Files that are small, and unpack to far more than a list: as an attacker would send them."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

MEGABYTE = 1 << 20
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADER = "".join(
    f'<c t="str"><v>{name}</v></c>' for name in ("pathology", "bim", "conventioned", "sessions")
)


def workbook(rows: Iterable[str], texts: Iterable[str] = (), before: str = "") -> bytes:
    """A workbook with a header; the rest of its sheet, and its shared texts, as they are given."""
    plain, made = BytesIO(), BytesIO()
    openpyxl.Workbook().save(plain)
    with ZipFile(plain) as source, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            if name not in (SHEET, TEXTS):
                target.writestr(name, source.read(name))
        with target.open(SHEET, "w") as sheet:
            sheet.write(f"{before}<worksheet {MAIN}><sheetData><row>{HEADER}</row>".encode())
            for some in rows:
                sheet.write(some.encode())
            sheet.write(b"</sheetData></worksheet>")
        with target.open(TEXTS, "w") as shared:
            shared.write(f"<sst {MAIN}>".encode())
            for some in texts:
                shared.write(some.encode())
            shared.write(b"</sst>")
    return made.getvalue()


def parquet(columns: dict[str, pa.Array]) -> bytes:
    """A Parquet file, packed as tightly as can be; who reads it writes all texts out."""
    stream = BytesIO()
    pq.write_table(pa.table(columns), stream, compression="zstd", store_schema=False)
    return stream.getvalue()


def repeated(text: str, times: int) -> pa.DictionaryArray:
    """One text standing in many rows, written once."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(times, np.int32)), pa.array([text]))
