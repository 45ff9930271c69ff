"""What every response says to the browser about its own safety, and what is not served at all.

Which websites may show the estimator in a frame is configured: KINE_EMBED_HOSTS, see
docs/embedding.md.
"""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.documents.kept_form import KEEP
from estimator.operations.settings import ANY

#: The page that may stand in a frame on another website, and what its forms lead to.
FRAMED = ("/", KEEP)
#: Streamlit's own open doors that nobody needs here.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")

POLICY = (
    "default-src 'self'",
    # Charts compile a little WebAssembly; no other code but our own files runs.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Middleware that adds the headers to every response and closes what nobody needs."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = (ANY,)) -> None:
        self.app = app
        self.framed = policy(("'self'", *hosts))
        self.own = policy(("'self'",))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, its response with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = self.policy_for(scope["path"])
                headers.update(ALWAYS)
                if "location" in headers:
                    headers["location"] = within(headers["location"])
            await send(message)

        if scope["path"].startswith(CLOSED):
            await PlainTextResponse("", status_code=404)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)

    def policy_for(self, path: str) -> str:
        """Only the estimate may stand in a frame on another website."""
        return self.framed if path in FRAMED else self.own


def within(location: str) -> str:
    """Where a redirect leads, on this server: a name in it is the one that the request made up."""
    address = urlsplit(location)
    query = f"?{address.query}" if address.query else ""
    return "/" + address.path.lstrip("/\\") + query


def policy(frame_ancestors: tuple[str, ...]) -> str:
    """The content security policy with those who may frame the page."""
    return "; ".join((*POLICY, "frame-ancestors " + " ".join(frame_ancestors)))
