"""What machines ask a website for: robots.txt, sitemap.xml and security.txt."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from estimator.environment import clock
from estimator.found.addresses import (
    PATHS,
    QUESTION_PATHS,
    QUESTIONS,
    Place,
    address_of,
    alternates,
    base_of,
)
from estimator.locales import LANGUAGES
from estimator.open_data.package import DATA
from estimator.operations.settings import Settings

ROBOTS, SITEMAP, SECURITY = "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"
#: What no search engine needs: files for one person, a preview, answers for programs.
NOT_FOR_ROBOTS = ("/keep", "/preview", "/media/", "/api/v1/")
DOCUMENTATION = "/api/v1/docs"
#: security.txt is read again at the latest after half a year; the RFC allows less than one.
HOLDS = timedelta(days=180)
UNCHANGING = {"cache-control": "public, max-age=3600"}
URLSET = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{}</urlset>\n'
)
URL = Markup("<url><loc>{}</loc>{}</url>\n")
XHTML = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')


def robots(base: str) -> str:
    """Who may read what."""
    told = ["User-agent: *", f"Allow: {DOCUMENTATION}"]
    told += [f"Disallow: {path}" for path in NOT_FOR_ROBOTS]
    if base:
        told += ["", f"Sitemap: {base}{SITEMAP}"]
    return "\n".join(told) + "\n"


def sitemap(base: str) -> Markup:
    """Every page in every language, each with its other languages."""
    return URLSET.format(Markup("").join(entries(base)))


def entries(base: str) -> Iterator[Markup]:
    """An entry for each page and language."""
    for path in (*PATHS, QUESTIONS, *QUESTION_PATHS.values(), DATA):
        place = Place(base, path, "", told=False)
        others = Markup("").join(XHTML.format(*each) for each in alternates(place))
        for language in LANGUAGES:
            yield URL.format(address_of(place, language), others)


def security(chosen: Settings, base: str, today: date) -> str:
    """Whom to tell of a weakness (RFC 9116)."""
    told = [f"Contact: {contact}" for contact in chosen.contact]
    told.append(f"Expires: {today + HOLDS}T00:00:00Z")
    told.append(f"Preferred-Languages: {', '.join(LANGUAGES)}")
    if base:
        told.append(f"Canonical: {base}{SECURITY}")
    return "\n".join(told) + "\n"


def listing_routes(chosen: Settings) -> list[Route]:
    """The routes of the three."""

    async def robots_txt(request: Request) -> Response:
        return PlainTextResponse(robots(base_of(request.scope, chosen)), headers=UNCHANGING)

    async def sitemap_xml(request: Request) -> Response:
        base = base_of(request.scope, chosen)
        if not base:  # a sitemap names whole addresses
            raise HTTPException(404)
        return Response(sitemap(base), media_type="application/xml", headers=UNCHANGING)

    async def security_txt(request: Request) -> Response:
        if not chosen.contact:  # an address is never invented
            raise HTTPException(404)
        told = security(chosen, base_of(request.scope, chosen), clock.today())
        return PlainTextResponse(told, headers=UNCHANGING)

    served: dict[str, Callable[[Request], Awaitable[Response]]] = {
        ROBOTS: robots_txt,
        SITEMAP: sitemap_xml,
        SECURITY: security_txt,
    }
    return [Route(path, serve) for path, serve in served.items()]
