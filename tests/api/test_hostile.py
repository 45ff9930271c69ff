"""What would hold up a worker is refused before it is made into objects, in few words."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from benchmarks.hostile import CALLS, names
from estimator.api import limits
from estimator.api.models import MOST_BYTES, MOST_BYTES_OF_CASES, MOST_FAULTS
from estimator.api.server import MOUNT
from estimator.engine.model.case import FIELDS
from estimator.engine.model.payment import ASKED
from estimator.engine.plan.answers import MOST_BYTES_OF_PLAN
from estimator.locales import LANGUAGES
from tests.api.conftest import mounted
from tests.api.test_api import GIVEN, JSON

#: Hostile calls that are read, as an honest one might look alike, with what they get.
READ = {
    "unknown names in a case": 200,
    "10 000 empty cases": 200,
    "10 000 cases all wrong": 200,
    "100 000 empty lists": 422,
    "deeply nested lists": 400,
    "a number of a million digits": 400,
    "a text of 4 MB": 200,
}
PIECE = 1 << 16
MOST = {"estimate": MOST_BYTES, "plan": MOST_BYTES_OF_PLAN, "batch": MOST_BYTES_OF_CASES}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The sizes of the bodies that were made into objects."""
    found: list[int] = []
    loads = json.loads

    def counted(text: Any, **kwargs: Any) -> Any:
        found.append(len(text))
        return loads(text, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr("json.loads", counted)
        yield found


def pieces(body: bytes) -> Iterator[bytes]:
    for begin in range(0, len(body), PIECE):
        yield body[begin : begin + PIECE]


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("name", CALLS)
def test_a_hostile_call_gets_a_short_answer(
    client: TestClient, parsed: list[int], name: str, announced: bool
) -> None:
    path, body = CALLS[name].path, CALLS[name].body()
    content = body if announced else pieces(body)
    answer = client.post(f"/{path}", content=content, headers=JSON)
    assert answer.status_code == READ.get(name, 413)
    if name not in READ and name != "1.5 MB of unknown names in batch":
        assert parsed == []
    most = 300 * 10_000 if "10 000" in name else 10_000
    assert len(answer.content) < most


def test_faults_are_cut_and_counted(client: TestClient) -> None:
    unknown = {f"x{number}": 1 for number in range(1200)}
    answer = client.post("/estimate?lang=en", json=unknown | GIVEN | {"sessions": 0})
    found = answer.json()
    assert (answer.status_code, len(found["errors"]), found["more"]) == (422, MOST_FAULTS, 1101)
    first, second, *others = found["errors"]
    assert first["field"] == "sessions"
    assert (second["field"], second["allowed"]) == ("x0", list(ASKED))
    assert all(fault["allowed"] == [] for fault in others)
    assert others[0]["detail"] == "x1 is no known name."
    assert len(answer.content) < 16_000


def test_the_first_case_that_is_none_is_enough(client: TestClient) -> None:
    found = client.post("/batch", json={"cases": [[]] * 10_000}).json()
    assert (len(found["errors"]), found["more"]) == (1, 0)


def test_the_largest_honest_request_is_read(client: TestClient) -> None:
    case = GIVEN | {
        "pathology": "fa_polytrauma", "setting": "practice_in_hospital", "service": "session",
        "fee": "12345,50", "first_fee": "12345,50", "overrun_fee": "12345,50",
        "surcharge": "12345,50", "sessions": 400,
        "prior_sessions": 100, "first_session": "2025-01-01", "per_week": 7, "travel": False,
        "intake": False, "report": False,
    }  # fmt: skip
    assert set(case) == set(FIELDS)
    answer = client.post("/batch", content=json.dumps({"cases": [case] * 10_000}), headers=JSON)
    assert answer.json()["errors"] == 0


def exchanged(path: str, headers: dict[str, str], messages: list[Message]) -> list[Message]:
    """What a request gets that sends these messages, and no more."""
    answered: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {
        "type": "http", "method": "POST", "path": f"{MOUNT}/{path}", "query_string": b"",
        "root_path": "", "client": ("127.0.0.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    asyncio.run(mounted()(scope, receive, send))
    return answered


@pytest.mark.parametrize(("path", "most"), MOST.items())
def test_a_body_announced_too_large_is_not_read(path: str, most: int) -> None:
    start, _ = exchanged(path, JSON | {"content-length": str(most + 1)}, [])
    assert start["status"] == 413


@pytest.mark.parametrize(("path", "most"), MOST.items())
def test_a_body_is_read_to_the_limit_and_no_further(path: str, most: int) -> None:
    piece: Message = {"type": "http.request", "body": b" " * 4096, "more_body": True}
    start, _ = exchanged(path, JSON, [piece] * (most // 4096 + 1))
    assert start["status"] == 413


def test_who_leaves_while_sending_is_no_fault() -> None:
    exchanged("estimate", JSON, [{"type": "http.disconnect"}])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_tells_how_large_a_request_may_be(client: TestClient, language: str) -> None:
    answer = client.post(f"/estimate?lang={language}", content=b" " * 17_000, headers=JSON)
    assert answer.status_code == 413
    assert " 16 Ki" in answer.json()["detail"]
    assert " 5 Mi" in answer.json()["detail"]


def test_a_body_is_made_into_objects_beside_the_loop(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(body: bytes) -> Any:
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        return json.loads(body)

    monkeypatch.setattr(limits, "parsed", found)
    assert client.post("/estimate", json=GIVEN).status_code == 200


@pytest.mark.parametrize("depth", [100, 900, 7000])
def test_a_value_may_lie_as_deep_as_it_likes(client: TestClient, depth: int) -> None:
    deep = b"[" * depth + b"]" * depth
    for path, body in (("estimate", b'{"fee":%s}'), ("batch", b'{"cases":[{"fee":%s}]}')):
        answer = client.post(f"/{path}", content=body % deep, headers=JSON)
        assert answer.status_code in (200, 400, 422)
        assert len(answer.content) < 3000


def test_names_of_the_senders_own_in_cases(client: TestClient) -> None:
    own = {f"x{number}": number for number in range(4)}
    answer = client.post("/batch", json={"cases": [GIVEN | own] * 10_000})
    assert answer.json()["errors"] == 0
    assert len(names(16_000)) < MOST_BYTES
