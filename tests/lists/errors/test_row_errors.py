"""All errors of a row at once, and no row that costs another one anything."""

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.lists.answered import Ground
from estimator.lists.chunk_results import Done, estimated
from estimator.lists.columns.model import ListColumns
from estimator.lists.errors.tally import Seen, Tally, on_lines, together
from estimator.lists.files.chunks import Chunk
from estimator.lists.frames import ADDED
from tests.engine.cases import SOME
from tests.lists.tables import FRENCH, SHEET, TODAY, USUAL, found, single, table
from tests.lists.tables import estimated as of_table

GROUND = Ground(SHEET, FRENCH, TODAY)
TWO_CELLS = {"bim": "peut-être", "sessions": "beaucoup"}
THREE_FAULTS = {
    "conventioned": "false",
    "setting": "hospital",
    "surcharge": "5",
    "first_session": "2025-01-01",
}
CELLS = [{}, TWO_CELLS, {"bim": "7"}, {"fee": "-1"}, THREE_FAULTS, {"start": "1999-01-01"}]


def done(rows: list[dict[str, Any]], **more: Any) -> Done:
    texts = pa.table(
        {name: pa.array([row.get(name) for row in rows], pa.string()) for name in rows[0]}
    )
    return estimated(Chunk(texts, lines=range(2, 2 + len(rows)), **more), GROUND)


def counted(tally: Tally) -> dict[tuple[str, str], tuple[int, tuple[int, ...]]]:
    return {kind: (seen.rows, seen.first) for kind, seen in tally.items()}


def test_two_refused_cells_are_both_told_in_the_order_of_the_contract() -> None:
    (row,) = done([USUAL | TWO_CELLS]).rows["error"].to_pylist()
    assert row == (
        "bim\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}peut-être\N{NO-BREAK SPACE}» n'est pas une "
        "réponse possible. Choisissez parmi\N{NO-BREAK SPACE}: true, false. "
        "sessions\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}beaucoup\N{NO-BREAK SPACE}» ne convient "
        "pas. Donnez un nombre entier, compris dans\N{NO-BREAK SPACE}: 1 … 400."
    )


def test_all_faults_between_answers_are_told() -> None:
    (row,) = done([USUAL | THREE_FAULTS]).rows["error"].to_pylist()
    places = [row.index(field) for field in ("fee", "surcharge", "first_session")]
    assert places == sorted(places)


def test_an_error_names_the_head_of_the_own_column() -> None:
    rows = pa.table({name: [text] for name, text in USUAL.items() if name != "bim"})
    rows = rows.append_column("Intervention majorée", pa.array(["peut-être"]))
    own = {name: name for name in USUAL if name != "bim"} | {"Intervention majorée": "bim"}
    result = estimated(Chunk(rows, lines=[2]), GROUND._replace(columns=ListColumns(own)))
    assert result.rows["error"][0].as_py().startswith("Intervention majorée\N{NO-BREAK SPACE}: «")


def test_kinds_are_counted_with_the_lines_of_the_first_three_rows() -> None:
    rows = [USUAL | row for row in [TWO_CELLS, {}, {"bim": "?"}, {"sessions": "0"}] * 3]
    wrong = done([{**dict.fromkeys(TWO_CELLS), **row} for row in rows])
    assert counted(wrong.tally) == {("bim", "one_of"): (6, (2, 4, 6)),
                                    ("sessions", "number"): (6, (2, 5, 6))}  # fmt: skip
    assert wrong.errors == 9
    seen: Seen = wrong.tally["sessions", "number"]
    assert "beaucoup" in str(seen.error)


def test_rows_of_a_wrong_width_or_apart_from_their_plan_have_that_error_alone() -> None:
    wrong = done([USUAL | TWO_CELLS] * 3, widths=((0, 9),), apart=((2, "Bo"),))
    assert counted(wrong.tally) == {
        ("row", "row_width"): (1, (2,)),
        ("bim", "one_of"): (1, (3,)),
        ("sessions", "number"): (1, (3,)),
        ("plan", "plan_rows"): (1, (4,)),
    }
    first, _, last = wrong.rows["error"].to_pylist()
    assert (first.startswith("Cette ligne compte 9 cellules"), "Bo" in last) == (True, True)


def test_the_parts_of_a_list_are_counted_together() -> None:
    one, other = done([USUAL | TWO_CELLS] * 2).tally, done([USUAL | {"bim": "9"}] * 2).tally
    later = on_lines(other, {2: 12, 3: 13})  # type: ignore[arg-type]
    assert counted(together(later, {}, one)) == {
        ("bim", "one_of"): (4, (2, 3, 12)),
        ("sessions", "number"): (2, (2, 3)),
    }
    assert "peut-être" in str(together(later, one)["bim", "one_of"].error)


def test_a_list_without_errors_has_no_kinds() -> None:
    assert done([USUAL] * 3).tally == {}


@pytest.mark.parametrize("size", [7, 2_100])
def test_wrong_rows_cost_the_others_nothing(size: int) -> None:
    """Few, and enough for the rules in machine code."""
    rows = [USUAL | CELLS[n % len(CELLS)] for n in range(size)]
    told = {str(cells): single(USUAL | cells) for cells in CELLS}
    expected = [told[str(CELLS[n % len(CELLS)])] for n in range(size)]
    assert found(of_table(table(rows))) == expected


cells = {
    "pathology": st.sampled_from(["current", "fa", "dh-1", "knee", ""]),
    "setting": st.sampled_from(["", "practice", "hospital", "home", "garden"]),
    "bim": st.sampled_from(["true", "false", "maybe", ""]),
    "conventioned": st.sampled_from(["true", "false", "?"]),
    "fee": st.sampled_from(["", "40", "-1", "=1+1"]),
    "surcharge": st.sampled_from(["", "5", "-5"]),
    "sessions": st.sampled_from(["18", "400", "0"]),
    "prior_sessions": st.sampled_from(["", "60", "1000"]),
    "start": st.sampled_from(["2025-05-05", "1999-01-01", "31/09/2025"]),
    "first_session": st.sampled_from(["", "2025-01-01", "2025-05-05"]),
}


@SOME
@given(st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=12))
def test_any_list_keeps_its_rows_each_as_if_alone(rows: list[dict[str, str]]) -> None:
    frame = pd.DataFrame(rows)
    result = of_table(frame)
    assert found(result) == [single(row) for row in rows]
    assert result.drop(columns=[*ADDED]).equals(frame)
    told = done(rows)
    assert told.errors == sum(error is not None for *_, error in found(result))
    assert max((it.rows for it in told.tally.values()), default=0) <= told.errors
