"""Streamlit's files travel compressed, and are compressed once."""

import gzip

import pytest

from estimator.server.compression import Compressed
from tests.server.asgi import Answering, Header, get

BODY = b"let x = 1;\n" * 500
GZIP = (b"accept-encoding", b"gzip, br")
PATH = "/static/js/index.js"


def script() -> Answering:
    return Answering(BODY, "application/javascript", (b"content-length", b"5500"))


def test_a_file_is_compressed_once_and_kept() -> None:
    inner = script()
    app = Compressed(inner)
    answers = [get(app, PATH, [GZIP]) for _ in range(3)]
    for answer in answers:
        assert gzip.decompress(answer.body) == BODY
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) == len(answer.body) < len(BODY)
        assert answer.headers["vary"] == "Accept-Encoding"
    assert inner.asked == 1


def test_style_sheets_offer_no_fonts() -> None:
    sheet = b"a{color:red}@font-face{font-family:X;src:url(x.woff2)}b{margin:0}" * 9
    answer = get(Compressed(Answering(sheet, "text/css")), "/static/css/index.css", [GZIP])
    assert gzip.decompress(answer.body) == b"a{color:red}b{margin:0}" * 9


@pytest.mark.parametrize(
    ("path", "headers", "method"),
    [
        (PATH, [], "GET"),
        (PATH, [GZIP], "HEAD"),
        (PATH, [GZIP, (b"range", b"bytes=0-9")], "GET"),
        (PATH, [GZIP, (b"if-none-match", b'"x"')], "GET"),
        ("/", [GZIP], "GET"),
    ],
)
def test_what_can_not_be_kept_passes_untouched(
    path: str, headers: list[Header], method: str
) -> None:
    answer = get(Compressed(script()), path, headers, method)
    assert answer.body == BODY
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "inner",
    [
        Answering(BODY, "text/html"),
        Answering(BODY, "font/woff2"),
        Answering(BODY, "text/css", status=404),
        Answering(BODY, "text/css", (b"content-encoding", b"br")),
    ],
)
def test_what_is_no_such_file_is_not_kept(inner: Answering) -> None:
    app = Compressed(inner)
    assert [get(app, PATH, [GZIP]).body for _ in range(2)] == [BODY, BODY]
    assert inner.asked == 2
    assert app.cache == {}
