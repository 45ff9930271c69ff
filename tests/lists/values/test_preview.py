"""What is understood of a list, before it is estimated."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from estimator.lists.columns.model import DayOrder, ListColumns
from estimator.lists.values.preview import PreviewCell, preview
from estimator.locales import words
from tests.lists.tables import SHEET

COLUMNS = ListColumns(
    {
        "Début": "start",
        "Patho": "pathology",
        "BIM ?": "bim",
        "Prix": "fee",
        "Nombre": "sessions",
        "Note": None,
        "Code": "plan",
    },
    days={"Début": DayOrder.DAY_FIRST},
)
NBSP = "\N{NO-BREAK SPACE}"


def rows(**columns: Sequence[object]) -> pa.Table:
    usual: dict[str, list[object]] = {
        "Début": ["03/04/2025"],
        "Patho": ["Fa"],
        "BIM ?": ["x"],
        "Prix": ["40.-"],
        "Nombre": [18],
        "Note": ["secret"],
        "Code": ["A"],
    }
    length = max(map(len, columns.values()), default=1)
    return pa.table({name: columns.get(name, own * length) for name, own in usual.items()})


def test_theirs_beside_ours() -> None:
    (row,) = preview(rows(), COLUMNS, words("nl"))
    assert row.place == 0
    assert [*row.cells.items()] == [
        ("Patho", PreviewCell("Fa", "Acute aandoening van de F-lijst (Fa)")),
        ("BIM ?", PreviewCell("x", "ja")),
        ("Prix", PreviewCell("40.-", f"40,00{NBSP}€")),
        ("Nombre", PreviewCell("18", "18")),
        ("Début", PreviewCell("03/04/2025", "3 april 2025")),
    ]


def test_a_refusal_in_its_own_words() -> None:
    (row,) = preview(rows(Patho=["F"]), COLUMNS, words("fr"))
    told = (
        "Patho : « F » peut vouloir dire plusieurs choses. Écrivez celle qui convient : "
        "Pathologie aiguë de la liste F (Fa), Pathologie chronique de la liste F (Fb)."
    )
    assert row.cells["Patho"] == PreviewCell("F", told, refused=True)


def test_empty_cells() -> None:
    bare: dict[str, list[object]] = {"BIM ?": [" "], "Prix": [None]}
    (row,) = preview(rows(**bare), COLUMNS, words("en"))
    assert row.cells["BIM ?"].refused
    assert row.cells["Prix"] == PreviewCell("", "")


def test_an_empty_cell_that_is_answered_for_the_whole_list() -> None:
    everywhere = COLUMNS._replace(everywhere={"bim": "false"})
    (row,) = preview(rows(**{"BIM ?": [None]}), everywhere, words("en"))
    assert row.cells["BIM ?"] == PreviewCell("", "no")


def test_situation_codes_by_their_names() -> None:
    situations = SHEET.book.situations
    (row,) = preview(rows(Patho=["fa-5"]), COLUMNS, words("en"), situations)
    assert row.cells["Patho"].theirs == "fa-5"
    assert "intensive care" in row.cells["Patho"].ours


def test_days_and_numbers_of_a_workbook() -> None:
    (row,) = preview(rows(Début=[date(2025, 5, 5)], Nombre=[18.0]), COLUMNS, words("en"))
    assert row.cells["Début"] == PreviewCell("2025-05-05", "5 May 2025")
    assert row.cells["Nombre"] == PreviewCell("18", "18")


def test_each_form_is_shown_once_if_it_can_be() -> None:
    """Eight hundred rows as the contract has them, and two far down that aren't."""
    pathologies = ["current"] * 400 + ["lijst E"] + ["fa"] * 400 + ["F"]
    prices = [str(row) for row in range(802)]
    prices[700] = "1 234,50"
    shown = preview(rows(Patho=pathologies, Prix=prices), COLUMNS, words("de"))
    places = [row.place for row in shown]
    assert len(places) == 10
    assert {400, 700, 801} < {*places}
    assert places == sorted(places)


def test_rows_that_are_alike_are_shown_once() -> None:
    shown = preview(rows(Patho=["Fa", "Fa", "Fb", "Fa"]), COLUMNS, words("de"))
    assert [row.place for row in shown] == [0, 2]


def test_a_list_without_rows_or_columns() -> None:
    assert preview(rows().slice(0, 0), COLUMNS, words("fr")) == ()
    assert preview(rows(), ListColumns(), words("fr")) == ()
