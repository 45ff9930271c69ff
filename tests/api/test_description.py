"""Whatever fits the description gets an answer that fits it too, and nothing breaks the server."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, CheckFunction

from estimator.api import models
from estimator.api.server import MOUNT
from tests.api.conftest import mounted
from tests.engine.cases import IN_CI

schema = schemathesis.openapi.from_asgi(f"{MOUNT}/openapi.json", mounted())


def check(name: str) -> CheckFunction:
    """One of the checks of every answer."""
    found = CHECKS.get_one(name)
    assert not isinstance(found, type)
    return found


@schema.parametrize()
@settings(
    max_examples=60,
    deadline=None,
    derandomize=IN_CI,
    suppress_health_check=list(HealthCheck),
)
def test_any_request(case: schemathesis.Case[Any]) -> None:
    answer = case.call()
    case.validate_response(
        answer,
        checks=[
            check("not_a_server_error"),
            check("response_schema_conformance"),
            check("status_code_conformance"),
            check("content_type_conformance"),
        ],
    )


DESCRIBED: dict[str, Any] = schema.raw_schema
OPERATIONS = {
    path: operation
    for path, methods in DESCRIBED["paths"].items()
    for operation in methods.values()
}


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_refusal_is_described(path: str) -> None:
    answers = OPERATIONS[path]["responses"]
    refusals = {status: answer for status, answer in answers.items() if status >= "4"}
    own = {"/tariffs/{code}": {"404"}, "/situations": set()}.get(path, {"400", "413", "415"})
    expected = {"405", "422", "429"} | own
    assert set(refusals) == expected
    for answer in refusals.values():
        problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
        assert answer["content"]["application/problem+json"] == problem
    assert set(refusals["429"]["headers"]) == {"Retry-After"}
    assert set(refusals["405"]["headers"]) == {"Allow"}


def test_the_schema_of_problems_is_whole() -> None:
    problem = DESCRIBED["components"]["schemas"]["Problem"]
    assert set(problem["required"]) == set(models.Problem.model_fields)
    assert all("description" in field for field in problem["properties"].values())
    models.Problem.model_validate(problem["example"])


def test_the_description_says_whose_and_which_it_is() -> None:
    info = DESCRIBED["info"]
    assert {"title", "summary", "description", "version", "license", "contact"} <= set(info)
    assert info["license"] == {"name": "MIT License", "identifier": "MIT"}
    assert "twelve months" in info["description"]
    assert info["x-program"]
    assert set(info["x-tariffs"]) == {"first_day", "last_start", "editions", "files"}


def test_a_tariff_may_stay_as_it_is() -> None:
    tariff = OPERATIONS["/tariffs/{code}"]
    assert "304" in tariff["responses"]
    assert "ETag" in tariff["responses"]["200"]["headers"]
    assert "if-none-match" in [parameter["name"] for parameter in tariff["parameters"]]
