"""Which sheet is read, and how its columns look."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.column_format import ColumnFormat, ColumnKind
from estimator.lists.files.contents import Contents
from estimator.lists.files.upload import ON_PAGE, Reader
from estimator.lists.layout.asked import Asked
from estimator.lists.layout.sheet_look import SheetLook, sheet_look
from tests.lists.bombs import workbook as bare
from tests.lists.files.made import lines_in, read, rows_in, workbook

LIST: list[list[Any]] = [["fee", "bim"], [40, "x"]]
OTHER: list[list[Any]] = [["code", "uitleg"], ["x", "ja"]]


def sheet_read(sheets: Any, sheet: str = "", hidden: tuple[str, ...] = ()) -> str:
    return read(workbook(sheets, hidden), ".xlsx", Asked(sheet=sheet)).sheet


def test_the_only_list_is_read() -> None:
    assert sheet_read({"2025": LIST}) == "2025"
    assert sheet_read({"uitleg": OTHER, "2025": LIST, "leer": []}) == "2025"
    assert sheet_read({"2024": LIST, "2025": LIST}, hidden=("2024",)) == "2025"
    assert sheet_read({"leer": [], "x": OTHER, "titel": [["a"]]}) == "x"


def test_a_sheet_is_asked_for() -> None:
    sheets = {"Jean 2024": LIST, "uitleg": OTHER, "2025": LIST, "leer": [], "weg": LIST}
    with pytest.raises(InvalidAnswer) as refused:
        sheet_read(sheets, hidden=("weg",))
    told = refused.value
    assert (told.field, told.given, told.reason) == ("sheet", "", "sheet")
    assert told.allowed == ("Jean 2024", "uitleg", "2025")
    assert sheet_read(sheets, "2025") == "2025"
    assert sheet_read(sheets, "weg", hidden=("weg",)) == "weg"
    with pytest.raises(InvalidAnswer) as refused:
        sheet_read(sheets, "2023")
    assert (refused.value.given, refused.value.reason) == ("2023", "no_sheet")


def test_none_is_guessed_without_known_heads() -> None:
    with pytest.raises(InvalidAnswer, match="sheet"):
        sheet_read({"a": OTHER, "b": OTHER})


def test_the_name_of_a_sheet_is_no_argument() -> None:
    content = workbook({"Jeanne": LIST, "Piet": LIST})
    known = frozenset({"fee"})
    with Reader(content, "a.xlsx", ON_PAGE, known, "Jeanne") as reader:
        assert "Jeanne" not in str(reader.process.args)
        assert reader.begin().sheet == "Jeanne"


def test_a_table_among_other_lines() -> None:
    rows: list[list[Any]] = [
        ["Liste des patients"],
        [],
        ["", "Kiné", "", "", "Cas"],
        ["bim", "fee", "", "", "sessions", None],
        ["x", 40, None, None, 18],
        [None, " "],
        ["bim", "fee", None, None, "sessions"],
        ["y", 41, None, "note", 19],
    ]
    content = workbook({"a": rows})
    assert rows_in(content, ".xlsx") == [
        {"bim": "x", "fee": "40", "(D)": None, "sessions": "18"},
        {"bim": "y", "fee": "41", "(D)": "note", "sessions": "19"},
    ]
    assert lines_in(content, ".xlsx") == [5, 8]


def looked_at(book: openpyxl.Workbook) -> Contents:
    stream = BytesIO()
    book.save(stream)
    return read(stream.getvalue(), ".xlsx")


def test_how_columns_look() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C2"] = "Liste"
    heads = ["fee", "start", "bim", "x", "mixed", "", "empty", "fault"]
    values: list[Any] = [40, date(2025, 5, 5), True, "t", 1, "note", None, "#N/A"]
    for column, (head, value) in enumerate(zip(heads, values, strict=True), 3):
        sheet.cell(4, column, head or None)
        sheet.cell(5, column, value)
    sheet["C5"].number_format = '#,##0.00 "day"'
    sheet["D5"].number_format = "dd/mm/yyyy"
    sheet["G6"] = "text"
    sheet["J5"].data_type = "e"
    sheet.column_dimensions["C"].width = 14
    found = looked_at(book).formats
    assert {name: (it.kind, it.number_format) for name, it in found.items()} == {
        "fee": (ColumnKind.NUMBER, '#,##0.00 "day"'),
        "start": (ColumnKind.DAY, "dd/mm/yyyy"),
        "bim": (ColumnKind.TRUTH, "General"),
        "x": (ColumnKind.TEXT, "General"),
        "mixed": (ColumnKind.TEXT, "General"),
        "(H)": (ColumnKind.TEXT, "General"),
    }
    assert found["fee"].width == pytest.approx(14, abs=1)
    assert isinstance(found["fee"], ColumnFormat)


def test_only_the_first_rows_are_looked_at() -> None:
    rows: list[list[Any]] = [["fee", "bim"], *([[1, None]] * 60), ["late", "x"]]
    found = read(workbook({"a": rows}), ".xlsx").formats
    assert {name: it.kind for name, it in found.items()} == {"fee": "number"}


def test_a_sheet_that_does_not_number_its_cells() -> None:
    row = '<row><c t="str"><v>current</v></c><c><v>1</v></c></row>'
    found = read(bare([row]), ".xlsx").formats
    assert {name: it.kind for name, it in found.items()} == {"pathology": "text", "bim": "number"}


def test_what_tells_no_look() -> None:
    assert sheet_look(BytesIO(b"what"), "a", 1) == SheetLook()
    assert read(b"fee;bim\n1;2\n", ".csv").formats == {}
