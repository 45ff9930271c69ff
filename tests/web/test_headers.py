"""What every response says of its safety; which websites may show the estimator."""

import pytest

from estimator.web.headers import HOSTS, SecurityHeaders, UnknownHost, embed_hosts
from tests.web.asgi import Answering, Response, get

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


@pytest.mark.parametrize("given", ["", "  ", "*", "\n"])
def test_any_host_unless_some_are_listed(given: str) -> None:
    assert embed_hosts({HOSTS: given}) == ("*",)
    assert embed_hosts({}) == ("*",)


@pytest.mark.parametrize("between", [" ", ",", ", ", "\n"])
def test_a_list_of_hosts(between: str) -> None:
    assert embed_hosts({HOSTS: between.join(LISTED)}) == LISTED


@pytest.mark.parametrize(
    "given", ["javascript:", "https://a.be; script-src *", "https://a.be/path", "'none'", "a\0b"]
)
def test_what_is_no_host_stops_the_server(given: str) -> None:
    with pytest.raises(UnknownHost, match=HOSTS):
        embed_hosts({HOSTS: given})
