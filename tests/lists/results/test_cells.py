"""What the cells of an Excel file hold: each value as its kind, each text as it was."""

import tempfile
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.examples import in_memory
from estimator.lists.excel.cells import letters_of
from estimator.lists.files import excel_write
from estimator.lists.files.column_format import ColumnFormat, ColumnKind
from estimator.lists.files.excel_write import SHEET_ROWS, ExcelWriter
from estimator.locales import LANGUAGES, words
from estimator.wording.refusals import contract_refusal
from tests.lists.files.made import rows_in
from tests.lists.results.books import cells_below, column_of, sheet_in, values_of

BELGIAN_DAY = ColumnFormat(ColumnKind.DAY, "dd/mm/yyyy", 12)
NUMBER = ColumnFormat(ColumnKind.NUMBER, "0.000")
TEXT = ColumnFormat(ColumnKind.TEXT, "@")
TRUTH = ColumnFormat(ColumnKind.TRUTH)
TYPED = ColumnFormat(ColumnKind.TYPED)


def at(*given: int) -> datetime:
    """A moment as Excel has them, without a zone."""
    return datetime(*given)  # type: ignore[arg-type]  # noqa: DTZ001


def test_days_are_days() -> None:
    cells = ["2025-05-05", "2024-02-29", "9999-12-31", "1900-03-01", "2025-05-05 14:30:00", None]
    assert column_of(cells, BELGIAN_DAY) == [
        (at(2025, 5, 5), "d", "dd/mm/yyyy"),
        (at(2024, 2, 29), "d", "dd/mm/yyyy"),
        (at(9999, 12, 31), "d", "dd/mm/yyyy"),
        (at(1900, 3, 1), "d", "dd/mm/yyyy"),
        (at(2025, 5, 5, 14, 30), "d", "dd/mm/yyyy"),
        (None, "n", "General"),
    ]


@pytest.mark.parametrize(
    "text", ["2025-02-30", "2025-13-01", "1899-05-05", "05/05/2025", "bientôt", "2025-05-05T"]
)
def test_what_is_no_day_stays_a_text(text: str) -> None:
    assert column_of([text], BELGIAN_DAY) == [(text, "s", "dd/mm/yyyy")]


def test_times_of_day() -> None:
    hours = ColumnFormat(ColumnKind.NUMBER, "h:mm")
    assert column_of(["10:00:00"], hours) == [(time(10), "d", "h:mm")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40", 40), ("-5.25", -5.25), ("+3", 3), ("0", 0), ("0.5", 0.5), ("1e-05", 0.00001),
        ("123456789012345", 123456789012345),
        ("0032", "0032"), ("1234567890123456", "1234567890123456"), ("40 €", "40 €"),
        ("1,5", "1,5"), ("=1", "=1"), ("nan", "nan"), ("inf", "inf"),
    ],
)  # fmt: skip
def test_numbers_are_numbers(text: str, value: Any) -> None:
    kind = "s" if isinstance(value, str) else "n"
    assert column_of([text], NUMBER) == [(value, kind, "0.000")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40,00", 40), (" 12.5 ", 12.5), ("-5,25", -5.25), ("18", 18),
        ("1.234", "1.234"), ("1,234", "1,234"), ("0032", "0032"), ("40 €", "40 €"),
        ("1 234,50", "1 234,50"), ("=40", "=40"),
    ],
)  # fmt: skip
def test_only_what_is_clearly_a_number_is_one_as_typed(text: str, value: Any) -> None:
    assert values_of([text], TYPED) == [value]


def test_truths() -> None:
    cells = ["true", "false", "TRUE", "oui", None, ""]
    assert values_of(cells, TRUTH) == [True, False, "TRUE", "oui", None, None]


@pytest.mark.parametrize(
    "text",
    ["0032", "=1+1", "+1", "@SUM(A1)", "true", "2025-05-05", "12", " x ", "a\nb", "a\rb", "<&>]]>",
     '"quoted"', "é😀", "&amp;"],
)  # fmt: skip
def test_a_text_stays_what_it_is(text: str) -> None:
    assert column_of([text], TEXT) == [(text, "s", "@")]
    table = pa.table({"a": [text], "b": ["x"]})
    assert rows_in(in_memory(table, "out.xlsx"), ".xlsx") == [{"a": text, "b": "x"}]


def test_what_excel_would_take_for_a_sign_stays() -> None:
    content = in_memory(pa.table({"a": ["_x0041_"], "b": ["x"]}), "out.xlsx")
    assert rows_in(content, ".xlsx") == [{"a": "_x0041_", "b": "x"}]


def test_signs_that_no_sheet_holds_are_left_out() -> None:
    forbidden = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
    assert values_of([f"a{forbidden}b\tc", forbidden]) == ["ab\tc", ""]
    content = in_memory(pa.table({f"h\x01{forbidden}ead": ["x"]}), "out.xlsx")
    assert sheet_in(content)["A1"].value == "head"


def test_a_text_longer_than_a_cell_is_cut() -> None:
    (text,) = values_of(["é" * 40_000])
    assert len(text) == 32_767


@pytest.mark.parametrize(
    ("cells", "value", "shown"),
    [
        (pa.array([Decimal("225.10")], pa.decimal128(18, 2)), 225.1, "0.00"),
        (pa.array([7], pa.decimal128(9, 0)), 7, "0"),
        (pa.array([1.5]), 1.5, "General"),
        (pa.array([3], pa.int8()), 3, "General"),
        (pa.array([85010112345678901]), "85010112345678901", "General"),
        (pa.array([True]), True, "General"),
        (pa.array([date(2025, 5, 5)]), at(2025, 5, 5), "yyyy-mm-dd"),
        (pa.array([at(2025, 5, 5)]), at(2025, 5, 5), "yyyy-mm-dd hh:mm:ss"),
        (pa.array([at(2025, 5, 5, 1, 2, 3, 999)]), at(2025, 5, 5, 1, 2, 3), "yyyy-mm-dd hh:mm:ss"),
        (pa.array(["=x"]).dictionary_encode(), "=x", "General"),
        (pa.array([[1, 2]]), "[1, 2]", "General"),
        (pa.array([b"=x"]), "=x", "General"),
        (pa.nulls(1), None, "General"),
    ],
    ids=str,
)
def test_by_the_type_of_a_column(cells: pa.Array, value: Any, shown: str) -> None:
    ((found, _, number_format),) = column_of(cells)
    assert (found, number_format) == (value, shown)


@pytest.mark.parametrize("rows", [0, 1])
def test_a_list_without_rows_has_its_heads(rows: int) -> None:
    table = pa.table({"=a": ["x"], "b": ["y"]}).slice(0, rows)
    sheet = sheet_in(in_memory(table, "out.xlsx"))
    assert [(cell.value, cell.data_type) for cell in sheet[1]] == [("=a", "s"), ("b", "s")]
    assert cells_below(sheet) == [["x", "y"]][:rows]


def test_nothing_at_all() -> None:
    stream = BytesIO()
    ExcelWriter(stream).close()
    assert sheet_in(stream.getvalue())["A1"].value is None


def test_many_rows_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_write, "CELLS_AT_ONCE", 7)
    table = pa.table({"n": list(range(100)), "t": [f"t{n}" for n in range(100)]})
    stream = BytesIO()
    writer = ExcelWriter(stream)
    for begin, end in ((0, 0), (0, 30), (30, 31), (31, 100)):
        writer.write(writer.ready(table.slice(begin, end - begin)))
        # What is packed doesn't wait: memory doesn't grow with the rows.
        assert writer.packed.waiting == []
    writer.close()
    assert cells_below(sheet_in(stream.getvalue())) == [[n, f"t{n}"] for n in range(100)]
    read = openpyxl.load_workbook(BytesIO(stream.getvalue()), read_only=True).worksheets[0]
    assert len(list(read.iter_rows())) == 101
    assert len(rows_in(stream.getvalue(), ".xlsx")) == 100


def test_more_than_26_columns() -> None:
    assert [letters_of(it) for it in (0, 25, 26, 701, 702, 16_383)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD")
    ]
    table = pa.table({f"c{n}": [str(n)] for n in range(800)})
    sheet = sheet_in(in_memory(table, "out.xlsx"))
    assert cells_below(sheet) == [[str(n) for n in range(800)]]


def test_nothing_is_written_beside_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
    assert values_of(["x"]) == ["x"]


def test_a_sheet_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SHEET_ROWS == 1_048_575
    monkeypatch.setattr(excel_write, "SHEET_ROWS", 5)
    assert len(values_of(["x"] * 5)) == 5
    with pytest.raises(InvalidAnswer) as refused:
        values_of(["x"] * 6)
    assert (refused.value.reason, refused.value.allowed) == ("too_long", (5,))


def test_a_sheet_that_becomes_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_write, "SHEET_BYTES", 10_000)
    with pytest.raises(InvalidAnswer, match="sheet_full") as refused:
        values_of(["long"] * 5_000)
    for language in LANGUAGES:
        assert "CSV" in contract_refusal(words(language), refused.value)
