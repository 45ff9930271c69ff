"""The server: the script of the pages, our own routes, and the middleware.

All of it runs in the process of the pages. The first middleware sees a request first.
"""

import logging
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from estimator.api.limits import Allowance
from estimator.api.server import api_routes
from estimator.documents.kept_form import KEEP
from estimator.embed.oembed import oembed_route
from estimator.embed.served import EMBED_SCRIPT, PREVIEW, embed_script, preview_page
from estimator.found.addresses import LOCAL_NAMES, base_of
from estimator.found.data_files import data_routes
from estimator.found.listing import listing_routes
from estimator.found.questions import question_routes
from estimator.operations.counters import metrics
from estimator.operations.health import NEVER_CACHED, healthz, readyz
from estimator.operations.journal import keep_journal, note
from estimator.operations.settings import ANY, RefusedSetting, settings
from estimator.server.assets import ASSETS, Asset
from estimator.server.compression import Compressed
from estimator.server.document import Document
from estimator.server.flood import FloodGate
from estimator.server.headers import SecurityHeaders
from estimator.server.kept_files import AT_ONCE, PER_MINUTE, handing_out
from estimator.server.missing import NotFound

PAGES = Path(__file__).parents[1] / "pages"
PAGE_SCRIPT = PAGES / "script.py"
JAVASCRIPT = "text/javascript"
#: One hour: a practice's visitors fetch the script once, and get a new version the same day.
ONE_HOUR = {"cache-control": "public, max-age=3600", "cross-origin-resource-policy": "cross-origin"}
#: For files whose address changes with their content.
IMMUTABLE = {"cache-control": "public, max-age=31536000, immutable"}


def route_of(asset: Asset) -> Route:
    """The route that serves a file of ours."""

    async def serve(_: Request) -> Response:
        return Response(asset.body, media_type=asset.media_type, headers=IMMUTABLE)

    return Route(asset.path, serve)


async def script_to_embed(_: Request) -> Response:
    """The script that a practice's website loads."""
    return Response(embed_script(), media_type=JAVASCRIPT, headers=ONE_HOUR)


async def preview(request: Request) -> Response:
    """A bare page that holds a practice's snippet, for the preview on our own page."""
    page = preview_page(request.query_params.multi_items())
    return Response(page, media_type="text/html", headers=NEVER_CACHED)


def allowed_hosts(names: Sequence[str]) -> list[str]:
    """The host names that the server answers to (`KINE_HOSTS`, see docs/security.md)."""
    return [ANY] if ANY in names else [*names, *LOCAL_NAMES]


try:
    CHOSEN = settings()
except RefusedSetting as refused:
    keep_journal()
    facts = {"name": refused.name, "given": refused.given, "allowed": refused.allowed}
    note("setting_refused", level=logging.ERROR, **facts)
    sys.exit(1)
ROUTES = [
    *map(route_of, ASSETS),
    Route(EMBED_SCRIPT, script_to_embed),
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
    Route(PREVIEW, preview),
    oembed_route(partial(base_of, chosen=CHOSEN)),
    Route(KEEP, handing_out(Allowance(PER_MINUTE, AT_ONCE)), methods=["GET", "POST"]),
    *data_routes(CHOSEN),
    *listing_routes(CHOSEN),
    *question_routes(CHOSEN),
    *api_routes(CHOSEN),
]
MIDDLEWARE = [
    Middleware(SecurityHeaders, hosts=CHOSEN.embed_hosts),
    Middleware(
        TrustedHostMiddleware, allowed_hosts=allowed_hosts(CHOSEN.hosts), www_redirect=False
    ),
    Middleware(FloodGate),
    Middleware(NotFound, routes=ROUTES),
    Middleware(Compressed),
    Middleware(Document, chosen=CHOSEN),
]
