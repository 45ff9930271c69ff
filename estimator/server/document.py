"""The HTML document around the page: right in language and title, and readable, from the first
byte on.

Streamlit serves one fixed document in English, empty until its scripts have run. This rewrites it
on the way out: the page's title and purpose and a first estimate stand in it, with our style sheet
and a small script that lets the language follow when the person switches it on the page.
"""

import gzip
import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from html import escape
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.environment import clock
from estimator.locales import words
from estimator.locales.requested import language_of
from estimator.server.assets import FIRST_STYLE, SCRIPT, STYLE
from estimator.server.first_estimate import FirstEstimates, asked
from estimator.server.streamlit_files import chunks

ENGLISH = '<html lang="en">'
TITLE = "<title>Streamlit</title>"
BODY = "<body>"
#: The title of each page by the last part of its path; elsewhere that of the estimate.
TITLES = {name: f"{name}.title" for name in ("advisor", "practice", "check", "tariffs", "method")}
ESTIMATE = "page.title"
#: Every page in every language, compressed or not, and room for pages of our own.
KEPT = 128
#: Streamlit's inline script (only for prerendering services), its pointer to an interface that is
#: closed here, the font that our theme doesn't use, its comments, and its English words for
#: browsers without scripts.
NOT_OURS = re.compile(
    r'<script>.*?</script>|<link rel="service-desc"[^>]*>|<noscript>.*?</noscript>|<!--.*?-->'
    r'|<link\s+rel="preload"[^>]*as="font"[^>]*>',
    re.DOTALL,
)
#: What draws the page: it comes after the first words, which then need not wait for it.
DRAWING = re.compile(r'<script type="module".*?</script>|<link rel="stylesheet"[^>]*>', re.DOTALL)
#: What that will ask for. A browser asks for a hundred files before it paints anything, which takes
#: a phone half a second: page.js has them fetched after the first words.
SOON = re.compile(r'<link rel="modulepreload"[^>]*>')
STYLE_LINK = f'<link rel="stylesheet" href="{STYLE.address}">'
SCRIPT_LINK = f'<script src="{SCRIPT.address}" async></script>'


class Document:
    """Middleware that puts HTML responses in the language of the visitor."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.first_estimates = FirstEstimates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything through, HTML pages in the visitor's language."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        title = TITLES.get(scope["path"].rpartition("/")[2], ESTIMATE)
        compressed = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        how = Version(language_of(scope), title, compressed)
        await self.app(scope, receive, Rewriter(send, partial(self.version, scope, how)))

    def version(self, scope: Scope, how: "Version") -> "Version":
        """A version with its first estimate, on the page that shows one."""
        if how.title != ESTIMATE:
            return how
        query = scope.get("query_string", b"").decode("latin-1")
        first = self.first_estimates.get(asked(how.language, query, clock.today()))
        return how._replace(estimate=first)


class Version(NamedTuple):
    """Which of the versions of a document a visitor gets."""

    language: str
    title: str
    compressed: bool = False
    estimate: str = ""


class Rewriter:
    """Sends a response on; holds back an HTML page until it is whole, then rewrites it."""

    def __init__(self, send: Send, version: Callable[[], Version]) -> None:
        self.send = send
        self.version = version
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Takes one message of the response."""
        if message["type"] == "http.response.start" and is_html(message):
            self.start = message
        elif self.start and message["type"] == "http.response.body":
            await self.collect(message)
        else:
            await self.send(message)

    async def collect(self, message: Message) -> None:
        """Adds a piece of the page; at the last one sends the page."""
        self.body += message.get("body", b"")
        if message.get("more_body", False):
            return
        headers = MutableHeaders(scope=self.start)
        if "content-encoding" in headers:
            self.body = gzip.decompress(self.body)
            del headers["content-encoding"]
        version = self.version()
        body = rewritten(self.body, version)
        described(headers, len(body), version.compressed)
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


@lru_cache(KEPT)
def rewritten(body: bytes, version: Version) -> bytes:
    """A page as it is sent; made once, as Streamlit's document is always the same."""
    page = localised(body.decode(), version).encode()
    return gzip.compress(page) if version.compressed else page


def described(headers: MutableHeaders, length: int, compressed: bool) -> None:
    """The headers of the rewritten page; what was said of the original holds no more."""
    headers["content-length"] = str(length)
    if compressed:
        headers["content-encoding"] = "gzip"
    headers["cache-control"] = "no-cache"
    headers.add_vary_header("Accept-Language")
    headers.add_vary_header("Accept-Encoding")
    for validator in ("etag", "last-modified"):
        if validator in headers:
            del headers[validator]


def is_html(start: Message) -> bool:
    """Whether a response is an HTML page that can be read here."""
    headers = Headers(raw=start["headers"])
    readable = headers.get("content-encoding", "gzip") == "gzip"
    return readable and headers.get("content-type", "").startswith("text/html")


def localised(page: str, version: Version) -> str:
    """Streamlit's document in a language, with something to read while its scripts load."""
    language, title, _, estimate = version
    if TITLE not in page:
        return page
    page = NOT_OURS.sub("", page)
    page = page.replace(ENGLISH, f'<html lang="{language}">', 1)
    page = page.replace(TITLE, f"<title>{escape(words(language)(title))}</title>", 1)
    links = [*SOON.findall(page), *(preloads() if title == ESTIMATE else ())]
    soon = f'<template id="soon">{"".join(dict.fromkeys(links))}</template>'
    drawing = "".join(DRAWING.findall(page)) + STYLE_LINK
    first = first_words(language, title, estimate)
    page = DRAWING.sub("", SOON.sub("", page))
    return page.replace(BODY, f"{BODY}{first}{SCRIPT_LINK}{drawing}{soon}", 1)


@cache
def preloads() -> tuple[str, ...]:
    """Links that let a browser fetch early what the estimate page draws with."""
    link = '<link rel="modulepreload" crossorigin href="./static/js/{}">'
    return tuple(map(link.format, chunks()))


def first_words(language: str, title: str, estimate: str) -> str:
    """The title of a page, what it is for, and an estimate, to read until the page is there."""
    say = words(language)
    parts = {
        "h1": say(title),
        "p": say(title.replace("title", "intro")),
        'p class="coming"': say("document.coming"),
    }
    told = "".join(f"<{tag}>{escape(text)}</{tag.split()[0]}>" for tag, text in parts.items())
    without = f"<noscript><p>{escape(say('document.no_script'))}</p></noscript>"
    # Seen after a while, by the style sheet alone: the script may be what was lost.
    again = f'<a href="">{escape(say("streamlit.again"))}</a>'
    late = f'<p class="late" role="status">{escape(say("document.late"))} {again}</p>'
    words_there = f"{told}{without}{late}{estimate}"
    return f'<style>{FIRST_STYLE}</style><main id="first">{words_there}</main>'
