"""Situation codes in a list: each row as its single estimate."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.cases import SOME
from tests.lists.tables import SHEET, USUAL, estimated, found, single, table

CODES = sorted(SHEET.book.situations)
SETTINGS = ["", None, "practice", "home", "day_hospital", "garden", 7]
MADE: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "object": lambda frame: frame,
    "category": lambda frame: frame.astype({"pathology": "category"}),
    "arrow": lambda frame: frame.astype({"pathology": pd.ArrowDtype(pa.string())}),
}


def agrees(rows: list[dict[str, Any]], made: str = "object") -> None:
    assert found(estimated(MADE[made](table(rows)))) == [single(row) for row in rows]


@pytest.mark.parametrize("made", MADE)
def test_every_code(made: str) -> None:
    agrees([USUAL | {"pathology": code} for code in CODES], made)


def test_a_code_whose_place_is_decided_beside_every_setting() -> None:
    agrees(
        [
            USUAL | {"pathology": pathology, "setting": setting}
            for setting in SETTINGS
            for pathology in ("dh-1", "current", "DH-1 ", "fa-5", None, "cr-1")
        ]
    )


def test_a_list_without_a_column_of_settings() -> None:
    rows = [{**USUAL, "pathology": it} for it in ("dh-1", "current", "dh-1")]
    result = estimated(pd.DataFrame(rows))
    assert found(result) == [single(row) for row in rows]
    assert result["pathology"].tolist() == ["dh-1", "current", "dh-1"]


def test_a_list_of_thousands() -> None:
    """Long enough for the rules in machine code."""
    rows: list[dict[str, Any]] = [
        {**USUAL, "pathology": code, "setting": setting}
        for setting in (None, "home", "day_hospital")
        for code in ("dh-1", "fa-16", "current", "cr-1")
    ]
    result = found(estimated(table(rows * 200)))
    assert result == [single(row) for row in rows] * 200


@SOME
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "pathology": st.sampled_from([*CODES, "dh-1", "current", "fa", "fa-99"]),
                "setting": st.sampled_from(SETTINGS),
            }
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_mixture(answers: list[dict[str, Any]]) -> None:
    agrees([USUAL | each for each in answers])
