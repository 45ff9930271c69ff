"""A plan over the API: what the engine says, and problems that name the course."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from estimator import plan, tariffs
from estimator.api import models
from estimator.engine.model.case import FIELDS
from estimator.engine.plan.answers import (
    COURSE_FIELDS,
    MOST_BYTES_OF_PLAN,
    household_in,
    planned_from,
)
from estimator.engine.plan.household import household_years
from estimator.locales import LANGUAGES, words
from estimator.wording.plan.as_json import household_json, plan_json
from tests.api.test_api import GIVEN, JSON
from tests.api.test_description import DESCRIBED

DOCUMENT = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
BACK = GIVEN | {"sessions": 28, "condition": "back", "person": "An"}
ANKLE = GIVEN | {"sessions": 68, "condition": " ankle ", "person": "An"}
LATER = GIVEN | {"pathology": "fa-5", "start": "2026-12-01", "intake": None}


def problem_of(client: TestClient, body: object) -> list[dict[str, Any]]:
    """The faults of a plan that is refused."""
    answer = client.post("/plan?lang=en", content=json.dumps(body), headers=JSON)
    assert answer.status_code == 422
    models.Problem.model_validate(answer.json())
    assert answer.json()["detail"] == answer.json()["errors"][0]["detail"]
    faults: list[dict[str, Any]] = answer.json()["errors"]
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_is_that_of_the_engine(client: TestClient, language: str) -> None:
    courses = [BACK, ANKLE, LATER]
    answer = client.post(f"/plan?lang={language}", json={"courses": courses})
    result = plan(planned_from(courses, tariffs(), None))
    assert answer.status_code == 200
    assert answer.json() == plan_json(result, words(language)) | {"household": None}
    models.PlanResult.model_validate(answer.json())
    assert answer.headers["content-language"] == language


def test_a_household_beside_the_courses(client: TestClient) -> None:
    given = {"income_band": 1, "bim": True, "counted": {"2025": 400}}
    answer = client.post("/plan?lang=en", json={"courses": [BACK], "household": given}).json()
    models.PlanResult.model_validate(answer)
    household = household_in({"household": given})
    assert household
    years = household_years(plan(planned_from([BACK], tariffs(), None)), household, tariffs().book)
    assert answer["household"] == household_json(years, words("en"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"income_band": 7}, "income_band"),
        ({"income_band": "1"}, "income_band"),
        ({"income_band": None}, "income_band"),
        ({"bim": "true"}, "bim"),
        ({"counted": 5}, "counted"),
        ({"counted": {"2025": "x"}}, "counted"),
        ({"counted": {"x": 5}}, "counted"),
        ({"counted": {"1999": 5}}, "counted"),
        ({"band": 1}, "band"),
    ],
)
def test_a_household_that_cant_be_used(
    client: TestClient, change: dict[str, Any], field: str
) -> None:
    given = {"income_band": 1, "bim": True} | change
    fault, *_ = problem_of(client, {"courses": [GIVEN], "household": given})
    assert fault["field"] == field
    if field == "band":
        assert fault["allowed"] == ["income_band", "bim", "counted"]


def test_a_plan_of_one_course_is_its_estimate(client: TestClient) -> None:
    alone = client.post("/estimate", json=GIVEN).json()
    found = client.post("/plan", json={"courses": [GIVEN]}).json()
    alone.pop("payment")
    assert found["courses"] == [{"condition": None, "person": ""} | alone]
    assert found["totals"] == alone["totals"]


def test_every_fault_names_its_course_and_its_place(client: TestClient) -> None:
    courses = [GIVEN, GIVEN | {"sessions": "18", "bim": None, "a/b~c": 1}, {"person": 5}, 7]
    faults = problem_of(client, {"courses": courses})
    assert [fault["field"] for fault in faults] == [
        "/courses/1/bim",
        "/courses/1/sessions",
        "/courses/1/a~1b~0c",
        *(f"/courses/2/{name}" for name in ("pathology", "bim", "conventioned", "sessions")),
        "/courses/2/person",
        "/courses/3",
    ]
    assert faults[0]["detail"].startswith("Treatment 2: bim: ")
    assert faults[2]["allowed"] == list(COURSE_FIELDS)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start": "1999-01-01"}, "start"),
        ({"condition": "x" * 61}, "condition"),
        ({"person": "\x1b[2J"}, "person"),
        ({"person": "\ud800"}, "person"),
        ({"insurance_percent": 70}, "insurance_percent"),
        ({"fee": None}, "fee"),
    ],
)
def test_a_course_that_no_plan_can_hold(
    client: TestClient, change: dict[str, Any], field: str
) -> None:
    (fault,) = problem_of(client, {"courses": [GIVEN, GIVEN | change]})
    assert fault["field"] == f"/courses/1/{field}"
    assert fault["detail"].startswith(f"Treatment 2: {field}")


@pytest.mark.parametrize("field", FIELDS)
def test_every_answer_is_read(client: TestClient, field: str) -> None:
    (fault,) = problem_of(client, {"courses": [GIVEN | {field: "?"}]})
    assert (fault["field"], fault["given"]) == (f"/courses/0/{field}", "?")


def test_courses_of_one_condition_on_different_lists(client: TestClient) -> None:
    courses = [GIVEN | {"condition": "x"}, GIVEN | {"condition": "x", "pathology": "fb"}]
    (fault,) = problem_of(client, {"courses": courses})
    assert fault["field"] == "/courses/1/pathology"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "courses"),
        ({"courses": None}, "courses"),
        ({"courses": []}, "courses"),
        ({"courses": [GIVEN] * 101}, "courses"),
        ({"courses": [{}] * 20_000}, "courses"),
        ({"courses": [GIVEN | {"sessions": 400}] * 6}, "sessions"),
        ({"courses": [GIVEN], "cases": []}, "cases"),
        ([], "body"),
    ],
)
def test_another_body_is_refused(client: TestClient, body: object, field: str) -> None:
    assert problem_of(client, body)[0]["field"] == field


def test_how_large_a_plan_may_be(client: TestClient) -> None:
    body = json.dumps({"courses": [ANKLE | {"sessions": 20}] * 100}, indent=4).encode()
    assert client.post("/plan", content=body, headers=JSON).status_code == 200
    filled = body + b" " * (MOST_BYTES_OF_PLAN - len(body) + 1)
    answer = client.post("/plan?lang=en", content=filled, headers=JSON)
    assert answer.status_code == 413
    assert "256 KiB for a plan" in answer.json()["detail"]


def test_the_description_tells_the_names_and_how_many(client: TestClient) -> None:
    schemas = DESCRIBED["components"]["schemas"]
    assert set(schemas["PlannedAnswers"]["properties"]) == set(COURSE_FIELDS)
    courses = schemas["PlanAnswers"]["properties"]["courses"]
    assert (courses["minItems"], courses["maxItems"]) == (1, 100)


def test_the_documented_plan_gives_what_is_documented(client: TestClient) -> None:
    example = DOCUMENT.split("/api/v1/plan -H")[1]
    body = re.search(r"'\n(.*?)'\n", example, re.DOTALL)
    shown = re.search(r"```json\n(.*?)```", example, re.DOTALL)
    assert body
    assert shown
    answer = client.post("/plan", content=body[1].encode(), headers=JSON).json()
    assert answer["by_month"] == json.loads(shown[1])
