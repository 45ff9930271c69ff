"""Wrong rows taken from the page, mended, and brought back; answers taken and given as a file."""

import csv
import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from threading import Semaphore
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from estimator.lists.opening import Mending
from estimator.pages.advisor.lists.meanings import ANSWERS
from estimator.pages.advisor.lists.mending import CORRECTED, made
from tests.lists.paging import Paging
from tests.lists.tables import USUAL
from tests.lists.test_errors_page import estimated, ordinary
from tests.lists.test_page import csv_of, finished

NAME = "fr_wrong_rows.csv"
#: Typed by hand: the first row of tests/lists/ordinary/reckoning.md (A), and its third (C).
A, C = Decimal("112.50"), Decimal("390.23")
HEAD = "Dossier;Pathologie;Lieu;BIM;Conventionné;Prix;Séances;Début;kine_row;kine_why\r\n"
MENDED = (
    HEAD
    + "2;courante;cabinet;non;oui;;18;16/06/2025;3;\r\n"
    + "4;courante;cabinet;non;oui;;18;30/09/2025;5;\r\n"
)


def bring(paging: Paging, text: str, name: str = "wrong.csv") -> None:
    """Brings a corrected file back, and waits for the new result."""
    content = text if isinstance(text, bytes) else text.encode()
    paging.app.file_uploader(key=CORRECTED).set_value((name, content, "text/plain"))
    paging.run()
    if paging.given.mending:
        finished(paging.given.mending)
        paging.run()
    paging.wait()


def left(paging: Paging) -> list[Decimal | None]:
    """What is left to pay in each row."""
    found: list[Decimal | None] = paging.job.rows["patient"].to_pylist()
    return found


def told(paging: Paging) -> str:
    """What is told of the last corrected file."""
    boxes = [*paging.app.success, *paging.app.info, *paging.app.error]
    return " ".join(box.value for box in boxes)


def test_the_wrong_rows_alone_are_taken() -> None:
    paging = ordinary(NAME)
    assert paging.say("list_mend.title") in paging.read
    text = made(paging.job, "wrong.csv").decode("utf-8-sig")
    head, first, second = csv.reader(text.splitlines(), delimiter=";")
    assert head == HEAD.strip().split(";")
    *kept, why = first
    assert ";".join(kept) == "2;courante;cabinet;peut-être;oui;;beaucoup;16/06/2025;3"
    assert "peut-être" in why
    assert "beaucoup" in why
    assert second[:9] == ["4", "courante", "cabinet", "non", "oui", "", "0", "31/09/2025", "5"]
    sheet: Any = openpyxl.load_workbook(BytesIO(made(paging.job, "wrong.xlsx"))).active
    assert [cell.value for cell in sheet[1]] == HEAD.strip().split(";")
    assert sheet.max_row == 3


def test_a_list_of_excel_gives_a_text_as_belgium_has_it() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (list(USUAL), [*(USUAL | {"sessions": "0"}).values()]):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    paging = estimated("list.xlsx", stream.getvalue())
    head, _ = made(paging.job, "wrong.csv").decode("utf-8-sig").splitlines()
    assert head.replace('"', "").startswith("pathology;bim;")


def test_corrected_rows_take_their_places() -> None:
    paging = ordinary(NAME)
    assert left(paging) == [A, None, C, None]
    bring(paging, MENDED)
    assert left(paging) == [A, A, C, A]
    assert "2 lignes ont été remplacées par les lignes corrigées. Il ne reste" in told(paging)
    assert paging.say("list_mend.kinds") not in paging.read
    assert "Terminé : 4 lignes, dont 0 avec une erreur." in paging.read


def test_one_file_after_the_other() -> None:
    paging = ordinary(NAME)
    bring(paging, "\r\n".join(MENDED.split("\r\n")[:2]))
    assert left(paging) == [A, A, C, None]
    assert "1 ligne a été remplacée par la ligne corrigée. 1 ligne a encore" in told(paging)
    text = made(paging.job, "wrong.csv").decode("utf-8-sig")
    assert len(text.splitlines()) == 2
    bring(paging, HEAD + "4;courante;cabinet;non;oui;;18;30/09/2025;5;\r\n", "again.csv")
    assert left(paging) == [A, A, C, A]


REFUSED = {
    "no numbers": (MENDED.replace("kine_row", "numéro"), "n’a pas de colonne"),
    "twice": (MENDED.replace(";5;", ";3;"), "plus d’une fois"),
    "unknown": (MENDED.replace(";5;", ";99;"), "99"),
    "another column": (MENDED.replace("Prix", "Preis"), "Preis"),
    "no number": (MENDED.replace(";5;", ";cinq;"), "cinq"),
    "empty": ("", "vide"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_costs_nothing(case: str) -> None:
    text, why = REFUSED[case]
    paging = ordinary(NAME)
    before = paging.job
    bring(paging, text)
    assert paging.job is before
    assert left(paging) == [A, None, C, None]
    (error,) = paging.app.error
    assert why in error.value
    bring(paging, MENDED, "better.csv")
    assert not paging.app.error
    assert left(paging) == [A, A, C, A]


def test_a_cell_that_does_not_fit_its_column_is_told() -> None:
    stream = BytesIO()
    columns = {name: [text, text] for name, text in USUAL.items()} | {"sessions": [18, 0]}
    pa.parquet.write_table(pa.table(columns), stream)
    paging = estimated("list.parquet", stream.getvalue(), "en")
    bring(paging, "sessions;kine_row\r\nmany;2\r\n")
    assert "‘many’ does not fit this column" in told(paging)
    bring(paging, "sessions;kine_row\r\n18,0;2\r\n", "again.csv")
    assert left(paging) == [A, A]


def test_a_workbook_with_several_sheets_is_asked_about() -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("one", "two"):
        sheet = book.create_sheet(name)
        for line in MENDED.splitlines():
            sheet.append(line.split(";"))
    stream = BytesIO()
    book.save(stream)
    paging = ordinary(NAME)
    bring(paging, stream.getvalue(), "wrong.xlsx")  # type: ignore[arg-type]
    paging.choose(paging.say("list_page.sheet"), "two")
    finished(paging.given.mending)
    paging.run()
    paging.wait()
    assert left(paging) == [A, A, C, A]


def test_heads_that_only_the_person_knows_are_found_again() -> None:
    paging = Paging("en")
    names = dict(zip(USUAL, ("a", "b", "c", "d", "e", "f"), strict=True))
    rows = [USUAL, USUAL | {"sessions": "0"}]
    paging.upload(
        "list.csv", csv_of([{names[it]: text for it, text in row.items()} for row in rows])
    )
    answers = {"columns": {own: name for name, own in names.items()}}
    paging.app.file_uploader(key=ANSWERS).set_value(
        ("a.json", json.dumps(answers).encode(), "application/json")
    )
    paging.run()
    paging.press("list_page.start")
    paging.wait()
    bring(paging, "My corrections;;\r\nd;kine_row;kine_why\r\n18;3;\r\n")
    assert left(paging) == [A, A]


def test_the_reading_is_shown_beside_the_result_and_can_be_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = Semaphore(0)
    read = Mending.read
    monkeypatch.setattr(Mending, "read", lambda self, it: held.acquire() and read(self, it))
    paging = ordinary(NAME)
    paging.app.file_uploader(key=CORRECTED).set_value(("w.csv", MENDED.encode(), "text/csv"))
    paging.run()
    mending = paging.given.mending
    assert paging.say("list_page.result") in paging.read
    paging.press("list_page.stop")
    held.release()
    finished(mending)
    paging.run()
    assert left(paging) == [A, None, C, None]
    assert paging.given.mending is None
    assert not paging.app.error


def test_the_list_taken_back_ends_the_reading() -> None:
    paging = ordinary(NAME)
    paging.app.file_uploader(key=CORRECTED).set_value(("w.csv", MENDED.encode(), "text/csv"))
    paging.run()
    mending = paging.given.mending
    paging.app.file_uploader(key="fixed_file").set_value([])
    paging.run()
    assert mending.cancelled
    assert "fixed_list" not in paging.app.session_state


def test_mended_rows_outlast_the_language_and_another_answer() -> None:
    paging = ordinary(NAME)
    bring(paging, "\r\n".join(MENDED.split("\r\n")[:2]))
    paging.speak("de")
    paging.wait()
    assert left(paging) == [A, A, C, None]
    assert "1 Zeile wurde durch die berichtigte ersetzt." in told(paging)
    paging.choose(paging.say("list_page.meaning", column="Dossier"), "prior_sessions")
    paging.press("list_page.start")
    paging.wait()
    assert paging.job.rows["BIM"].to_pylist() == ["non"] * 4


def give_answers(paging: Paging, content: bytes, name: str = "columns.json") -> None:
    """Gives a file of answers."""
    paging.app.file_uploader(key=ANSWERS).set_value((name, content, "application/json"))
    paging.run()


def test_answers_kept_as_a_file_are_given_again() -> None:
    kept = (Path(__file__).parent / "ordinary" / "fr_no_bim.csv.columns.json").read_bytes()
    paging = Paging("fr")
    paging.upload("fr_no_bim.csv", (Path(__file__).parent / "ordinary/fr_no_bim.csv").read_bytes())
    assert paging.say("list_page.which.bim") in paging.asked
    give_answers(paging, kept)
    assert paging.say("list_page.which.bim") not in paging.asked
    paging.press("list_page.start")
    paging.wait()
    assert sum(filter(None, left(paging))) == Decimal("696.53")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no JSON", "JSON"),
        (b'{"columns": {"Nowhere": "fee"}}', "Nowhere"),
        (b'{"columns": {"Prix": "price"}}', "price"),
        (b'{"column": {}}', "column"),
    ],
)
def test_answers_that_wont_do_are_told_and_cost_nothing(content: bytes, why: str) -> None:
    paging = ordinary(NAME)
    before = paging.job
    give_answers(paging, content)
    assert why in told(paging)
    assert paging.job is before
    give_answers(paging, b"{}", "right.json")
    assert not paging.app.error
    assert paging.say("list_page.start") in paging.buttons
