"""A table in memory whose columns bear names of their own."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from estimator import estimate_table
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.first_look.unanswered import OpenQuestions
from tests.lists.tables import USUAL, found

ROWS = [USUAL | {"sessions": "18"}, USUAL | {"sessions": "30", "start": "2025-06-16"}]
CONTRACT = pd.DataFrame(ROWS)
OWN = CONTRACT.rename(
    columns={
        "pathology": "Pathologie",
        "bim": "BIM",
        "conventioned": "Conventionné",
        "sessions": "Nb séances",
        "start": "Début",
    }
)


def test_names_of_their_own_give_what_those_of_the_contract_give() -> None:
    result = estimate_table(OWN, columns={})
    assert found(result) == found(estimate_table(CONTRACT))
    assert list(result)[: len(OWN.columns)] == list(OWN)


def test_an_answer_for_the_whole_table_stands_for_a_column() -> None:
    told = {"everywhere": {"bim": "false"}}
    result = estimate_table(OWN.drop(columns="BIM"), columns=told)
    assert found(result) == found(estimate_table(CONTRACT))


def test_cells_of_several_kinds_and_rows_under_any_index() -> None:
    cells: dict[str, Any] = {"Nb séances": [18, "30"], "Début": [date(2025, 5, 5), "16/06/2025"]}
    mixed = OWN.assign(**cells).set_axis([7, 7])
    result = estimate_table(mixed, columns={})
    assert found(result) == found(estimate_table(CONTRACT))
    assert list(result.index) == [7, 7]


def test_rows_of_a_plan_are_priced_together() -> None:
    planned = CONTRACT.assign(plan="A", condition="knee")
    own = OWN.assign(Plan="A", Problème="knee")
    assert found(estimate_table(own, columns={})) == found(estimate_table(planned))


def test_what_is_open_is_refused() -> None:
    with pytest.raises(OpenQuestions) as left:
        estimate_table(OWN.drop(columns="BIM"), columns={})
    assert left.value.reason == "columns_which"


def test_a_name_that_stands_twice_is_refused() -> None:
    twice = pd.concat([OWN, OWN[["BIM"]]], axis=1)
    with pytest.raises(InvalidAnswer) as refused:
        estimate_table(twice, columns={})
    assert (refused.value.reason, refused.value.given) == ("columns_twice", "BIM")
