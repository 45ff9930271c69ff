"""What the server is made of: the page script, routes of our own, and the middleware.

All in one process with the pages. Order of the middleware: the first sees a request first.
"""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route

from estimator.api.server import MOUNT, api
from estimator.embed.preview import PREVIEW, preview_page
from estimator.embed.script import EMBED_SCRIPT, embed_script
from estimator.operations.counters import metrics
from estimator.operations.health import NEVER_CACHED, healthz, readyz
from estimator.web.compression import Compressed
from estimator.web.document import PAGE_SCRIPT, Document
from estimator.web.headers import SecurityHeaders, embed_hosts

HERE = Path(__file__).parent
SCRIPT = HERE / "script.py"
JAVASCRIPT = "text/javascript"
#: An hour: a practice's visitors fetch the script once, and a new one reaches them the same day.
CACHED = {"cache-control": "public, max-age=3600", "cross-origin-resource-policy": "cross-origin"}
CHECKED = {"cache-control": "no-cache"}


async def page_script(_: Request) -> FileResponse:
    """The small script that keeps the document in step with the page."""
    return FileResponse(HERE / "page.js", media_type=JAVASCRIPT, headers=CHECKED)


async def script_to_embed(_: Request) -> Response:
    """What a practice's website loads."""
    return Response(embed_script(), media_type=JAVASCRIPT, headers=CACHED)


async def preview(request: Request) -> Response:
    """A bare page with a practice's snippet on it, to show in a frame of our own."""
    page = preview_page(request.query_params.multi_items())
    return Response(page, media_type="text/html", headers=NEVER_CACHED)


ROUTES = [
    Route(PAGE_SCRIPT, page_script),
    Route(EMBED_SCRIPT, script_to_embed),
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
    Route(PREVIEW, preview),
    Mount(MOUNT, api()),
]
MIDDLEWARE = [
    Middleware(SecurityHeaders, hosts=embed_hosts()),
    Middleware(Compressed),
    Middleware(Document),
]
