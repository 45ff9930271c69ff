"""What somebody might ask of the server over HTTP: nothing leaks, nothing fails."""

import socket
from urllib.parse import quote, urljoin, urlsplit

import httpx2
import pytest

from benchmarks.hostile import CALLS
from tests.abuse.conftest import HOST
from tests.browser.conftest import Server

TRAVERSALS = (
    "/static/../../../../../etc/passwd",
    "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%2f..%2f..%2fetc%2fpasswd",
    "/media/../app.py",
    "/component/x/../../../etc/passwd",
    "/page.css/../../app.py",
    "/api/v1/tariffs/..%2f..%2f",
    "//etc/passwd",
)


def ask(
    server: Server, path: str, method: str = "GET", host: str = HOST, body: bytes = b""
) -> tuple[int, bytes]:
    """Sends a request as it stands, no client in between that tidies it up."""
    at = urlsplit(server.address)
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((at.hostname, at.port), timeout=60) as line:
        line.sendall(head.encode() + body)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    return int(answer.split(b" ", 2)[1]), answer


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_what_is_served(attacked: Server, path: str) -> None:
    status, answer = ask(attacked, path)
    assert status < 500
    assert b"root:" not in answer
    assert b"import streamlit" not in answer


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent", "/_stcore/agent/interact"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_nobody_needs_is_closed(attacked: Server, path: str, method: str) -> None:
    assert ask(attacked, path, method)[0] == 404


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_nobody_uploads_without_a_page_that_asked_for_a_file(attacked: Server, method: str) -> None:
    status, _ = ask(attacked, "/_stcore/upload_file/nobody/nothing", method, body=b"x" * 100)
    assert 400 <= status < 500


def test_nobody_takes_away_a_file_that_is_not_there(attacked: Server) -> None:
    status, _ = ask(attacked, "/_stcore/upload_file/nobody/nothing", "DELETE")
    assert status < 500


@pytest.mark.parametrize("host", ["elsewhere.example", "", "kine.example.be.elsewhere.example"])
def test_another_name_is_not_answered_to(attacked: Server, host: str) -> None:
    assert ask(attacked, "/", host=host)[0] == 400


def test_its_own_name_is(attacked: Server) -> None:
    status, answer = ask(attacked, "/?lang=nl")
    assert status == 200
    assert b"Wat kost mijn kinesitherapie?" in answer


@pytest.mark.parametrize(
    "query",
    ["lang=%00%ff", "lang=" + "x" * 5_000, "pathology=%3Cscript%3E", "%", "fee=" + "9" * 999],
)
def test_nonsense_in_the_address_is_an_ordinary_visit(attacked: Server, query: str) -> None:
    status, answer = ask(attacked, f"/?{query}")
    assert status == 200
    assert b"<script>" not in answer


@pytest.mark.parametrize("name", CALLS)
def test_a_hostile_call_to_the_api_is_answered_in_few_words(attacked: Server, name: str) -> None:
    address = urljoin(attacked.address, f"/api/v1/{CALLS[name].path}")
    headers = {"host": HOST, "content-type": "application/json"}
    answer = httpx2.post(address, content=CALLS[name].body(), headers=headers, timeout=60)
    assert answer.status_code in (200, 400, 413, 422)
    assert len(answer.content) < 3_000_000


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2/estimate"])
def test_no_page_stands_where_there_is_no_api(attacked: Server, path: str) -> None:
    status, answer = ask(attacked, path)
    assert status == 404
    assert b"application/problem+json" in answer


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/practice/",
        "/api/v1",
        "/api/v1/estimate/",
        "/api/v1/openapi.json",
        "/preview",
        "/keep",
    ],
)
def test_a_name_that_somebody_made_up_comes_back_in_nothing(nameless: Server, path: str) -> None:
    _, answer = ask(nameless, path, host="forged.example")
    assert b"forged.example" not in answer
    head = "forged.example\r\nX-Forwarded-Host: also.example\r\nForwarded: host=third.example"
    _, answer = ask(nameless, path, host=head)
    assert not any(name in answer for name in (b"forged.", b"also.", b"third."))


def test_no_word_of_a_search_is_logged(attacked: Server) -> None:
    searched = "fibromyalgie"
    for query, expected in ((searched, 200), (f"genou%{searched}\n", 200), (searched * 40, 422)):
        status, _ = ask(attacked, f"/api/v1/situations?q={quote(query)}")
        assert status == expected
    assert searched not in attacked.log.read_text()
