"""Lists with values as people write them give what the contract's own forms give."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from estimator.lists.answered import Ground
from estimator.lists.chunk_results import estimated
from estimator.lists.columns.model import DayOrder, ListColumns
from estimator.lists.files.chunks import Chunk
from estimator.locales import words
from tests.lists.tables import SHEET

COLUMNS = ListColumns(
    {
        "pathologie": "pathology",
        "lieu": "setting",
        "BIM": "bim",
        "conventionné": "conventioned",
        "prix": "fee",
        "séances": "sessions",
        "début": "start",
    },
    days={"début": DayOrder.DAY_FIRST},
)
Rows = Mapping[str, Sequence[str | None]]

THEIRS: Rows = {
    "pathologie": ["courante", "Fa", "liste E"],
    "lieu": ["cabinet", "domicile", "cabinet"],
    "BIM": ["x", "", None],
    "conventionné": ["non", "oui", "déconventionné"],
    "prix": ["40,00 €", "", "38,50 €"],
    "séances": ["18", "30 séances", "40"],
    "début": ["05/05/2025", "10/06/2025", "01/09/2025"],
}
OURS: Rows = {
    "pathology": ["current", "fa", "heavy"],
    "setting": ["practice", "home", "practice"],
    "bim": ["true", "false", "false"],
    "conventioned": ["false", "true", "false"],
    "fee": ["40.00", "", "38.50"],
    "sessions": ["18", "30", "40"],
    "start": ["2025-05-05", "2025-06-10", "2025-09-01"],
}


def results(rows: Rows, columns: ListColumns) -> list[Any]:
    ground = Ground(SHEET, words("fr"), columns=columns)
    done = estimated(Chunk(pa.table(rows)), ground).rows
    found: list[Any] = done.select(done.column_names[len(rows) :]).to_pylist()
    return found


def test_the_same_results() -> None:
    empty_is_no = COLUMNS._replace(everywhere={"bim": "non"})
    ours = results(OURS, ListColumns())
    assert results(THEIRS, empty_is_no) == ours
    assert [row["error"] for row in ours] == [None] * 3


def test_an_empty_cell_is_never_taken_for_a_no() -> None:
    first, *others = results(THEIRS, COLUMNS)
    assert first["error"] is None
    assert all(
        str(row["error"]).startswith("BIM\N{NO-BREAK SPACE}: la réponse manque") for row in others
    )


def test_an_answer_for_the_whole_list_fills_what_no_column_says() -> None:
    theirs = {name: column for name, column in THEIRS.items() if name != "BIM"}
    columns = COLUMNS._replace(
        columns={own: name for own, name in COLUMNS.columns.items() if own != "BIM"},
        everywhere={"bim": "oui"},
    )
    ours = {**OURS} | {"bim": ["true"] * 3}
    assert results(theirs, columns) == results(ours, ListColumns())
