"""Cases under names of their own and with values as people write them give the same results."""

import json
from typing import Any

import pytest
from hypothesis import given
from starlette.testclient import TestClient

from estimator.api import models
from estimator.api.server import MOUNT
from estimator.engine.model.case import Case
from estimator.lists.layout.table import MOST_COLUMNS
from estimator.locales import LANGUAGES
from tests.api.conftest import mounted
from tests.api.test_api import JSON, body_of
from tests.engine.cases import SOME, cases

CLIENT = TestClient(mounted(), base_url=f"http://testserver{MOUNT}")
OWN = {
    "Pathologie": "courante",
    "Lieu": "cabinet",
    "BIM": "non",
    "Conventionné": "non",
    "Prix (€)": "40,00 €",
    "Nb séances": 18,
    "Date début": "16/05/2025",
    "Dossier": ["014"],
}
GIVEN = {
    "pathology": "current",
    "setting": "practice",
    "bim": False,
    "conventioned": False,
    "fee": "40",
    "sessions": 18,
    "start": "2025-05-16",
}
NAMES = {
    "Pathologie": "pathology",
    "Lieu": "setting",
    "BIM": "bim",
    "Conventionné": "conventioned",
    "Prix (€)": "fee",
    "Nb séances": "sessions",
    "Date début": "start",
}


def sent(body: Any, language: str = "fr") -> Any:
    """The answer to a list."""
    answer = CLIENT.post(f"/batch?lang={language}", content=json.dumps(body), headers=JSON)
    assert answer.status_code == 200
    models.Rows.model_validate(answer.json())
    return answer.json()


def refused(body: Any, language: str = "fr") -> Any:
    """The problem that a list is refused with."""
    answer = CLIENT.post(f"/batch?lang={language}", content=json.dumps(body), headers=JSON)
    assert answer.status_code == 422
    models.Problem.model_validate(answer.json())
    return answer.json()


def test_names_of_their_own_give_what_those_of_the_contract_give() -> None:
    found = sent({"cases": [OWN], "columns": {}})
    assert found["results"] == sent({"cases": [GIVEN]})["results"]
    assert found["results"][0]["totals"]["patient"] == "390.23"
    assert (found["errors"], found["columns"]["columns"]) == (0, NAMES)
    assert found["columns"]["days"] == {"Date début": "day_first"}


def test_what_was_found_may_be_sent_again() -> None:
    found = sent({"cases": [OWN], "columns": {}})
    assert sent({"cases": [OWN], "columns": found["columns"]}) == found


@SOME
@given(case=cases())
def test_the_contract_is_read_as_it_is(case: Case) -> None:
    body = body_of(case)
    assert sent({"cases": [body], "columns": {}})["results"] == sent({"cases": [body]})["results"]


def test_what_is_told_counts_first() -> None:
    case = {**OWN, "Tarif": "50"}
    told = {
        "columns": {"Tarif": "fee"},
        "everywhere": {"bim": "oui"},
        "sheet": "any \ud800",
    }
    del case["BIM"]
    found = sent({"cases": [case], "columns": told})
    same = GIVEN | {"fee": "50", "bim": True}
    assert found["results"] == sent({"cases": [same]})["results"]


def test_a_plan_is_not_priced_here() -> None:
    case = OWN | {"Plan": "A", "Patient": "B"}
    found = sent({"cases": [case, case], "columns": {}})
    assert found["results"] == sent({"cases": [GIVEN, GIVEN]})["results"]
    assert found["columns"]["columns"] == NAMES | {"Plan": None, "Patient": None}


def test_a_bad_case_gets_its_error_under_its_own_name() -> None:
    bad = OWN | {"BIM": "peut-être", "Nb séances": {"n": 1}, "Prix (€)": "\ud800"}
    row, other = sent({"cases": [bad, OWN], "columns": {}})["results"]
    assert other["error"] is None
    assert [name in row["error"] for name in ("BIM", "Nb séances", "Prix (€)")] == [True] * 3


def test_no_cases_have_no_columns() -> None:
    assert sent({"cases": [], "columns": {}}) == {"results": [], "errors": 0, "columns": {}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_open_question_is_a_fault(language: str) -> None:
    case = OWN | {"Tarif": "50", "Date début": "05/06/2025"}
    problem = refused({"cases": [case], "columns": {}}, language)
    assert [(it["field"], it["given"], it["allowed"]) for it in problem["errors"]] == [
        ("columns", "fee", ["Prix (€)", "Tarif"]),
        ("columns", "Date début", ["day_first", "month_first"]),
    ]
    assert "Date début" in problem["errors"][1]["detail"]
    assert "--columns" not in str(problem)


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ({"columns": {"Prix": "fee"}}, "Prix"),
        ({"columns": {"Prix (€)": "price"}}, "price"),
        ({"column": {}}, "column"),
        ({"columns": {"Prix (€)": "fee", "Lieu": "fee"}}, "fee"),
        ({"days": {"Date début": "soon"}}, "soon"),
        ([], "[…]"),
    ],
)
def test_a_bad_mapping_is_refused(told: Any, given: str) -> None:
    (fault,) = refused({"cases": [OWN], "columns": told})["errors"]
    assert (fault["field"], fault["given"]) == ("columns", given)


def test_a_list_is_no_wider_than_one_of_the_contract() -> None:
    wide = {str(n): 1 for n in range(MOST_COLUMNS + 1)}
    (fault,) = refused({"cases": [wide], "columns": {}})["errors"]
    assert (fault["given"], fault["allowed"]) == (str(MOST_COLUMNS + 1), [str(MOST_COLUMNS)])
    sparse = [{str(n): 1} for n in range(10_000)]
    assert refused({"cases": sparse, "columns": {}})["errors"][0]["allowed"] == ["24"]
    halves = {"cases": [OWN | {"\ud800": "\udfff"}], "columns": {}}
    assert sent(halves)["errors"] == 0
