"""Malformed, smuggled, slow and silent requests stop at nginx; other visitors notice nothing."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from tests.deployment.visitors import Visitor, ask
from tests.deployment.workers import Front, nginx

PATIENCE = 60
STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3}) ", re.M)
SMUGGLED = b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
POST = b"POST /api/v1/estimate HTTP/1.1\r\nHost: 127.0.0.1\r\n"
GET = b"GET /healthz HTTP/1.1\r\n"
MALFORMED = {
    "length and chunks": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
    "a length that is none": POST + b"Content-Length: +4\r\n\r\nabcd",
    "chunks and something": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "hidden chunks": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunks of a size that is none": POST
    + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
    "two hosts": GET + b"Host: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    "no host": GET + b"\r\n",
    "a host that is none": GET + b"Host: 127.0.0.1/evil\r\n\r\n",
    "a space before the colon": GET + b"Host: 127.0.0.1\r\nX-A : b\r\n\r\n",
    "a zero byte": GET + b"Host: 127.0.0.1\r\nX-A: b\0c\r\n\r\n",
    "too long a header": GET + b"Host: 127.0.0.1\r\nX-A: " + b"a" * 40_000 + b"\r\n\r\n",
}
OUTSIDE = [
    "/static/../../../../etc/passwd",
    "/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/media/..%5c..%5cetc%5cpasswd",
    "//etc/passwd",
    "/component/x/../../../etc/passwd",
    "/_stcore/../metrics",
    "/x/..;/metrics",
    "/%6detrics",
    "/app.py",
    "/.streamlit/config.toml",
    "/tariffs/editions.csv",
]
INSIDE = re.compile(rb"root:|kine_estimates_total|st\.App|\[theme|known_until")


def send(front: Front, request: bytes) -> bytes:
    """All that comes back until the connection is closed."""
    with closing(socket.create_connection(("127.0.0.1", front.port), PATIENCE)) as connection:
        connection.sendall(request)
        with suppress(OSError):  # it may be cut by now
            connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: received(connection), b""))


def received(connection: socket.socket) -> bytes:
    """What comes next; nothing where the connection is closed or cut."""
    try:
        return connection.recv(65_536)
    except ConnectionResetError:
        return b""


@pytest.mark.parametrize("request_sent", MALFORMED.values(), ids=MALFORMED)
def test_what_could_be_read_in_two_ways_is_refused(front: Front, request_sent: bytes) -> None:
    """One refusal and no second answer: what follows was never a request."""
    told = send(front, request_sent + SMUGGLED)
    (status,) = STATUS.findall(told)
    assert 400 <= int(status) < 600
    assert not INSIDE.search(told)
    assert b"nginx" in told
    assert ask(front.port, "/healthz").status == 200


def test_another_name_gets_no_answer(front: Front) -> None:
    assert send(front, GET + b"Host: evil.example\r\n\r\n") == b""


def test_what_a_client_says_of_itself_is_not_believed(front: Front) -> None:
    """A worker shows its counters to this machine; nginx doesn't pass the question on at all."""
    claimed = b"X-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nX_Forwarded_For: ::1\r\n"
    told = send(front, b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n" + claimed + b"\r\n")
    assert STATUS.findall(told) == [b"404"]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_way_out_of_what_is_served(front: Front, path: str) -> None:
    answer = ask(front.port, path)
    assert not INSIDE.search(answer.read())
    assert answer.status < 500


@pytest.mark.parametrize("name", ["health", "host-config"])
@pytest.mark.parametrize("odd", ["/_stcore/./", "/_stcore//"])
def test_no_other_page_is_kept_in_the_place_of_what_every_page_asks(
    front: Front, tmp_path: Path, name: str, odd: str
) -> None:
    """An nginx that has kept nothing yet meets the odd spelling first."""
    told = ask(front[0].port, f"/_stcore/{name}").read()
    with nginx(tmp_path / "nginx", front) as fresh:
        assert ask(fresh.port, odd + name).read() == told
        assert ask(fresh.port, f"/_stcore/{name}").read() == told


def test_a_redirect_names_no_port_and_no_host(front: Front) -> None:
    assert ask(front.port, "/api", host="127.0.0.1:8080").getheader("location") == "/api/"


@pytest.fixture
def silent(front: Front) -> Iterator[list[socket.socket]]:
    """Clients who begin a request, or open a page, and then say no more."""
    page = (
        b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    beginnings = [GET, GET + b"Host: 127.0.0.1\r\nX-", POST + b"Content-Length: 999\r\n\r\n{", page]
    with ExitStack() as open_ones:
        found = []
        for beginning in beginnings * 25:
            connection = socket.create_connection(("127.0.0.1", front.port), PATIENCE)
            found.append(open_ones.enter_context(closing(connection)))
            connection.sendall(beginning)
        yield found


def test_silent_clients_hold_nobody_up(front: Front, silent: list[socket.socket]) -> None:
    """Others are answered while they wait, and those who never asked are shown out."""
    for number in range(3):
        with Visitor(front.port, f"Patient/{number}") as visitor:
            assert visitor.run(fee="43")
    assert ask(front.port, "/").status == 200
    half_asked = silent[0]
    assert received(half_asked) == b""
