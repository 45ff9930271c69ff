"""No cell of a list comes out as something that a spreadsheet computes; numbers stay numbers."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from estimator.lists.examples import in_memory
from estimator.lists.files.csv_read import Dialect
from tests.lists.tables import USUAL
from tests.lists.test_files import cells, run
from tests.lists.test_page import csv_of, finished, job_of

FORMULAS = [
    "=1+1", "+cmd", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－2+3",
    "=cmd|' /C calc'!A0", "-5e3", "+32 475 12 34 56", "-", "--5",
]  # fmt: skip
NUMBERS = ["-5", "-5,25", "-5.25", "+3", "0", "12"]
HARMLESS = ["a=1", "'=1", " =1", "1-2", "", "18"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_in_csv(separator: str) -> None:
    texts = [*FORMULAS, *NUMBERS, *HARMLESS]
    rows = pa.table({"=head": texts, "n": pa.array([-5] * len(texts))})
    text = in_memory(rows, "out.csv", Dialect(separator)).decode()
    head, *found = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    assert head == ["'=head", "n"]
    assert [row[0] for row in found] == [*("'" + it for it in FORMULAS), *NUMBERS, *HARMLESS]
    assert {row[1] for row in found} == {"-5"}


@pytest.mark.parametrize(
    "kind",
    [pa.large_string(), pa.string_view(), pa.binary(), pa.dictionary(pa.int8(), pa.string())],
)
def test_however_arrow_holds_the_texts(kind: pa.DataType) -> None:
    text = in_memory(pa.table({"a": pa.array(FORMULAS).cast(kind)}), "out.csv").decode("utf-8-sig")
    _, *found = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert [row[0] for row in found] == ["'" + it for it in FORMULAS]


def test_in_excel() -> None:
    amounts = pa.array([Decimal("-5.25")] * len(FORMULAS), pa.decimal128(18, 2))
    rows = pa.table({"=head": FORMULAS, "patient": amounts, "fee": ["-5,25"] * len(FORMULAS)})
    sheet = openpyxl.load_workbook(io.BytesIO(in_memory(rows, "out.xlsx"))).worksheets[0]
    assert {cell.data_type for cell in next(iter(sheet.columns))} == {"s"}
    assert [sheet.cell(2, column).value for column in (2, 3)] == [-5.25, -5.25]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_from_a_list_on_the_page(ending: str) -> None:
    job = finished(job_of(csv_of([USUAL | {"fee": "=1+1", "=n": "=2"}]), "list.csv"))
    content = in_memory(job.rows, f"out.{ending}", job.opened.dialect)
    if ending == "csv":
        (row,) = csv.DictReader(io.StringIO(content.decode()))
        assert (row["fee"], row["'=n"]) == ("'=1+1", "'=2")
        assert row["error"].startswith("fee")
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(csv_of([USUAL | {"x": "=1+1", "y": "-5"}]))
    for ending in ("csv", "parquet", "xlsx"):
        assert run(tmp_path / "in.csv", tmp_path / f"out.{ending}") == 0
        assert run(tmp_path / f"out.{ending}", tmp_path / "again.csv") == 0
        (row,) = cells(tmp_path / "again.csv")
        assert (row["x"].lstrip("'"), row["y"]) == ("=1+1", "-5")
        assert row["x"].startswith("'")
