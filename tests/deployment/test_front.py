"""Pages, websocket, uploads and API through nginx, each visitor at one worker."""

from contextlib import ExitStack

import pytest

from estimator.server.assets import SCRIPT
from tests.deployment.visitors import Visitor, ask, upload
from tests.deployment.workers import Front

COURSE = b'{"pathology":"current","bim":false,"conventioned":true,"sessions":18}'


@pytest.mark.parametrize("path", ["/", "/check", "/embed.js", SCRIPT.path, "/healthz"])
def test_what_visitors_need(front: Front, path: str) -> None:
    answer = ask(front.port, path, accept_encoding="gzip")
    assert answer.status == 200
    assert answer.getheader("set-cookie") is None
    assert answer.getheader("server") in ("nginx", None)
    assert "default-src 'self'" in (answer.getheader("content-security-policy") or "")


def test_pages_come_compressed(front: Front) -> None:
    assert ask(front.port, "/", accept_encoding="gzip").getheader("content-encoding") == "gzip"


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", "gzip"),
        ("br, gzip;q=0.5", "gzip"),
        ("br, gzip;q=0", None),
        ("gzip ; q=0.0, br", None),
        ("br", None),
        ("identity", None),
    ],
)
def test_files_come_as_the_browser_can_read_them(
    front: Front, accepted: str, packed: str | None
) -> None:
    answer = ask(front.port, SCRIPT.path, accept_encoding=accepted)
    assert answer.getheader("content-encoding") == packed


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/readyz", "/_stcore/metrics", "/_stcore/agent/x", "/_stcore/script-health-check"],
)
def test_what_is_not_for_visitors(front: Front, path: str) -> None:
    assert ask(front.port, path).status == 404


def test_the_api(front: Front) -> None:
    kind = {"content_type": "application/json"}
    answer = ask(front.port, "/api/v1/estimate", "POST", COURSE, **kind)
    assert answer.status == 200
    assert b'"112.50"' in answer.read()
    assert ask(front.port, "/api/v1/batch", "POST", b" " * (9 << 20) + b" ", **kind).status == 413


def test_an_office_is_spread_and_its_lists_find_their_worker(front: Front) -> None:
    """The same browser from the same address, all open at once. Only the worker that holds the
    visit takes an upload; through nginx it comes there, in whole."""
    before = [worker.estimates for worker in front]
    with ExitStack() as open_ones:
        visitors = [open_ones.enter_context(Visitor(front.port, "Office/1")) for _ in range(16)]
        for visitor in visitors:
            assert "112,50" in visitor.said
            assert upload(front.port, visitor, b"x" * (3 << 20)) == 204
            assert sorted(upload(worker.port, visitor) for worker in front) == [204, 404]
        made = [worker.estimates - was for worker, was in zip(front, before, strict=True)]
    assert sum(made) == len(visitors)
    assert min(made) > len(visitors) / 4, made


def test_an_upload_for_a_visit_that_is_no_more(front: Front) -> None:
    with Visitor(front.port, "Office/1") as visitor:
        visitor.session = "no-such-visit"
        assert upload(front.port, visitor) == 404


def test_only_websockets_are_connections_of_a_page(front: Front) -> None:
    assert ask(front.port, "/_stcore/stream").status == 426
    answer = ask(front.port, "/", upgrade="h2c", connection="Upgrade, HTTP2-Settings")
    assert answer.status == 200


def test_a_worker_believes_the_address_that_nginx_has_seen(front: Front) -> None:
    """As the counters are for this machine alone, they show whom a worker takes a client for."""
    assert ask(front[0].port, "/metrics").status == 200
    assert ask(front[0].port, "/metrics", x_forwarded_for="192.0.2.1").status == 404
