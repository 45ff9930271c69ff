"""Counts estimates and failures by page and language; records no visitor and no answer.

Each process counts from zero at its start, as Prometheus expects.
"""

from collections import Counter
from ipaddress import ip_address
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from estimator.operations.settings import Network, settings

TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Counted:
    """A counter by page and language."""

    def __init__(self, name: str, meaning: str) -> None:
        self.name = name
        self.meaning = meaning
        self._found: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()

    def add(self, page: str, language: str, count: int = 1) -> None:
        """Adds to the count; safe from several threads."""
        with self._lock:
            self._found[page, language] += count

    def text(self) -> str:
        """The counts in Prometheus' text format."""
        head = f"# HELP {self.name} {self.meaning}\n# TYPE {self.name} counter\n"
        with self._lock:
            found = sorted(self._found.items())
        return head + "".join(
            f'{self.name}{{page="{page}",language="{language}"}} {count}\n'
            for (page, language), count in found
        )


ESTIMATES = Counted("kine_estimates_total", "Estimates made.")
FAILURES = Counted("kine_page_failures_total", "Pages that broke while they were made.")


def may_read(address: str | None, allowed: tuple[Network, ...]) -> bool:
    """Whether an address is in one of the networks; no address is in none of them."""
    try:
        client = ip_address(address or "")
    except ValueError:
        return False
    client = getattr(client, "ipv4_mapped", None) or client
    return any(client in each for each in allowed)


async def metrics(request: Request) -> Response:
    """The counters; 404 for clients that may not read them."""
    if not may_read(request.client and request.client.host, settings().metrics_from):
        return Response(status_code=404)
    return PlainTextResponse(ESTIMATES.text() + FAILURES.text(), media_type=TEXT)
