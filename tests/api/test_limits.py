"""What the API lets in: how much, how often, from which websites; and what it keeps: nothing."""

import gzip
import json
import logging
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from estimator.api import limits
from estimator.api.limits import Allowance
from estimator.api.server import MOUNT
from estimator.operations.settings import Settings, read
from tests.api.conftest import mounted
from tests.api.test_api import GIVEN, JSON


def test_no_such_path_or_method(client: TestClient) -> None:
    assert client.get("/nothing").status_code == 404
    answer = client.get("/estimate")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.headers["content-type"] == "application/problem+json"
    odd = client.get("/tariffs/56%0A0011")
    assert (odd.status_code, odd.headers["content-type"]) == (404, "application/problem+json")


def test_a_body_in_pieces(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for byte in json.dumps(GIVEN).encode():
            yield bytes([byte])

    answer = client.post("/estimate", content=pieces(), headers=JSON)
    assert answer.json()["totals"]["patient"] == "388.44"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        JSON | {"content-encoding": "gzip"},
        JSON | {"content-encoding": "br"},
    ],
)
def test_only_plain_json_is_read(client: TestClient, headers: dict[str, str]) -> None:
    content = gzip.compress(json.dumps(GIVEN).encode())
    answer = client.post("/estimate?lang=en", content=content, headers=headers)
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"
    assert "application/json" in answer.json()["detail"]


def test_a_body_that_says_it_is_as_it_is(client: TestClient) -> None:
    headers = JSON | {"content-encoding": "Identity"}
    assert client.post("/estimate", json=GIVEN, headers=headers).status_code == 200


def test_too_many_requests_and_when_to_come_back() -> None:
    client = TestClient(mounted(Settings(per_minute=3)), base_url=f"http://testserver{MOUNT}")
    found = [client.get("/tariffs/560011") for _ in range(5)]
    assert [answer.status_code for answer in found] == [200, 200, 200, 429, 429]
    assert 1 <= int(found[-1].headers["retry-after"]) <= 20


def test_a_bucket_for_each_client(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    limit = Allowance(per_minute=60, burst=2, now=lambda: now)

    def waits(address: str) -> int:
        return limit.wait_for({"type": "http", "client": (address, 1)})

    assert [waits("a"), waits("a"), waits("a"), waits("b")] == [0, 0, 1, 0]
    now = 1.0
    assert [waits("a"), waits("a")] == [0, 1]
    assert b"a" not in limit.left
    monkeypatch.setattr(limits, "MOST_CLIENTS", 2)
    waits("c")
    assert len(limit.left) == 2


@pytest.mark.parametrize("listed", [True, False])
def test_other_websites_only_where_listed(listed: bool) -> None:
    chosen = read({"KINE_API_ORIGINS": "https://www.example.be" if listed else ""})
    client = TestClient(mounted(chosen), base_url=f"http://testserver{MOUNT}")
    answer = client.post("/estimate", json=GIVEN, headers={"origin": "https://www.example.be"})
    assert answer.headers.get("access-control-allow-origin") == (
        "https://www.example.be" if listed else None
    )


def test_the_page_of_the_documentation_loads_only_what_is_here(client: TestClient) -> None:
    page = client.get("/docs?lang=nl").text
    assert '<html lang="nl">' in page
    assert "//" not in page
    assert "<script>" not in page
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "docs.js"):
        assert f"{MOUNT}/docs/{name}" in page
        assert client.get(f"/docs/{name}").status_code == 200
    assert client.get("/docs/other.js").status_code == 404


def test_no_answer_in_a_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.post("/estimate", json=GIVEN | {"fee": "41.93"})
    client.post("/estimate", json=GIVEN | {"sessions": "41.93"})
    client.post("/batch", json={"cases": [GIVEN | {"fee": "41.93"}]})
    assert "41.93" not in caplog.text
