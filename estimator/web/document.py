"""The HTML document around the page: its language and title are right from the first byte on.

Streamlit serves one fixed document in English. This rewrites it on the way out, and adds a small
script that lets both follow when the person switches the language on the page.
"""

import gzip
import re
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES, words

ENGLISH = '<html lang="en">'
TITLE = "<title>Streamlit</title>"
PAGE_SCRIPT = "/page.js"
#: The title of each page by the last part of its path; elsewhere that of the estimate.
TITLES = {name: f"{name}.title" for name in ("advisor", "practice", "check", "tariffs", "method")}
#: Streamlit's inline script (only for prerendering services), its pointer to an interface that is
#: closed here, and its English words for browsers without scripts.
NOT_OURS = re.compile(
    r'<script>.*?</script>|<link rel="service-desc"[^>]*>|<noscript>.*?</noscript>', re.DOTALL
)
BODY = "<body>"


class Document:
    """Middleware that puts HTML responses in the language of the visitor."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything through, HTML pages in the visitor's language."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        title = TITLES.get(scope["path"].rpartition("/")[2], "page.title")
        await self.app(scope, receive, Rewriter(send, language_of(scope), title))


class Rewriter:
    """Sends a response on; holds back an HTML page until it is whole, then rewrites it."""

    def __init__(self, send: Send, language: str, title: str) -> None:
        self.send = send
        self.language = language
        self.title = title
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
        body = localised(self.body.decode(), self.language, self.title).encode()
        described(headers, len(body))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


def described(headers: MutableHeaders, length: int) -> None:
    """The headers of the rewritten page; what was said of the original holds no more."""
    headers["content-length"] = str(length)
    headers["cache-control"] = "no-cache"
    headers.add_vary_header("Accept-Language")
    for validator in ("etag", "last-modified"):
        if validator in headers:
            del headers[validator]


def is_html(start: Message) -> bool:
    """Whether a response is an HTML page that can be read here."""
    headers = Headers(raw=start["headers"])
    readable = headers.get("content-encoding", "gzip") == "gzip"
    return readable and headers.get("content-type", "").startswith("text/html")


def localised(page: str, language: str, title: str = "page.title") -> str:
    """Streamlit's document with its language, its title, and words for browsers without scripts."""
    say = words(language)
    script = f'<script src=".{PAGE_SCRIPT}" defer></script>'
    if TITLE not in page:
        return page
    page = NOT_OURS.sub("", page)
    page = page.replace(ENGLISH, f'<html lang="{language}">', 1)
    page = page.replace(TITLE, f"<title>{escape(say(title))}</title>{script}", 1)
    return page.replace(
        BODY, f"{BODY}<noscript><p>{escape(say('document.no_script'))}</p></noscript>"
    )


def language_of(scope: Scope) -> str:
    """The language asked in the address, else the browser's first that we speak, else French."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [])
    accepted = Headers(scope=scope).get("accept-language", "")
    preferred = [*asked, *by_preference(accepted)]
    spoken = (tag.lower().split("-")[0] for tag in preferred)
    return next((language for language in spoken if language in LANGUAGES), DEFAULT_LANGUAGE)


def by_preference(accepted: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first."""
    weighed = [part.strip().partition(";q=") for part in accepted.split(",")]
    return [tag for tag, _, _ in sorted(weighed, key=lambda part: -weight(part[2]))]


def weight(quality: str) -> float:
    """How much a language is wanted: 1 unless said; nonsense counts as not at all."""
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0
