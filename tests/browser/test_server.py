"""The routes of our own, on the server as it is started."""

import gzip
import json
from http.client import HTTPResponse
from urllib.request import Request, urlopen

import pytest


def ask(address: str, path: str, **headers: str) -> HTTPResponse:
    request = Request(address + path, headers=headers)  # noqa: S310
    return urlopen(request)  # type: ignore[no-any-return]  # noqa: S310


def test_it_says_that_it_is_well(address: str) -> None:
    answer = ask(address, "healthz")
    told = json.loads(answer.read())
    assert told["status"] == "ok"
    assert told["tariffs"]["editions"][-1] >= "2025-02-01"
    assert answer.headers["cache-control"] == "no-store"


def test_the_script_to_embed(address: str) -> None:
    answer = ask(address, "embed.js", **{"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"].startswith("public")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    body = answer.read()
    assert len(body) <= 3 * 1024
    assert b"kine-cost-estimator" in gzip.decompress(body)


@pytest.mark.parametrize("path", ["", "practice", "embed.js", "healthz", "_stcore/health"])
def test_no_cookie_and_every_header(address: str, path: str) -> None:
    headers = ask(address, path).headers
    assert "set-cookie" not in headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_streamlits_files_are_compressed_and_cached(address: str) -> None:
    page = ask(address, "").read().decode()
    path = page.partition('src="./static/')[2].partition('"')[0]
    answer = ask(address, f"static/{path}", **{"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("path", "title"),
    [("", "Wat kost mijn kinesitherapie?"), ("practice", "Voor uw website")],
)
def test_language_and_title_at_the_first_byte(address: str, path: str, title: str) -> None:
    answer = ask(address, f"{path}?lang=nl", **{"accept-encoding": "gzip"})
    body = answer.read()
    page = gzip.decompress(body) if answer.headers["content-encoding"] == "gzip" else body
    assert '<html lang="nl">' in page.decode()
    assert f"<title>{title}</title>" in page.decode()
