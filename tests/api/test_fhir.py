"""An estimate in FHIR: valid, and with the amounts of the JSON answer to the cent."""

import json
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.claimresponse import ClaimResponse
from fhir.resources.R4B.operationoutcome import OperationOutcome
from starlette.testclient import TestClient

from estimator.api.fhir.claim_response import NOMENCLATURE, PATIENT_FEE, REIMBURSEMENT
from estimator.api.fhir.media import FHIR, prefers_fhir
from estimator.api.limits import BURST
from estimator.api.server import MOUNT
from estimator.locales import LANGUAGES, words
from estimator.operations.settings import Settings
from tests.api.conftest import mounted
from tests.api.test_api import GIVEN

#: Past the normal 18; with what a kiné asks then known, and not known.
OVERRUN = {"prior_sessions": 12, "sessions": 12}
COURSES = {
    "not conventioned": GIVEN,
    "conventioned": GIVEN | {"conventioned": True, "fee": None, "intake": True},
    "BIM": GIVEN | {"bim": True, "fee": None},
    "overrun": GIVEN | OVERRUN | {"conventioned": True, "fee": None, "overrun_fee": "20"},
    "overrun fee not known": GIVEN | OVERRUN | {"conventioned": True, "fee": None},
    "rule not known": GIVEN | {"start": "2027-01-04"},
    "at home, paid by an insurance": GIVEN
    | {"setting": "home", "travel": True, "insurance_percent": 70},
}


def asked(client: TestClient, given: object, accept: str = FHIR, lang: str = "en") -> Any:
    answer = client.post(f"/estimate?lang={lang}", json=given, headers={"accept": accept})
    assert answer.headers["vary"] == "Accept, Accept-Language"
    return answer


def euros(money: dict[str, Any]) -> Decimal:
    """An amount as it was written."""
    assert money["currency"] == "EUR"
    assert isinstance(money["value"], Decimal)
    return Decimal(money["value"])


@pytest.mark.parametrize("course", COURSES)
def test_the_amounts_are_those_of_the_json_answer(client: TestClient, course: str) -> None:
    told = asked(client, COURSES[course], "application/json").json()
    answer = asked(client, COURSES[course])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FHIR
    ClaimResponse.model_validate_json(answer.content)
    claim = json.loads(answer.content, parse_float=Decimal)
    assert (claim["use"], claim["status"], claim["outcome"]) == (
        "predetermination", "active", "complete"
    )  # fmt: skip
    for number, (added, item) in enumerate(zip(claim["addItem"], told["items"], strict=True), 1):
        more = {each["url"]: euros(each["valueMoney"]) for each in added["extension"]}
        assert added["itemSequence"] == [number]
        assert added["productOrService"] == {
            "coding": [{"system": NOMENCLATURE, "code": item["code"]}]
        }
        assert added["servicedDate"] == item["date"]
        assert f"{euros(added['unitPrice'])}" == item["official_fee"]
        assert f"{euros(added['net'])}" == item["charged"]
        assert f"{more[REIMBURSEMENT]}" == item["reimbursed"]
        assert f"{more[PATIENT_FEE]}" == item["patient"]
    totals = [f"{euros(total['amount'])}" for total in claim["total"]]
    assert totals == [*told["totals"].values()]
    notes = [note["text"] for note in claim["processNote"]]
    assert {each["sentence"] for each in (*told["notices"], *told["payment"]["notes"])} <= set(
        notes
    )
    assert notes[0] == words("en")("fhir.draft")
    assert notes[1].startswith("Tariff "), "how sure the amounts are"
    if told["range"]:
        low, high = (told["range"][end]["patient"] for end in ("low", "high"))
        assert any(f"€{low}" in note and f"€{high}" in note for note in notes)
    else:
        assert len(notes) == 2 + len(told["notices"]) + len(told["payment"]["notes"])


def test_it_is_marked_as_a_draft_and_invents_nobody(client: TestClient) -> None:
    claim = asked(client, GIVEN, lang="nl").json()
    assert claim["meta"]["tag"][0]["code"] == "draft"
    assert "profile" not in claim["meta"]
    assert claim["disposition"] == words("nl")("fhir.draft")
    assert words("nl")("fhir.draft") in claim["text"]["div"]
    contained = {each["id"]: each for each in claim["contained"]}
    assert contained["patient"] == {"resourceType": "Patient", "id": "patient"}
    assert all("identifier" not in each for each in contained.values())
    pointed_at = {claim[name]["reference"] for name in ("patient", "insurer", "requestor")}
    pointed_at |= {each["coverage"]["reference"] for each in claim["insurance"]}
    assert pointed_at == {f"#{name}" for name in contained}


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_come_as_an_outcome(client: TestClient, language: str) -> None:
    wrong = GIVEN | {"sessions": 0, "setting": "moon"}
    problem = asked(client, wrong, "application/json", language)
    outcome = asked(client, wrong, lang=language)
    assert (outcome.status_code, problem.status_code) == (422, 422)
    assert (outcome.headers["content-type"], outcome.headers["cache-control"]) == (FHIR, "no-store")
    OperationOutcome.model_validate_json(outcome.content)
    issues = outcome.json()["issue"]
    assert [issue["details"]["text"] for issue in issues] == [
        fault["detail"] for fault in problem.json()["errors"]
    ]
    assert [issue["expression"] for issue in issues] == [["setting"], ["sessions"]]
    assert issues[1]["diagnostics"] == "1 | 400"


def test_other_refusals(client: TestClient) -> None:
    wants = {"accept": FHIR}
    text = client.post("/estimate", content=b"{}", headers=wants | {"content-type": "text/plain"})
    assert (text.status_code, text.json()["issue"][0]["code"]) == (415, "not-supported")
    got = client.get("/estimate", headers=wants)
    assert (got.status_code, got.headers["allow"]) == (405, "POST")
    OperationOutcome.model_validate_json(got.content)
    plain = client.post("/compare", json={}, headers=wants)
    assert plain.headers["content-type"] == "application/problem+json"
    busy = TestClient(mounted(Settings(per_minute=1)), base_url=f"http://testserver{MOUNT}")
    answers = [busy.post("/estimate", json=GIVEN, headers=wants) for _ in range(min(BURST, 2))]
    assert (answers[1].status_code, answers[1].headers["content-type"]) == (429, FHIR)
    assert int(answers[1].headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (FHIR, True),
        (f"{FHIR}; fhirVersion=4.0", True),
        (FHIR.upper(), True),
        (f"application/json;q=0.5, {FHIR}", True),
        (f"application/json, {FHIR};q=0.9", False),
        (f"{FHIR};q=0, */*", False),
        (f"{FHIR};q=0.2, */*;q=0.1", True),
        ("application/json", False),
        ("*/*", False),
        ("text/html", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_the_form_follows_what_is_preferred(accept: str, wanted: bool) -> None:
    assert prefers_fhir(accept) is wanted


def test_both_forms_are_described(client: TestClient) -> None:
    answers = client.get("/openapi.json").json()["paths"]["/estimate"]["post"]["responses"]
    for status, answer in answers.items():
        plain = "application/json" if status == "200" else "application/problem+json"
        assert set(answer["content"]) == {plain, FHIR}
