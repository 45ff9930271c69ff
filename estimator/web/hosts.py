"""The names that this server answers to: a request under another name was not meant for it.

Configured by KINE_HOSTS, see docs/security.md; any name unless it is set.
"""

import os
import re
from collections.abc import Callable, Mapping

HOSTS = "KINE_HOSTS"
ANY = "*"
#: What watches over the server asks it under these names, whatever it is called elsewhere.
OWN = ("localhost", "127.0.0.1")
NAME = re.compile(r"\*|(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.I)


class UnknownName(ValueError):
    """An entry of KINE_HOSTS that is no host name: the server doesn't start on a guess."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"{HOSTS}: {entry!r} is no name such as kine.example.be, without https://")


def listed(setting: str, shape: re.Pattern[str], unknown: Callable[[str], Exception]) -> list[str]:
    """The entries of a setting, separated by spaces or commas. Raises `unknown` of an entry in
    another shape."""
    entries = [entry for entry in re.split(r"[\s,]+", setting.strip()) if entry]
    for entry in entries:
        if not shape.fullmatch(entry):
            raise unknown(entry)
    return entries


def allowed_hosts(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The names given, and those of the machine itself; every name where none is given."""
    names = listed(environment.get(HOSTS, ""), NAME, UnknownName)
    return [*names, *OWN] if names else [ANY]
