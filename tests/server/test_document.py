"""The HTML document: language and title right in the first response."""

import gzip
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.documents.plan_file import plan_told
from estimator.documents.plan_link import plan_query
from estimator.server.assets import SCRIPT, STYLE
from estimator.server.document import Document
from tests.documents.plans import YEAR

STREAMLIT_PAGE = (
    '<html lang="en"><head><title>Streamlit</title><script>let x</script>'
    '<link rel="preload" href="./a.woff2" as="font" crossorigin />'
    '<link rel="modulepreload" crossorigin href="./static/js/a.js">'
    '<link rel="stylesheet" crossorigin href="./static/css/index.css"></head>'
    "<body>é</body></html>"
)
BODY = STREAMLIT_PAGE.encode()
HTML = (b"content-type", b"text/html; charset=utf-8")


class Response(NamedTuple):
    """What a visitor gets."""

    headers: dict[bytes, bytes]
    body: bytes


def answering(pieces: Sequence[bytes], *headers: tuple[bytes, bytes]) -> ASGIApp:
    """An application that always sends the same."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
        for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return app


def get(
    app: ASGIApp,
    query: str = "",
    accepted: str = "",
    *,
    method: str = "GET",
    path: str = "/",
    coding: str = "identity",
) -> Response:
    """One request; nothing in it ever waits, so that no event loop is needed."""
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("nobody asks for a body")

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"accept-language", accepted.encode()), (b"accept-encoding", coding.encode())]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
    }
    with pytest.raises(StopIteration):
        Document(app)(scope, receive, send).__await__().__next__()
    body = b"".join(message.get("body", b"") for message in sent)
    return Response(dict(sent[0]["headers"]), body)


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "", "fr"),
        ("", "nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("", "it;q=0.9,de;q=0.7,en;q=0.8", "en"),
        ("", "it,nonsense;q=high", "fr"),
        ("lang=de", "nl", "de"),
        ("lang=xx", "nl", "nl"),
        ("lang=%22%3E", "", "fr"),
    ],
)
def test_the_document_is_in_the_language_of_the_visitor(
    query: str, accepted: str, language: str
) -> None:
    page = get(answering([BODY], HTML), query, accepted)
    assert f'<html lang="{language}">'.encode() in page.body


@pytest.mark.parametrize("pieces", [[BODY], [BODY[:40], BODY[40:-12], BODY[-12:]]])
def test_the_title_is_the_question_of_the_page(pieces: list[bytes]) -> None:
    page = get(answering(pieces, HTML), "lang=nl")
    assert b"<title>Wat kost mijn kinesitherapie?</title>" in page.body
    assert "é".encode() in page.body


def test_the_length_said_is_the_length_sent() -> None:
    page = get(answering([BODY], HTML, (b"content-length", str(len(BODY)).encode())))
    assert int(page.headers[b"content-length"]) == len(page.body)


@pytest.mark.parametrize(
    "headers",
    [[(b"content-type", b"application/json")], [HTML, (b"content-encoding", b"br")], []],
)
def test_what_is_no_plain_page_passes_untouched(headers: list[tuple[bytes, bytes]]) -> None:
    assert get(answering([BODY], *headers)).body == BODY


@pytest.mark.parametrize("path", ["/year", "/"])
def test_the_document_holds_nothing_of_a_plan_in_its_address(path: str) -> None:
    link = plan_query(plan_told(YEAR), "nl")
    page = get(answering([BODY], HTML), link, path=path).body
    assert page == get(answering([BODY], HTML), "lang=nl&plan=another", path=path).body
    assert link.rpartition("=")[2][:20].encode() not in page


def test_a_compressed_page_is_rewritten_too() -> None:
    page = get(answering([gzip.compress(BODY)], HTML, (b"content-encoding", b"gzip")), "lang=de")
    assert b'<html lang="de">' in page.body
    assert b"content-encoding" not in page.headers


def test_the_page_for_practices_has_its_own_title() -> None:
    page = get(answering([BODY], HTML), "lang=en", path="/practice")
    assert b"<title>For your website</title>" in page.body


def test_the_page_says_that_it_needs_scripts_in_the_language_of_the_visitor() -> None:
    page = get(answering([BODY], HTML), "lang=nl")
    assert b"<noscript><p>Deze pagina heeft JavaScript nodig." in page.body
    assert b"<script>" not in page.body


@pytest.mark.parametrize(
    ("path", "title", "purpose"),
    [
        ("/", "Was kostet meine", "Beantworten Sie"),
        ("/check", "Eine Erstattung", ""),
        ("/year", "Mein Jahr", "Mehrere"),
    ],
)
def test_there_is_something_to_read_before_any_script(path: str, title: str, purpose: str) -> None:
    page = get(answering([BODY], HTML), "lang=de", path=path).body.decode()
    first = page.partition('<main id="first">')[2].partition("</main>")[0]
    assert f"<h1>{title}" in first
    assert f"<p>{purpose}" in first
    assert "Die Seite wird geladen" in first


def test_what_is_to_read_waits_for_no_style_sheet_and_ours_comes_last() -> None:
    page = get(answering([BODY], HTML)).body.decode()
    places = [page.index(it) for it in ('<main id="first">', "/css/index.css", STYLE.address)]
    assert places == sorted(places)
    assert SCRIPT.address in page
    assert "woff2" not in page


def test_the_estimate_page_names_the_files_it_draws_with_and_others_do_not() -> None:
    estimate = get(answering([BODY], HTML)).body
    other = get(answering([BODY], HTML), path="/method").body
    assert b"ArrowVegaLiteChart" in estimate
    assert b"ArrowVegaLiteChart" not in other


@pytest.mark.parametrize("path", ["/", "/method"])
def test_nothing_is_asked_for_before_the_first_words_but_what_begins(path: str) -> None:
    page = get(answering([BODY], HTML), path=path).body.decode()
    outside, _, after = page.partition('<template id="soon">')
    soon, _, rest = after.partition("</template>")
    assert "modulepreload" not in outside + rest
    assert 'href="./static/js/a.js"' in soon
    links = soon.split("<link")
    assert len(set(links)) == len(links)


def test_the_document_travels_compressed_to_browsers_that_read_it_so() -> None:
    plain = get(answering([BODY], HTML))
    small = get(answering([BODY], HTML), coding="gzip, br")
    assert gzip.decompress(small.body) == plain.body
    assert small.headers[b"content-encoding"] == b"gzip"
    assert int(small.headers[b"content-length"]) == len(small.body)
    assert b"Accept-Encoding" in small.headers[b"vary"]


def test_a_page_of_our_own_is_left_as_it_is() -> None:
    own = b"<html><head><title>Preview</title></head><body>x</body></html>"
    assert get(answering([own], HTML)).body == own


def test_no_browser_takes_the_page_of_another_language_for_unchanged() -> None:
    stamps = (b"etag", b'"1"'), (b"last-modified", b"Sun, 22 Nov 2026 04:52:09 GMT")
    headers = get(answering([BODY], HTML, *stamps)).headers
    assert not {b"etag", b"last-modified"} & headers.keys()
    assert b"Accept-Language" in headers[b"vary"]


def test_what_is_not_asked_for_passes_untouched() -> None:
    assert get(answering([BODY], HTML), method="POST").body == BODY
