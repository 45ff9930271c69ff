"""What the server is made of: the page script, routes of our own, and the middleware.

All in one process with the pages. Order of the middleware: the first sees a request first.
"""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from estimator.api.server import mounted_api
from estimator.embed.preview import PREVIEW, preview_page
from estimator.embed.script import EMBED_SCRIPT, embed_script
from estimator.web.compression import Compressed
from estimator.web.document import PAGE_SCRIPT, Document
from estimator.web.headers import SecurityHeaders, embed_hosts
from estimator.web.own_words import page_js

HERE = Path(__file__).parent
SCRIPT = HERE / "script.py"
JAVASCRIPT = "text/javascript"
#: An hour: a practice's visitors fetch the script once, and a new one reaches them the same day.
CACHED = {"cache-control": "public, max-age=3600", "cross-origin-resource-policy": "cross-origin"}
CHECKED = {"cache-control": "no-cache"}
NEVER_CACHED = {"cache-control": "no-store"}


async def page_script(_: Request) -> Response:
    """The small script that keeps the document in step with the page."""
    return Response(page_js(), media_type=JAVASCRIPT, headers=CHECKED)


async def script_to_embed(_: Request) -> Response:
    """What a practice's website loads."""
    return Response(embed_script(), media_type=JAVASCRIPT, headers=CACHED)


async def healthy(_: Request) -> PlainTextResponse:
    """Says that the server answers, to whoever watches over it."""
    return PlainTextResponse("ok", headers=NEVER_CACHED)


async def preview(request: Request) -> Response:
    """A bare page with a practice's snippet on it, to show in a frame of our own."""
    page = preview_page(request.query_params.multi_items())
    return Response(page, media_type="text/html", headers=NEVER_CACHED)


ROUTES = [
    Route(PAGE_SCRIPT, page_script),
    Route(EMBED_SCRIPT, script_to_embed),
    Route("/healthz", healthy),
    Route(PREVIEW, preview),
    mounted_api(),
]
MIDDLEWARE = [
    Middleware(SecurityHeaders, hosts=embed_hosts()),
    Middleware(Compressed),
    Middleware(Document),
]
