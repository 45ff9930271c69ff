"""oEmbed 1.0: a website that is given a link to the estimator asks here how to show it in a frame.

Only presets go into the frame: an answer of a patient in the link is left out.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from estimator.embed.presets import Presets, presets_from
from estimator.embed.snippet import frame_address, link, query_of
from estimator.locales import words as words_of
from estimator.locales.requested import language_of

OEMBED = "/oembed"
#: Pixels of the frame where the website names no smaller size.
WIDTH, HEIGHT = 800, 1600
#: Seconds that a website may keep an answer.
ONE_DAY = 86_400
UNKNOWN, OTHER_FORMAT = 404, 501
#: A size that means something; any other is passed over.
SIZE = re.compile(r"[1-9]\d{0,4}")
FRAME_SHOWN = Markup(
    '<iframe src="{source}" title="{title}" width="{width}" height="{height}" loading="lazy"'
    ' style="border:0;max-width:100%"></iframe>'
)
FOUND_BY = Markup(
    '<link rel="alternate" type="application/json+oembed" href="{address}" title="{title}">'
)


def oembed_route(base_of: Callable[[Scope], str]) -> Route:
    """The route that tells how to show an address of this server: 404 for any other, 501 for XML.
    `base_of` gives the server's own address, empty where it isn't known."""

    async def oembed(request: Request) -> Response:
        asked = request.query_params
        if asked.get("format", "json") != "json":
            return Response(status_code=OTHER_FORMAT)
        page = page_at(asked.get("url", ""), base_of(request.scope))
        if page is None:
            return Response(status_code=UNKNOWN)
        return JSONResponse(shown(page, language_of(request.scope), asked))

    return Route(OEMBED, oembed)


def page_at(address: str, base: str) -> SplitResult | None:
    """The address of the estimate on the server at `base`; None for any other."""
    try:
        page = urlsplit(address)
    except ValueError:
        return None
    host = urlsplit(base).netloc
    ours = page.netloc.lower() == host.lower() != "" and page.path in ("", "/")
    return page if ours and page.scheme in ("http", "https") else None


def shown(page: SplitResult, language: str, limits: Mapping[str, str]) -> dict[str, Any]:
    """The answer for a page: a frame with its presets, no larger than `maxwidth` × `maxheight`."""
    presets = presets_from(query_of(page.geturl()))
    words = words_of(presets.practice.lang or language)
    base = f"{page.scheme}://{page.netloc}/"
    width, height = within(limits, "maxwidth", WIDTH), within(limits, "maxheight", HEIGHT)
    source, title = frame_address(base, presets.practice), words("page.title")
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_url": base,
        "cache_age": ONE_DAY,
        "width": width,
        "height": height,
        "html": str(FRAME_SHOWN.format(source=source, title=title, width=width, height=height)),
    }


def within(limits: Mapping[str, str], name: str, usual: int) -> int:
    """The usual size, or the limit if that is smaller."""
    given = limits.get(name, "")
    return min(int(given), usual) if SIZE.fullmatch(given) else usual


def discovery(base: str, presets: Presets, language: str) -> str:
    """The link by which a website that was given the address of a page finds all this. Empty where
    the server does not know its own address (`base`): a forged one must reach no document."""
    if not base:
        return ""
    base = base.rstrip("/")
    query = urlencode({"url": link(f"{base}/", presets.practice), "format": "json"})
    title = words_of(language)("page.title")
    return str(FOUND_BY.format(address=f"{base}{OEMBED}?{query}", title=title))
