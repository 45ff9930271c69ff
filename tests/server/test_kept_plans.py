"""The files of a plan by a form: what comes back, who is refused."""

import csv
import io
import json
import logging
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pypdf
import pytest
from starlette.testclient import TestClient

from estimator.documents.kept_form import KEEP, PLAN_FILES
from estimator.documents.plan_file import plan_document, plan_told
from estimator.engine.plan.answers import LONGEST_NAME
from estimator.links.packing import packed
from estimator.locales import LANGUAGES, words
from tests.documents.plans import ANKLE, BACK, HOUSEHOLD, YEAR, course
from tests.server.test_kept_files import PAGE, client

TOLD = plan_told(YEAR, HOUSEHOLD)


@pytest.fixture
def desk() -> Iterator[TestClient]:
    with client() as found:
        yield found


def form(
    file: str, plan: str = packed(TOLD), language: str = "fr", page: str = PAGE
) -> dict[str, str]:
    return {"answers": f"lang={language}", "file": file, "plan": plan, "page": page}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_written_plan(desk: TestClient, language: str) -> None:
    answer = desk.post(KEEP, data=form("plan.paper", language=language))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert words(language)("plan_paper.paper.file") in answer.headers["content-disposition"]
    assert "no-store" in answer.headers["cache-control"]
    told = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Zoé · cheville" in told
    assert f"{PAGE}year" in told


def test_the_table(desk: TestClient) -> None:
    answer = desk.post(KEEP, data=form("plan.items", packed(plan_told([BACK, ANKLE]))))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = [*csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")]
    sessions = sum(it.case.sessions for it in (BACK, ANKLE))
    assert len(rows) > sessions
    assert {row[1] for row in rows[1:]} == {"An", "Zoé"}


def test_the_plan_itself(desk: TestClient) -> None:
    answer = desk.post(KEEP, data=form("plan.file"))
    assert answer.headers["content-type"] == "application/json"
    assert plan_document(answer.content) == TOLD
    assert "plan-kine.json" in answer.headers["content-disposition"]


@pytest.mark.parametrize("file", PLAN_FILES)
@pytest.mark.parametrize("plan", ["", "x", "é", packed({"courses": []}), packed({}), "A" * 3000])
def test_nonsense_is_refused_in_a_sentence(desk: TestClient, file: str, plan: str) -> None:
    answer = desk.post(KEEP, data=form(file, plan))
    assert answer.status_code == 422
    assert words("fr")("plan_paper.heading") in answer.text
    assert 'href="/year?lang=fr' in answer.text
    assert len(answer.text) < 5000


ONE = TOLD["courses"][0]


@pytest.mark.parametrize("file", PLAN_FILES)
@pytest.mark.parametrize(
    "told",
    [
        {"courses": [{**ONE, "fee": float("nan")}]},
        {"courses": [{**ONE, "x": float("inf")}]},
        {"courses": [ONE] * 101},
        {"courses": [{**ONE, "sessions": 400}] * 6},
        {"courses": [{**ONE, "sessions": [18]}]},
        {"courses": [{**ONE, "person": 5}]},
        {"courses": [{**ONE, "person": "x" * 61}]},
        {"courses": [ONE], "household": {"income_band": "x", "bim": True}},
        {"courses": [ONE], "household": {"band": 1}},
    ],
)
def test_what_is_no_plan_makes_no_file(desk: TestClient, file: str, told: dict[str, Any]) -> None:
    answer = desk.post(KEEP, data=form(file, packed(told)))
    assert answer.status_code == 422
    assert words("fr")("plan_paper.heading") in answer.text


def test_the_file_has_names_as_they_are_read(desk: TestClient) -> None:
    told = {"courses": [{**ONE, "person": " Zoe\u0308\u00a0  B "}]}
    answer = desk.post(KEEP, data=form("plan.file", packed(told)))
    assert plan_document(answer.content)["courses"][0]["person"] == "Zoë B"


def test_the_course_to_correct_is_named_and_the_way_back_holds_the_plan(desk: TestClient) -> None:
    told = {"courses": [*TOLD["courses"], {**TOLD["courses"][0], "sessions": "many"}]}
    answer = desk.post(KEEP, data=form("plan.items", packed(told)))
    assert answer.status_code == 422
    assert "Traitement 5 :" in answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert f"plan={packed(told)}" in answer.text


def test_the_paper_names_no_page_of_another_server(desk: TestClient) -> None:
    answer = desk.post(KEEP, data=form("plan.paper", page="https://evil.example/"))
    assert answer.status_code == 400


def test_a_plan_of_twenty_long_names_can_be_kept(desk: TestClient) -> None:
    names = [sha256(bytes([n])).hexdigest()[:LONGEST_NAME] for n in range(20)]
    told = plan_told([course(name) for name in names])
    assert desk.post(KEEP, data=form("plan.items", packed(told))).status_code == 200


def test_markup_in_a_name_stays_text(desk: TestClient) -> None:
    told = {"courses": [{"pathology": "<script>alert(1)</script>"}]}
    answer = desk.post(KEEP, data=form("plan.items", packed(told)))
    assert "<script" not in answer.text


def test_the_log_holds_nothing_of_a_plan(
    desk: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for file in PLAN_FILES:
            desk.post(KEEP, data=form(file))
        desk.post(KEEP, data=form("plan.items", json.dumps(TOLD)))
    ours = " ".join(it.getMessage() for it in caplog.records if it.name.startswith("kine"))
    assert "Zo" not in ours
    assert packed(TOLD)[:30] not in ours
