"""What every response says to the browser about its own safety, and what is not served at all.

Which websites may show the estimator in a frame is configured: KINE_EMBED_HOSTS, see
docs/embedding.md.
"""

import os
import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from estimator.web.hosts import listed
from estimator.web.kept_files import KEEP

HOSTS = "KINE_EMBED_HOSTS"
ANY_HOST = "*"
#: A host as CSP writes it: scheme, perhaps a wildcard, name, perhaps a port.
HOST = re.compile(r"\*|(https?://)?(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(\d{1,5}|\*))?", re.I)
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


class UnknownHost(ValueError):
    """An entry of KINE_EMBED_HOSTS that is no host: the server doesn't start on a guess."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"{HOSTS}: {entry!r} is no host such as https://www.example.be")


def embed_hosts(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The websites that may show the estimator in a frame; all of them unless a list is given."""
    return tuple(listed(environment.get(HOSTS, ""), HOST, UnknownHost)) or (ANY_HOST,)


class SecurityHeaders:
    """Middleware that adds the headers to every response and closes what nobody needs."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = (ANY_HOST,)) -> None:
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
            await send(message)

        if scope["path"].startswith(CLOSED):
            await PlainTextResponse("", status_code=404)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)

    def policy_for(self, path: str) -> str:
        """Only the estimate may stand in a frame on another website."""
        return self.framed if path in FRAMED else self.own


def policy(frame_ancestors: tuple[str, ...]) -> str:
    """The content security policy with those who may frame the page."""
    return "; ".join((*POLICY, "frame-ancestors " + " ".join(frame_ancestors)))
