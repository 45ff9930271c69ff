"""How much the server does, by page and language; nothing about who asked or what.

Each process counts for itself, from zero at its start, as Prometheus expects.
"""

import os
from collections import Counter
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

READERS = "KINE_METRICS_FROM"
LOOPBACK = "127.0.0.0/8 ::1/128"
TEXT = "text/plain; version=0.0.4; charset=utf-8"

Network = IPv4Network | IPv6Network


class Counted:
    """One thing that is counted, by page and language."""

    def __init__(self, name: str, meaning: str) -> None:
        self.name = name
        self.meaning = meaning
        self._found: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()

    def add(self, page: str, language: str, count: int = 1) -> None:
        """Counts; pages run in threads of their own."""
        with self._lock:
            self._found[page, language] += count

    def text(self) -> str:
        """The counts as Prometheus reads them."""
        head = f"# HELP {self.name} {self.meaning}\n# TYPE {self.name} counter\n"
        with self._lock:
            found = sorted(self._found.items())
        return head + "".join(
            f'{self.name}{{page="{page}",language="{language}"}} {count}\n'
            for (page, language), count in found
        )


ESTIMATES = Counted("kine_estimates_total", "Estimates made.")
FAILURES = Counted("kine_page_failures_total", "Pages that broke while they were made.")


class UnknownNetwork(ValueError):
    """A word of KINE_METRICS_FROM that is no network: the server doesn't start on a guess."""

    def __init__(self, word: str) -> None:
        super().__init__(f"{READERS}: {word!r} is no network such as 10.0.0.0/8")


def readers(environment: Mapping[str, str] = os.environ) -> tuple[Network, ...]:
    """Who may read the counters: this machine alone, unless networks are listed."""
    words = environment.get(READERS, LOOPBACK).replace(",", " ").split()
    return tuple(network(word) for word in words)


def network(word: str) -> Network:
    """A network, or an address by itself."""
    try:
        return ip_network(word)
    except ValueError as error:
        raise UnknownNetwork(word) from error


def may_read(address: str | None, allowed: tuple[Network, ...]) -> bool:
    """Whether an address lies in one of some networks; no address lies in none."""
    try:
        asked = ip_address(address or "")
    except ValueError:
        return False
    asked = getattr(asked, "ipv4_mapped", None) or asked
    return any(asked in each for each in allowed)


async def metrics(request: Request) -> Response:
    """The counters, to those who may read them; to others there is no such page."""
    if not may_read(request.client and request.client.host, readers()):
        return Response(status_code=404)
    return PlainTextResponse(ESTIMATES.text() + FAILURES.text(), media_type=TEXT)
