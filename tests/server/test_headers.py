"""What every response says of its safety; which websites may show the estimator."""

import pytest

from estimator.server.headers import SecurityHeaders
from tests.server.asgi import Answering, Response, get

LISTED = ("https://www.example.be", "https://*.example.org:8443")


def asked(path: str, *hosts: str) -> Response:
    app = Answering(b"x", "text/html", (b"x-content-type-options", b"other"))
    return get(SecurityHeaders(app, hosts or ("*",)), path)


def directives(response: Response) -> dict[str, str]:
    parts = (it.partition(" ") for it in response.headers["content-security-policy"].split("; "))
    return {name: value for name, _, value in parts}


def test_no_code_runs_but_our_files() -> None:
    policy = directives(asked("/"))
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["object-src"] == "'none'"


def test_every_response_is_guarded() -> None:
    headers = asked("/whatever").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "geolocation=()" in headers["permissions-policy"]


def test_only_the_estimate_may_be_framed_elsewhere() -> None:
    assert directives(asked("/"))["frame-ancestors"] == "'self' *"
    assert directives(asked("/", *LISTED))["frame-ancestors"] == " ".join(("'self'", *LISTED))
    assert directives(asked("/practice", *LISTED))["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_doors_that_nobody_needs_are_closed(path: str) -> None:
    response = asked(path)
    assert response.status == 404
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("location", "told"),
    [
        (b"http://forged.example/api/v1/?day=1", "/api/v1/?day=1"),
        (b"//forged.example/practice", "/practice"),
        (b"http://x//forged.example/", "/forged.example/"),
        (b"http://x/\\\\forged.example", "/forged.example"),
        (b"/", "/"),
    ],
)
def test_a_redirect_stays_on_this_server(location: bytes, told: str) -> None:
    """Whatever name the request gave it."""
    app = Answering(b"", "text/plain", (b"location", location))
    assert get(SecurityHeaders(app)).headers["location"] == told
