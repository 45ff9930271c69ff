"""Lists in files: every row in, every row out, in order, whatever the file is like."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from estimator.cli.main import main
from estimator.lists.files import chunks, csv_read
from estimator.lists.frames import ADDED
from tests.lists.tables import USUAL, single

GOOD = USUAL | {"conventioned": "false", "fee": "40.50", "name": 'Zoë; "het"\nkind'}
BAD = GOOD | {"sessions": "0", "name": "=1+1"}
NAMES = list(GOOD)
LEFT = "397.44"


def written(
    path: Path, rows: Sequence[dict[str, Any]], separator: str = ",", encoding: str = "utf-8"
) -> Path:
    """A CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(NAMES)
    writer.writerows(row.values() for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def cells(path: Path, separator: str = ",") -> list[dict[str, str]]:
    """A CSV file as it was written."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=separator))


def run(*arguments: object) -> int:
    return main(["batch", *map(str, arguments)])


@pytest.mark.parametrize("separator", csv_read.SEPARATORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("fee", ["40.50", "40,50"])
def test_csv_of_every_kind(tmp_path: Path, separator: str, encoding: str, fee: str) -> None:
    rows = [row | {"fee": fee} for row in (GOOD, BAD, GOOD)]
    source = written(tmp_path / "in.csv", rows, separator, encoding)
    assert run(source, tmp_path / "out.csv") == 0
    result = cells(tmp_path / "out.csv", separator)
    left = LEFT.replace(".", ",") if separator == ";" else LEFT
    assert [row["patient"] for row in result] == [left, "", left]
    assert [bool(row["error"]) for row in result] == [False, True, False]
    assert [row["name"] for row in result] == [GOOD["name"], "'=1+1", GOOD["name"]]
    marked = (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert marked == (encoding != "utf-8")


def test_rows_of_another_width_are_errors_in_their_place(tmp_path: Path) -> None:
    plain = [*USUAL.values()]
    lines = [[*USUAL], plain, plain[:3], [*plain, "more", "still"], [], plain]
    source = tmp_path / "in.csv"
    source.write_text("\n".join(",".join(line) for line in lines))
    assert run(source, tmp_path / "out.csv", "--lang", "en") == 0
    result = cells(tmp_path / "out.csv")
    assert [row["patient"] for row in result] == ["112.50", "", "", "112.50"]
    assert [row["error"] for row in result][1:3] == [
        f"This row has {width} cells, the header has {len(plain)}." for width in (3, 8)
    ]


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("workers", [1, 2])
def test_many_chunks_keep_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quoted: bool, workers: int
) -> None:
    monkeypatch.setattr(csv_read, "CHUNK", 7)
    monkeypatch.setattr(csv_read, "BLOCK", 512)
    rows = [GOOD | {"name": f"n{n}", "sessions": str(n % 30)} for n in range(100)]
    rows[60]["name"] = '"' if quoted else "n60"
    source = written(tmp_path / "in.csv", rows)
    assert run(source, tmp_path / "out.csv", "--workers", workers) == 0
    result = cells(tmp_path / "out.csv")
    assert [row["name"] for row in result] == [row["name"] for row in rows]
    for given, told in zip(rows, result, strict=True):
        assert tuple(told[name] or None for name in ADDED) == tuple(
            None if value is None else str(value) for value in single(given)
        )


def test_parquet_keeps_the_types(tmp_path: Path) -> None:
    frame = pd.DataFrame([USUAL | {"n": n} for n in range(5)])
    frame["sessions"] = frame["sessions"].astype("int16")
    frame["bim"] = frame["bim"] == "true"
    frame["start"] = pd.to_datetime(frame["start"])
    frame["pathology"] = frame["pathology"].astype("category")
    frame["list"] = [[1]] * 5
    frame.to_parquet(tmp_path / "in.parquet", row_group_size=2)
    assert run(tmp_path / "in.parquet", tmp_path / "out.parquet") == 0
    result = pq.read_table(tmp_path / "out.parquet")
    before = pq.read_schema(tmp_path / "in.parquet")
    assert [result.schema.field(name).type for name in before.names] == before.types
    assert result["n"].to_pylist() == list(range(5))
    assert result["patient"].type == pa.decimal128(18, 2)
    assert {str(value) for value in result["patient"].to_pylist()} == {"112.50"}
    assert run(tmp_path / "out.parquet", tmp_path / "out.csv") == 0
    again = cells(tmp_path / "out.csv")
    assert {(row["start"], row["patient"], row["list"]) for row in again} == {
        ("2025-05-05", "112.50", "[1]")
    }


def test_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([*USUAL, "name", None])
    typed = ["current", False, True, 18, datetime(2025, 5, 5), False]  # noqa: DTZ001
    sheet.append([*typed, "\u00eb"])
    sheet.append([None] * 7)
    sheet.append(["current", "false", "true", "many", "2025-05-05", "false", "x"])
    sheet.append([*typed, "y", None, "beyond"])
    book.save(tmp_path / "in.xlsx")
    assert run(tmp_path / "in.xlsx", tmp_path / "out.xlsx") == 0
    written = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    head, *rows = [[cell.value for cell in row] for row in written.iter_rows()]
    left = head.index("patient")
    assert [row[left] for row in rows] == [112.5, None, 112.5]
    assert [bool(row[head.index("error")]) for row in rows] == [False, True, False]
    assert [row[head.index("(I)")] for row in rows] == [None, None, "beyond"]
    assert [row[head.index("sessions")] for row in rows] == [18, "many", 18]


def test_only_a_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of a folder on a cluster may well be without rows; any other one is refused."""
    assert run(written(tmp_path / "in.csv", []), tmp_path / "out.csv", "--lang", "en") == 2
    assert "there is no row below them" in capsys.readouterr().err
    pq.write_table(
        pa.table({name: pa.nulls(0, pa.string()) for name in NAMES}), tmp_path / "in.parquet"
    )
    assert run(tmp_path / "in.parquet", tmp_path / "out.csv") == 0
    assert cells(tmp_path / "out.csv") == []


def test_into_the_same_file(tmp_path: Path) -> None:
    source = written(tmp_path / "in.csv", [GOOD])
    assert run(source, source) == 0
    assert cells(source)[0]["patient"] == LEFT


def test_a_chunk_is_bounded() -> None:
    assert chunks.CHUNK <= 1 << 20
