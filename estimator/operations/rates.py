"""Limits how often one client may ask, without keeping its address."""

import hashlib
import secrets
from dataclasses import dataclass

from starlette.types import Scope

DIGEST_BYTES = 16


@dataclass(slots=True)
class Bucket:
    """A token bucket: it holds up to `size` tokens, gets `per_second` back, and each request takes
    one."""

    size: float
    per_second: float
    left: float
    seen: float

    def take(self, now: float) -> float:
        """Takes a token; returns 0, or the seconds until there will be one if there is none.

        `now` is in seconds of a monotonic clock.
        """
        self.left = min(self.size, self.left + (now - self.seen) * self.per_second)
        self.seen = now
        if self.left < 1:
            return (1 - self.left) / self.per_second
        self.left -= 1
        return 0


def full(size: float, per_second: float, now: float) -> Bucket:
    """A full bucket."""
    return Bucket(size, per_second, size, now)


class Clients:
    """Names for the clients of this process: salted hashes of their addresses, of no use elsewhere
    or later."""

    def __init__(self) -> None:
        self.salt = secrets.token_bytes(DIGEST_BYTES)

    def name(self, scope: Scope) -> bytes:
        """The name of the client that sent a request; the same for each request of an address."""
        address = (scope.get("client") or ("",))[0]
        return hashlib.blake2b(address.encode(), key=self.salt, digest_size=DIGEST_BYTES).digest()
