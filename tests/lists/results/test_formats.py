"""The columns of an Excel list come back in the result as they were."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from estimator.lists import batch
from estimator.lists.batch import Counted, Request
from estimator.lists.columns.model import ListColumns
from estimator.lists.examples import in_memory
from estimator.lists.files.column_format import ColumnFormat, ColumnKind
from estimator.lists.frames import ADDED
from estimator.lists.results.own_formats import own_formats
from tests.lists.files.made import read
from tests.lists.results.books import sheet_in
from tests.lists.test_files import cells, run
from tests.lists.test_page import finished, job_of

HEADS = ["Dossier", "Pathologie", "BIM", "Conventionné", "Séances", "Début", "Prix (€)", "Heure"]
#: How each column looks: its values, its number format, its width.
LOOKS: dict[str, tuple[list[Any], str, float]] = {
    "Dossier": (["0032", "=1+1"], "@", 9),
    "Pathologie": (["courante", "courante"], "General", 24),
    "BIM": ([False, False], "General", 7),
    "Conventionné": (["non", "oui"], "General", 13),
    "Séances": ([18, 0], "0", 8),
    "Début": ([date(2025, 5, 5), date(2025, 6, 30)], "dd/mm/yyyy", 12),
    "Prix (€)": ([41.5, 1234.5], '#,##0.00 "€"', 15),
    "Encodé": ([date(2025, 5, 1), date(2025, 5, 2)], "mm-dd-yy", 11),
}


def book_of(looks: dict[str, tuple[list[Any], str, float]]) -> bytes:
    """A workbook of an intake desk, with a title above its heads and an empty first column."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B1"] = "Liste des patients"
    for column, (head, (values, shown, width)) in enumerate(looks.items(), 2):
        sheet.cell(3, column, head)
        for row, value in enumerate(values, 4):
            cell = sheet.cell(row, column, value)
            cell.number_format = shown
            if isinstance(value, str):
                cell.data_type = "s"
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = width
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def check(sheet: Any, added: tuple[str, ...] = ADDED) -> None:
    """Every column is as it was, then come ours."""
    heads = [cell.value for cell in sheet[1]]
    assert heads == [*LOOKS, *added]
    for column, (head, (values, shown, width)) in enumerate(LOOKS.items(), 1):
        found = [sheet.cell(row, column) for row in (2, 3)]
        told = [it.value.date() if it.is_date else it.value for it in found]
        assert told == values, head
        assert [type(it) for it in told] == [type(it) for it in values], head
        assert {it.number_format for it in found} == {shown}, head
        letter = found[0].column_letter
        assert sheet.column_dimensions[letter].width == pytest.approx(width, abs=0.15), head
    assert sheet.cell(3, 1).data_type == "s"


def on_the_page(content: bytes) -> bytes:
    job = finished(job_of(content, "liste.xlsx"))
    assert job.errors == 1
    return in_memory(
        job.rows, "r.xlsx", formats=own_formats(job.opened.formats, job.ground.columns)
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(book_of(LOOKS))
    return path


def test_on_the_command_line(desk: Path) -> None:
    out, wrong = desk.with_name("out.xlsx"), desk.with_name("wrong.xlsx")
    assert run(desk, out, "--wrong", wrong) == 0
    sheet = sheet_in(out.read_bytes())
    check(sheet)
    patient = sheet.cell(2, len(LOOKS) + 1 + ADDED.index("patient"))
    assert patient.data_type == "n"
    assert patient.number_format == "0.00"
    (head, row) = sheet_in(wrong.read_bytes()).iter_rows()
    assert [cell.value for cell in head] == [*LOOKS, "kine_row", "kine_why"]
    assert [cell.number_format for cell in row][: len(LOOKS)] == [it for _, it, _ in LOOKS.values()]
    assert row[len(LOOKS)].value == 5


def test_a_result_looks_the_same_to_our_own_reader(desk: Path) -> None:
    out = desk.with_name("out.xlsx")
    assert run(desk, out) == 0
    before, after = (read(path.read_bytes(), ".xlsx").formats for path in (desk, out))
    assert {name: after[name][:2] for name in LOOKS} == {name: before[name][:2] for name in LOOKS}
    assert after["patient"][:2] == (ColumnKind.NUMBER, "0.00")
    again = desk.with_name("again.xlsx")
    assert run(out, again) == 0
    check(sheet_in(again.read_bytes()))


def test_a_wide_list_and_one_with_looks_that_cannot_be(desk: Path) -> None:
    looks = LOOKS | {"Dossier": (LOOKS["Dossier"][0], "@", 0)}
    desk.write_bytes(book_of(looks))
    assert run(desk, desk.with_name("out.xlsx")) == 0


def test_most_cells_of_a_column_tell_its_kind() -> None:
    def kind_of(values: list[Any]) -> Any:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in [["fee", "bim"], *([value, "x"] for value in values)]:
            sheet.append(row)
        stream = BytesIO()
        book.save(stream)
        return read(stream.getvalue(), ".xlsx").formats["fee"].kind

    assert kind_of([40, 41, "—"]) == ColumnKind.NUMBER
    assert kind_of([40, "41", "A12"]) == ColumnKind.TEXT
    assert kind_of([40, "41"]) == ColumnKind.TEXT
    assert kind_of([date(2025, 5, 5), date(2025, 5, 6), "05/05/2025"]) == ColumnKind.DAY


def test_texts_of_csv_stay_but_for_clear_numbers(tmp_path: Path) -> None:
    lines = [
        "Dossier;Pathologie;BIM;Conventionné;Séances;Début;Prix;Réf",
        "0032;courante;non;non;18;05/05/2025;41,50;12",
        "7;courante;non;non;18;2025-05-05;1.234;=1+1",
    ]
    (tmp_path / "in.csv").write_text("\n".join(lines), "utf-8")
    assert run(tmp_path / "in.csv", tmp_path / "out.xlsx") == 0
    sheet = sheet_in((tmp_path / "out.xlsx").read_bytes())
    assert [[cell.value for cell in row[:8]] for row in sheet.iter_rows(min_row=2)] == [
        ["0032", "courante", "non", "non", 18, "05/05/2025", 41.5, "12"],
        ["7", "courante", "non", "non", 18, "2025-05-05", "1.234", "=1+1"],
    ]


def test_own_formats() -> None:
    columns = ListColumns({"Prix": "fee", "Tarif": None, "Début": "start", "n": "sessions"})
    day = ColumnFormat(ColumnKind.DAY, "d/m/yy", 9)
    found = own_formats({"Début": day, "n": ColumnFormat(ColumnKind.TEXT)}, columns)
    assert found["Début"] == day
    assert found["Prix"] == ColumnFormat(ColumnKind.TYPED)
    assert found["n"] == ColumnFormat(ColumnKind.TEXT)
    assert "Tarif" not in found
    assert set(ADDED) < set(found)


@pytest.mark.parametrize("ending", [".tsv", ".TSV"])
def test_tab_separated_results(tmp_path: Path, ending: str) -> None:
    (tmp_path / "in.csv").write_text(
        "pathology,bim,conventioned,sessions,start,intake,x\n"
        "current,false,true,18,2025-05-05,false,=1+1\n"
    )
    out = tmp_path / f"out{ending}"
    assert run(tmp_path / "in.csv", out) == 0
    (row,) = cells(out, "\t")
    assert (row["x"], row["patient"]) == ("'=1+1", "112.50")
    assert run(out, tmp_path / "again.csv") == 0


def test_progress_throughout_a_long_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "SHEET_STEP", 4)
    head = "pathology,bim,conventioned,sessions,start\n"
    (tmp_path / "in.csv").write_text(head + "current,false,true,18,2025-05-05\n" * 10)
    told: list[Counted] = []
    show: Callable[[Counted], None] = told.append
    request = Request("en", date(2026, 1, 1))
    batch.run(tmp_path / "in.csv", tmp_path / "out.xlsx", request, 1, show)
    assert [it.rows for it in told] == [0, 4, 8, 10]
    told.clear()
    batch.run(tmp_path / "in.csv", tmp_path / "out.csv", request, 1, show)
    assert [it.rows for it in told] == [0, 10]
