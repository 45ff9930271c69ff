"""Who asks, without an address being kept: a salted hash that means nothing elsewhere or later."""

import hashlib
import secrets

from starlette.types import Scope

DIGEST = 16


class Clients:
    """Names for the clients of this process."""

    def __init__(self) -> None:
        self.salt = secrets.token_bytes(DIGEST)

    def name(self, scope: Scope) -> bytes:
        """The same for all that comes from one address."""
        address = (scope.get("client") or ("",))[0]
        return hashlib.blake2b(address.encode(), key=self.salt, digest_size=DIGEST).digest()
