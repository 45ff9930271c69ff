"""Situation codes in the API."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from estimator import tariffs
from estimator.api import models
from estimator.locales import LANGUAGES, words
from estimator.wording.situations import candidates

COURSE: dict[str, Any] = {"bim": False, "sessions": 18, "start": "2025-05-05", "fee": "40"}
GIVEN = COURSE | {"conventioned": False}


def sent(client: TestClient, path: str, body: object) -> Any:
    return client.post(f"/{path}?lang=en", json=body).json()


def test_an_estimate_of_a_code(client: TestClient) -> None:
    found = sent(client, "estimate", GIVEN | {"pathology": "fa-5"})
    models.Result.model_validate(found)
    assert (found["situation"], found["agreement"]) == ("fa-5", "physiotherapy-fa")
    group = sent(client, "estimate", GIVEN | {"pathology": "fa"})
    assert found == group | {"situation": "fa-5"}


def test_a_comparison_of_a_code(client: TestClient) -> None:
    found = sent(client, "compare", COURSE | {"pathology": "DH-1 "})
    for kind in ("conventioned", "non_conventioned"):
        assert found[kind]["situation"] == "dh-1"
        assert found[kind]["case"]["setting"] == "day_hospital"


def test_courses_of_codes(client: TestClient) -> None:
    cases = [GIVEN | {"pathology": code} for code in ("fa-5", "fa", "cr-1", "dh-1")]
    first, second, exam, day = sent(client, "batch", {"cases": cases})["results"]
    assert first == second
    assert exam["error"].startswith("pathology: ‘cr-1’ is a single exam")
    assert day["totals"]


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"pathology": "fa-99"}, "pathology", "or a situation code such as fa-5"),
        ({"pathology": "cr-1"}, "pathology", "a single exam"),
        ({"pathology": 5}, "pathology", "or a situation code such as fa-5"),
        ({"pathology": "dh-1", "setting": "home"}, "setting", "does not go with"),
    ],
)
def test_a_code_refused(client: TestClient, answers: dict[str, Any], field: str, said: str) -> None:
    (fault,) = sent(client, "estimate", GIVEN | answers)["errors"]
    assert fault["field"] == field
    assert said in fault["detail"]
    assert (
        sent(client, "batch", {"cases": [GIVEN | answers]})["results"][0]["error"]
        == (fault["detail"])
    )


def test_all_faults_are_told_beside_that_of_a_code(client: TestClient) -> None:
    errors = sent(client, "estimate", GIVEN | {"pathology": "cr-1", "sessions": 0})["errors"]
    assert [(it["field"], it["given"]) for it in errors] == [
        ("pathology", "cr-1"),
        ("sessions", "0"),
    ]


def test_the_description_tells_groups_and_codes(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    groups, codes = schemas["Answers"]["properties"]["pathology"]["anyOf"]
    assert "fa_polytrauma" in groups["enum"]
    assert codes["examples"] == ["fa-5"]
    assert {"situation", "agreement", "agreements"} <= set(schemas["Result"]["required"])


# The search --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_gives_the_candidates_best_first(client: TestClient, language: str) -> None:
    answer = client.get("/situations", params={"q": "nouveau genou", "lang": language})
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert answer.headers["cache-control"] == "no-store"
    models.Candidates.model_validate(answer.json())
    found = candidates(words(language), tariffs().book, "nouveau genou")
    assert answer.json()["candidates"] == [it._asdict() | {"codes": [*it.codes]} for it in found]
    assert "fa" in {it.group for it in found}


@pytest.mark.parametrize(("method", "query"), [("GET", {"q": "x" * 101}), ("GET", {}), ("PUT", {})])
def test_no_cache_keeps_a_search_refused(
    client: TestClient, method: str, query: dict[str, str]
) -> None:
    answer = client.request(method, "/situations", params=query)
    assert answer.status_code in (405, 422)
    assert answer.headers["cache-control"] == "no-store"


def test_every_code_found_is_taken_for_a_pathology(client: TestClient) -> None:
    found = client.get("/situations", params={"q": "genou"}).json()["candidates"]
    for code in (code for each in found for code in each["codes"]):
        assert sent(client, "estimate", GIVEN | {"pathology": code})["situation"] == code


def test_nothing_found_is_no_fault(client: TestClient) -> None:
    assert client.get("/situations", params={"q": "xyzzy"}).json() == {"candidates": []}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "q: write a few words"),
        ("  ", "q: write a few words"),
        ("x" * 101, "q: at most 100 characters"),
        ("x" * 5000, "q: at most 100 characters"),
    ],
)
def test_a_search_refused(client: TestClient, query: str, said: str) -> None:
    answer = client.get("/situations", params={"q": query, "lang": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    models.Problem.model_validate(answer.json())
    assert answer.json()["detail"].startswith(said)
    assert len(answer.content) < 600


def test_a_search_without_words_and_by_another_method(client: TestClient) -> None:
    assert client.get("/situations").status_code == 422
    assert client.post("/situations", json={"q": "genou"}).status_code == 405
