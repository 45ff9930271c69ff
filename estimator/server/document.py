"""The HTML document around a page.

Streamlit serves one fixed document in English that stays empty until its scripts have run. This
middleware rewrites it: language, title, purpose, a first estimate, our style sheet and our script.
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
from estimator.found.addresses import PATHS, Place, place_of
from estimator.found.head import HIDDEN, choices, head
from estimator.locales import by_own_name, words
from estimator.locales.requested import language_told
from estimator.operations.settings import DEFAULTS, Settings
from estimator.pages.blocks.html import in_every_language
from estimator.server.assets import FIRST_STYLE, SCRIPT, STYLE
from estimator.server.first_estimate import FirstEstimates, asked
from estimator.server.streamlit_files import chunks

ENGLISH = '<html lang="en">'
TITLE = "<title>Streamlit</title>"
BODY = "<body>"
ESTIMATE = "page.title"
#: Documents that are cached: every page in every language, compressed or not.
CACHED_DOCUMENTS = 128
#: Removed: the inline script for prerendering services, the link to an API that is closed here, the
#: font that our theme does not use, comments, and the English text for browsers without scripts.
REMOVED = re.compile(
    r'<script>.*?</script>|<link rel="service-desc"[^>]*>|<noscript>.*?</noscript>|<!--.*?-->'
    r'|<link\s+rel="preload"[^>]*as="font"[^>]*>',
    re.DOTALL,
)
#: Scripts and styles of the page. They move behind the first words, so that these are shown first.
LATE_TAGS = re.compile(r'<script type="module".*?</script>|<link rel="stylesheet"[^>]*>', re.DOTALL)
#: Files that the scripts need. Given a hundred of them at once, a phone paints nothing for half
#: a second, so page.js requests them after the first words.
PRELOADS = re.compile(r'<link rel="modulepreload"[^>]*>')
#: Left behind by what moves.
BLANK_LINES = re.compile(r"\n\s+")
STYLE_LINK = f'<link rel="stylesheet" href="{STYLE.address}">'
SCRIPT_LINK = f'<script src="{SCRIPT.address}" async></script>'


class Document:
    """Middleware that rewrites HTML responses in the visitor's language."""

    def __init__(self, app: ASGIApp, chosen: Settings = DEFAULTS) -> None:
        self.app = app
        self.chosen = chosen
        self.first_estimates = FirstEstimates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; rewrites the response if it is an HTML page."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        title = PATHS.get(scope["path"], ESTIMATE)
        compressed = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        ask = language_told(scope) is None
        how = Version(place_of(scope, self.chosen), title, compressed, ask)
        await self.app(scope, receive, Rewriter(send, partial(self.version, scope, how)))

    def version(self, scope: Scope, how: "Version") -> "Version":
        """The version, with a first estimate if it is the page of the estimate. Whoever is asked
        for a language first gets none."""
        if how.title != ESTIMATE or how.ask:
            return how
        query = scope.get("query_string", b"").decode("latin-1")
        first = self.first_estimates.get(asked(how.place.language, query, clock.today()))
        return how._replace(estimate=first)


class Version(NamedTuple):
    """What a document depends on."""

    place: Place
    title: str
    compressed: bool = False
    #: Nobody has named a language: the person is asked.
    ask: bool = False
    estimate: str = ""


class Rewriter:
    """Passes a response on; buffers an HTML page and rewrites it."""

    def __init__(self, send: Send, version: Callable[[], Version]) -> None:
        self.send = send
        self.version = version
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Handles one message of the response."""
        if message["type"] == "http.response.start" and is_html(message):
            self.start = message
        elif self.start and message["type"] == "http.response.body":
            await self.collect(message)
        else:
            await self.send(message)

    async def collect(self, message: Message) -> None:
        """Adds a chunk of the page; after the last chunk, sends the rewritten page."""
        self.body += message.get("body", b"")
        if message.get("more_body", False):
            return
        headers = MutableHeaders(scope=self.start)
        plain = gzip.decompress(self.body) if "content-encoding" in headers else self.body
        if TITLE.encode() not in plain:  # a page of our own
            await self.send(self.start)
            await self.send({"type": "http.response.body", "body": self.body})
            return
        self.body = plain
        if "content-encoding" in headers:
            del headers["content-encoding"]
        version = self.version()
        body = rewritten(self.body, version)
        set_headers(headers, len(body), version)
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


@lru_cache(CACHED_DOCUMENTS)
def rewritten(body: bytes, version: Version) -> bytes:
    """A document as it is sent. Each version is made once: Streamlit's document never changes."""
    page = localised(body.decode(), version).encode()
    return gzip.compress(page) if version.compressed else page


def set_headers(headers: MutableHeaders, length: int, version: Version) -> None:
    """Replaces the headers that no longer hold for the rewritten page."""
    headers["content-length"] = str(length)
    if version.place.more:
        headers["x-robots-tag"] = HIDDEN
    if version.compressed:
        headers["content-encoding"] = "gzip"
    headers["cache-control"] = "no-cache"
    headers.add_vary_header("Accept-Language")
    headers.add_vary_header("Accept-Encoding")
    for validator in ("etag", "last-modified"):
        if validator in headers:
            del headers[validator]


def is_html(start: Message) -> bool:
    """Whether a response is an HTML page that can be decoded here."""
    headers = Headers(raw=start["headers"])
    readable = headers.get("content-encoding", "gzip") == "gzip"
    return readable and headers.get("content-type", "").startswith("text/html")


def localised(page: str, version: Version) -> str:
    """Streamlit's document in a language, with something to read while its scripts load."""
    language, title = version.place.language, version.title
    page = REMOVED.sub("", page)
    page = page.replace(ENGLISH, f'<html lang="{language}">', 1)
    page = page.replace(TITLE, head_of(version), 1)
    links = [*PRELOADS.findall(page), *(preloads() if title == ESTIMATE else ())]
    preload = f'<template id="soon">{"".join(dict.fromkeys(links))}</template>'
    scripts = "".join(LATE_TAGS.findall(page)) + STYLE_LINK
    first = choice(version) if version.ask else first_words(language, title, version.estimate)
    page = BLANK_LINES.sub("\n", LATE_TAGS.sub("", PRELOADS.sub("", page)))
    return page.replace(BODY, f"{BODY}{first}{SCRIPT_LINK}{scripts}{preload}", 1)


def head_of(version: Version) -> str:
    """Title, purpose and addresses of a page; in every language if the person is asked for one."""
    title, about = version.title, "found.about" if version.title == ESTIMATE else ""
    spoken = by_own_name() if version.ask else [version.place.language]
    titles, purposes = (
        " · ".join(words(each)(key) for each in spoken)
        for key in (title, about or title.replace("title", "intro"))
    )
    said = head(version.place, titles, purposes, hidden=version.place.more)
    return f"<title>{escape(titles)}</title>{said}"


def choice(version: Version) -> str:
    """The title in every language, and a link to each. The page asks the same: where the address
    says more, it alone, as a link here would lose that."""
    titles = in_every_language({each: words(each)(ESTIMATE) for each in by_own_name()})
    links = "" if version.place.more else f'<nav class="languages">{choices()}</nav>'
    return f'<style>{FIRST_STYLE}</style><main id="first">{titles}{links}</main>'


@cache
def preloads() -> tuple[str, ...]:
    """Links that let a browser load the widgets of the estimate page early."""
    link = '<link rel="modulepreload" crossorigin href="./static/js/{}">'
    return tuple(map(link.format, chunks()))


def first_words(language: str, title: str, estimate: str) -> str:
    """The title, the purpose and the first estimate, to read until the page has loaded."""
    catalogue = words(language)
    parts = {
        "h1": catalogue(title),
        "p": catalogue(title.replace("title", "intro")),
        'p class="coming"': catalogue("document.coming"),
    }
    texts = "".join(f"<{tag}>{escape(text)}</{tag.split()[0]}>" for tag, text in parts.items())
    without = f"<noscript><p>{escape(catalogue('document.no_script'))}</p></noscript>"
    # Shown by the style sheet after a while: the script itself may have failed to load.
    again = f'<a href="">{escape(catalogue("streamlit.again"))}</a>'
    late = f'<p class="late" role="status">{escape(catalogue("document.late"))} {again}</p>'
    content = f"{texts}{without}{late}{estimate}"
    return f'<style>{FIRST_STYLE}</style><main id="first">{content}</main>'
