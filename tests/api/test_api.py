"""The API answers as the engine does, and refuses in its words."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.testclient import TestClient

from estimator import Case, Payment, compare, estimate, settle, tariffs
from estimator.api import models
from estimator.api.server import MOUNT
from estimator.engine.answers import case_from
from estimator.engine.model.case import FIELDS
from estimator.engine.model.payment import ASKED
from estimator.locales import LANGUAGES, words
from estimator.wording.as_json import comparison_json, plain, result_json
from tests.api.conftest import mounted
from tests.engine.cases import IN_CI, SOME, cases
from tests.lists.tables import TODAY

GIVEN = {
    "pathology": "current",
    "bim": False,
    "conventioned": False,
    "fee": "40",
    "sessions": 18,
    "start": "2025-05-05",
    "intake": False,
}
COURSE = {name: value for name, value in GIVEN.items() if name != "conventioned"}
CASE = case_from(GIVEN, tariffs(), None)
JSON = {"content-type": "application/json"}
CLIENT = TestClient(mounted(), base_url=f"http://testserver{MOUNT}")


def body_of(case: Case) -> dict[str, Any]:
    """A case as a program sends it."""
    return {name: plain(getattr(case, name)) for name in FIELDS}


def estimate_json(case: Case, language: str) -> dict[str, Any]:
    """What the engine and the words make of a case that is paid for in the usual way."""
    result = estimate(case)
    return result_json(result, settle(result, Payment()), words(language))


@SOME
@given(case=cases())
def test_an_estimate_is_that_of_the_engine(case: Case) -> None:
    answer = CLIENT.post("/estimate?lang=nl", json=body_of(case))
    assert answer.status_code == 200
    assert answer.json() == estimate_json(case, "nl")
    models.Result.model_validate(answer.json())


def test_who_pays_is_answered_beside_the_course(client: TestClient) -> None:
    given = {"insurance_percent": 70, "insurance_cap": "50", "third_party": True}
    found = client.post("/estimate", json=GIVEN | given).json()
    models.Result.model_validate(found)
    assert found["payment"]["total"]["insurance"] == {"low": "50.00", "high": "50.00"}
    (fault,) = client.post("/estimate?lang=en", json=GIVEN | {"insurance_cap": 50}).json()["errors"]
    assert (fault["field"], fault["allowed"]) == ("insurance_percent", ["1", "100"])
    assert fault["given"] == ""
    for percent in ("70", 101):
        faults = client.post("/estimate", json=GIVEN | {"insurance_percent": percent}).json()
        assert faults["errors"][0]["allowed"] == ["0", "100"]
    (fault,) = client.post("/estimate", json=GIVEN | {"other_payer": "x"}).json()["errors"]
    assert fault["allowed"] == ["none", "work_accident", "army"]


def test_a_comparison(client: TestClient) -> None:
    answer = client.post("/compare?lang=de", json=COURSE)
    comparison = compare(CASE)
    settlements = [settle(result, Payment()) for result in comparison]
    assert answer.json() == comparison_json(comparison, settlements, words("de"))
    models.Comparison.model_validate(answer.json())


def test_amounts_as_numbers(client: TestClient) -> None:
    for fee in (40, 40.0, "40,00", "40"):
        answer = client.post("/estimate", json=GIVEN | {"fee": fee})
        assert answer.json()["totals"]["patient"] == "388.44"


def test_many_courses_each_with_its_result(client: TestClient) -> None:
    wrong = [GIVEN | {"sessions": 0}, {}, GIVEN | {"fee": ["x"]}]
    content = json.dumps({"cases": [GIVEN, *wrong, GIVEN]})
    answer = client.post("/batch", content=content, headers=JSON)
    assert answer.status_code == 200
    results = answer.json()["results"]
    models.Rows.model_validate(answer.json())
    assert [row["totals"] and row["totals"]["patient"] for row in results] == [
        "388.44", *[None] * len(wrong), "388.44"
    ]  # fmt: skip
    assert [bool(row["error"]) for row in results] == [False, *[True] * len(wrong), False]
    assert answer.json()["errors"] == len(wrong)


def test_what_nobody_knows_yet_is_a_range(client: TestClient) -> None:
    later = GIVEN | {"start": "2027-01-04", "sessions": 1, "intake": False}
    one = client.post("/estimate", json=later).json()
    models.Result.model_validate(one)
    ends = [one["range"][end]["patient"] for end in ("low", "high")]
    row, bad = client.post("/batch", json={"cases": [later, {}]}).json()["results"]
    assert [row["patient_low"], row["patient_high"]] == ends == ["15.45", "21.58"]
    assert (bad["patient_low"], bad["patient_high"]) == (None, None)


def test_no_more_than_ten_thousand(client: TestClient) -> None:
    assert client.post("/batch", json={"cases": [GIVEN] * 10_000}).json()["errors"] == 0
    answer = client.post("/batch", json={"cases": [GIVEN] * 10_001})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["allowed"] == ["10000"]


def test_no_courses(client: TestClient) -> None:
    assert client.post("/batch", json={"cases": []}).json() == {"results": [], "errors": 0}


def test_a_code(client: TestClient) -> None:
    found = client.get("/tariffs/560011?on=2025-05-05").json()
    assert Decimal(found["not_bim"]["official_fee"]) > 0
    assert client.get("/tariffs/560011").status_code == 200
    assert client.get("/tariffs/1").status_code == 404
    for on in ("x", "", "2020-01-01"):
        assert client.get(f"/tariffs/560011?on={on}").json()["errors"][0]["field"] == "on"


@pytest.mark.parametrize(
    ("code", "kind", "back", "status"),
    [
        ("567011", "not_bim", "18.42", "derived"),
        ("567011", "bim", "28.30", "derived"),
        ("564211", "not_bim", "27.72", "assumed"),
        ("564211", "bim", "27.72", "assumed"),
    ],
)
def test_a_code_at_a_kine_without_convention(
    client: TestClient, code: str, kind: str, back: str, status: str
) -> None:
    found = client.get(f"/tariffs/{code}?on=2025-06-01").json()
    assert found[kind]["reimbursed_not_conventioned"] == back
    assert found[kind]["status_not_conventioned"] == status


@pytest.mark.parametrize("day", sorted(tariffs().book.editions))
def test_every_code_is_what_its_schema_says(client: TestClient, day: date) -> None:
    for code in tariffs().book.nomenclature(day).codes:
        found = client.get(f"/tariffs/{code}?on={day}").json()
        assert models.Tariff.model_validate(found).model_dump(exclude_unset=True) == found


def test_a_tariff_that_is_kept_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/tariffs/560011?on=2025-05-05")
    mark = first.headers["etag"]
    assert re.fullmatch('"[0-9a-f]{64}"', mark)
    assert first.headers["vary"] == "Accept-Language"
    for kept in (mark, f"W/{mark}", f'"other" , {mark}', "*"):
        again = client.get("/tariffs/560011?on=2025-05-05", headers={"if-none-match": kept})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
    for other in ('"other"', mark[1:-1], "", f"a{' ' * 1_000_000}b"):
        again = client.get("/tariffs/560011?on=2025-05-05", headers={"if-none-match": other})
        assert again.json() == first.json()
    later = client.get("/tariffs/560011?on=2026-05-05", headers={"if-none-match": mark})
    assert (later.status_code, later.headers["etag"] == mark) == (200, False)


@pytest.mark.parametrize("path", ["estimate", "compare", "batch"])
def test_sentences_tell_their_language(client: TestClient, path: str) -> None:
    body = {"estimate": GIVEN, "compare": COURSE, "batch": {"cases": [GIVEN]}}[path]
    answer = client.post(f"/{path}", json=body, headers={"accept-language": "de-BE"})
    assert answer.headers["content-language"] == "de"
    assert answer.headers["vary"].endswith("Accept-Language")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v2/estimate", "/api/x%0Ay"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_version_is_not_there(path: str, method: str) -> None:
    answer = TestClient(mounted()).request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    models.Problem.model_validate(answer.json())


REFUSED = {
    "sessions": 0,
    "pathology": "knee",
    "bim": "yes",
    "fee": "-1",
    "surcharge": "x" * 10_000,
    "start": "2025-02-30",
    "per_week": 1.5,
    "color": "red",
}


@pytest.mark.parametrize("field", REFUSED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_names_field_given_and_allowed(
    client: TestClient, field: str, language: str
) -> None:
    headers = {"accept-language": f"{language}-BE"}
    answer = client.post("/estimate", json=GIVEN | {field: REFUSED[field]}, headers=headers)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == language
    models.Problem.model_validate(answer.json())
    (fault,) = answer.json()["errors"]
    assert fault["field"] == field
    assert str(REFUSED[field]).startswith(fault["given"]) or field == "color"
    assert answer.json()["detail"] == fault["detail"]
    assert len(answer.content) < 2000


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 10_000,
                b'{"sessions": 1' + b"0" * 5000 + b"}",
                json.dumps(GIVEN | {"fee": float("nan")}).encode(),
                json.dumps(GIVEN | {"pathology": "\ud800"}).encode()]
)  # fmt: skip
def test_a_body_that_is_none(client: TestClient, content: bytes) -> None:
    answer = client.post("/estimate", content=content, headers=JSON)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_start_is_today_where_none_is_given(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("estimator.environment.clock.today", lambda: TODAY)
    answers = {name: value for name, value in GIVEN.items() if name != "start"}
    assert client.post("/estimate", json=answers).json()["case"]["start"] == TODAY.isoformat()
    told = client.post("/batch", json={"cases": [answers]}).json()["results"][0]
    assert told["totals"]["patient"] == "388.44"


ODD = ["NaN", "Infinity", "1e400", "9" * 4000, '{"a": 1}', "[" * 400 + "]" * 400, r'"\ud800"']


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("field", ["fee", "sessions", "pathology", "start"])
def test_a_course_with_an_odd_value_gets_its_error(
    client: TestClient, field: str, value: str
) -> None:
    odd = json.dumps(GIVEN | {field: "ODD"}).replace('"ODD"', value)
    content = f'{{"cases": [{json.dumps(GIVEN)}, {odd}]}}'
    answer = client.post("/batch?lang=en", content=content, headers=JSON)
    assert answer.status_code == 200
    good, bad = answer.json()["results"]
    assert good["totals"]["patient"] == "388.44"
    assert bad["error"].startswith(f"{field}: ")
    assert len(bad["error"]) < 1000
    assert client.post("/estimate", content=odd, headers=JSON).status_code in (400, 422)


@pytest.mark.parametrize(
    ("path", "body", "field", "allowed"),
    [
        ("batch", {}, "cases", ["list"]),
        ("batch", [], "body", ["object"]),
        ("batch", {"cases": [GIVEN, []]}, "cases", ["object"]),
        ("batch", {"cases": {}}, "cases", ["list"]),
        ("estimate", GIVEN | {"sessions": "18"}, "sessions", ["1", "400"]),
        ("estimate", GIVEN | {"bim": "true"}, "bim", ["true", "false"]),
        ("batch", {"cases": [], "x": 1}, "x", ["cases", "columns"]),
        ("compare", GIVEN, "conventioned", [name for name in ASKED if name != "conventioned"]),
    ],
)
def test_a_refusal_names_what_that_request_takes(
    client: TestClient, path: str, body: object, field: str, allowed: list[str]
) -> None:
    (fault,) = client.post(f"/{path}", json=body).json()["errors"]
    assert (fault["field"], fault["allowed"]) == (field, allowed)


@pytest.mark.parametrize("body", ["null", "true", "NaN"])
def test_what_was_given_bears_its_name_in_json(client: TestClient, body: str) -> None:
    alone = client.post("/estimate", content=body, headers=JSON).json()
    field = client.post("/estimate", content=f'{{"sessions": {body}}}', headers=JSON).json()
    inside = {fault["field"]: fault["given"] for fault in field["errors"]}
    assert alone["errors"][0]["given"] == body
    assert inside["sessions"] == ("" if body == "null" else body)


def test_of_a_name_given_twice_the_last_counts(client: TestClient) -> None:
    twice = json.dumps(GIVEN).replace("}", ', "sessions": 1}')
    answer = client.post("/estimate", content=twice, headers=JSON)
    assert answer.json()["case"]["sessions"] == 1


VALUES: list[object] = [
    "18", "true", "", " ", None, 18.0, 1.5, True, 0, -1, 1e9, 401, [], {"a": 1}, "x" * 200,
    "\ud800", "40,5", "€ 40", " current ", "fa", "hospital", "lymphoedema_45", "2025-02-30",
    "2025-05-05 ", "2024-05-05", "2099-01-01", 40, 40.005,
]  # fmt: skip
ODD_ONES = some.dictionaries(some.sampled_from(list(FIELDS)), some.sampled_from(VALUES), max_size=3)


@settings(max_examples=150, deadline=None, derandomize=IN_CI)
@given(changed=ODD_ONES, left_out=some.sets(some.sampled_from(list(GIVEN)), max_size=2))
def test_one_course_is_read_like_many(changed: dict[str, object], left_out: set[str]) -> None:
    course = {name: value for name, value in GIVEN.items() if name not in left_out} | changed
    one = CLIENT.post("/estimate", content=json.dumps(course), headers=JSON)
    many = CLIENT.post("/batch", content=json.dumps({"cases": [course]}), headers=JSON)
    (row,) = many.json()["results"]
    if one.status_code == 200:
        assert row["totals"] == one.json()["totals"]
    assert row["error"] == one.json().get("detail")


@pytest.mark.parametrize("field", ["start", "first_session"])
@pytest.mark.parametrize("blank", ["", " "])
def test_an_empty_day_is_none(client: TestClient, field: str, blank: str) -> None:
    answer = client.post("/estimate?lang=en", json=GIVEN | {field: blank})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(f"{field}: ‘{blank}’ is not a date")
