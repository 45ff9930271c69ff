"""What a worker hasn't got: 404, so that a proxy asks the next one."""

import pytest
from starlette.routing import Route

from estimator.server.missing import NotFound
from tests.server.asgi import Answering, get

UPLOAD = "/_stcore/upload_file/visit/1"
ATTACHED = (b"content-disposition", b'attachment; filename="prices.html"')


@pytest.mark.parametrize("path", ["/static/js/gone.js", "/page.000000000000.js"])
def test_a_document_in_place_of_a_file_is_none(path: str) -> None:
    answer = get(NotFound(Answering(b"<html>", "text/html; charset=utf-8")), path)
    assert (answer.status, answer.body) == (404, b"")
    assert answer.headers["cache-control"] == "no-store"


def test_an_upload_for_a_visit_of_another_worker() -> None:
    refusing = NotFound(Answering(b"Invalid session_id", "text/plain", status=400))
    assert get(refusing, UPLOAD, method="PUT").status == 404


@pytest.mark.parametrize(
    ("path", "inner"),
    [
        ("/static/js/there.js", Answering(b"let x", "text/javascript")),
        ("/static/js/there.js", Answering(b"", "text/plain", status=304)),
        (UPLOAD, Answering(b"", "text/plain", status=413)),
        ("/", Answering(b"<html>", "text/html")),
        ("/method", Answering(b"<html>", "text/html")),
        ("/own", Answering(b"<html>", "text/html")),
        ("/media/1.html", Answering(b"<section>", "text/html", ATTACHED)),
        ("/api/v1/estimate", Answering(b"", "application/problem+json", status=400)),
    ],
)
def test_everything_else_is_passed_on(path: str, inner: Answering) -> None:
    answer = get(NotFound(inner, routes=[Route("/own", inner)]), path)
    assert (answer.status, answer.body) == (inner.status, inner.body)
