"""What the server is made of: the page script, routes of our own, and the middleware.

All in one process with the pages. Order of the middleware: the first sees a request first.
"""

import logging
import sys
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from estimator.api.limits import Allowance
from estimator.api.server import api_routes
from estimator.documents.kept_form import KEEP
from estimator.embed.preview import PREVIEW, preview_page
from estimator.embed.script import EMBED_SCRIPT, embed_script
from estimator.operations.counters import metrics
from estimator.operations.health import NEVER_CACHED, healthz, readyz
from estimator.operations.journal import keep_journal, note
from estimator.operations.settings import RefusedSetting, settings
from estimator.server.assets import ASSETS, Asset
from estimator.server.compression import Compressed
from estimator.server.document import Document
from estimator.server.elsewhere import Elsewhere
from estimator.server.flood import FloodGate
from estimator.server.headers import SecurityHeaders
from estimator.server.hosts import allowed_hosts
from estimator.server.kept_files import AT_ONCE, PER_MINUTE, handing_out

PAGES = Path(__file__).parents[1] / "pages"
SCRIPT = PAGES / "script.py"
JAVASCRIPT = "text/javascript"
#: An hour: a practice's visitors fetch the script once, and a new one reaches them the same day.
CACHED = {"cache-control": "public, max-age=3600", "cross-origin-resource-policy": "cross-origin"}
#: A file whose address changes with its content.
KEPT = {"cache-control": "public, max-age=31536000, immutable"}


def serving(asset: Asset) -> Route:
    """A file that the document links to."""

    async def serve(_: Request) -> Response:
        return Response(asset.body, media_type=asset.media_type, headers=KEPT)

    return Route(asset.path, serve)


async def script_to_embed(_: Request) -> Response:
    """What a practice's website loads."""
    return Response(embed_script(), media_type=JAVASCRIPT, headers=CACHED)


async def preview(request: Request) -> Response:
    """A bare page with a practice's snippet on it, to show in a frame of our own."""
    page = preview_page(request.query_params.multi_items())
    return Response(page, media_type="text/html", headers=NEVER_CACHED)


try:
    CHOSEN = settings()
except RefusedSetting as refused:
    keep_journal()
    told = {"name": refused.name, "given": refused.given, "allowed": refused.allowed}
    note("setting_refused", level=logging.ERROR, **told)
    sys.exit(1)
ROUTES = [
    *map(serving, ASSETS),
    Route(EMBED_SCRIPT, script_to_embed),
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
    Route(PREVIEW, preview),
    Route(KEEP, handing_out(Allowance(PER_MINUTE, AT_ONCE)), methods=["GET", "POST"]),
    *api_routes(CHOSEN),
]
MIDDLEWARE = [
    Middleware(SecurityHeaders, hosts=CHOSEN.embed_hosts),
    Middleware(
        TrustedHostMiddleware, allowed_hosts=allowed_hosts(CHOSEN.hosts), www_redirect=False
    ),
    Middleware(FloodGate),
    Middleware(Elsewhere),
    Middleware(Compressed),
    Middleware(Document),
]
