"""Security headers of every response, and paths that are closed.

`KINE_EMBED_HOSTS` says which websites may frame the estimator, see docs/embedding.md.
"""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.documents.kept_form import KEEP
from estimator.operations.settings import ANY

#: The page that other websites may frame, and the target of its forms.
FRAMED = ("/", KEEP)
#: Public endpoints of Streamlit that nobody needs here.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")

POLICY = (
    "default-src 'self'",
    # Charts compile WebAssembly. Apart from that only our own files run.
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
    """Middleware that adds the headers and answers closed paths with 404."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = (ANY,)) -> None:
        self.app = app
        self.framed = policy(("'self'", *hosts))
        self.own = policy(("'self'",))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and adds the headers to the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = self.policy_for(scope["path"])
                headers.update(ALWAYS)
                if "location" in headers:
                    headers["location"] = local(headers["location"])
            await send(message)

        if scope["path"].startswith(CLOSED):
            await PlainTextResponse("", status_code=404)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)

    def policy_for(self, path: str) -> str:
        """The policy for a path: other websites may frame the estimate only."""
        return self.framed if path in FRAMED else self.own


def local(location: str) -> str:
    """A redirect without its host, which the client may have forged."""
    address = urlsplit(location)
    query = f"?{address.query}" if address.query else ""
    return "/" + address.path.lstrip("/\\") + query


def policy(frame_ancestors: tuple[str, ...]) -> str:
    """The content security policy for these frame ancestors."""
    return "; ".join((*POLICY, "frame-ancestors " + " ".join(frame_ancestors)))
