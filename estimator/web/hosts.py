"""The names that this server answers to: a request under another name was not meant for it.

Configured by KINE_HOSTS, see docs/security.md; any name unless it is set.
"""

import os
import re
from collections.abc import Mapping

HOSTS = "KINE_HOSTS"
ANY = "*"
#: What watches over the server asks it under these names, whatever it is called elsewhere.
OWN = ("localhost", "127.0.0.1")
NAME = re.compile(r"\*|(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.I)


class UnknownName(ValueError):
    """An entry of KINE_HOSTS that is no host name: the server doesn't start on a guess."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"{HOSTS}: {entry!r} is no name such as kine.example.be, without https://")


def allowed_hosts(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The names given, and those of the machine itself; every name where none is given."""
    given = re.split(r"[\s,]+", environment.get(HOSTS, "").strip())
    names = [name for name in given if name]
    for name in names:
        if not NAME.fullmatch(name):
            raise UnknownName(name)
    return [*names, *OWN] if names else [ANY]
