"""The names that this server answers to: a request under another name was not meant for it.

Configured by KINE_HOSTS, see docs/security.md; any name unless it is set.
"""

from collections.abc import Sequence

from estimator.operations.settings import ANY

#: What watches over the server asks it under these names, whatever it is called elsewhere.
OWN = ("localhost", "127.0.0.1")


def allowed_hosts(names: Sequence[str]) -> list[str]:
    """The names given, and those of the machine itself; every name where any is."""
    return [ANY] if ANY in names else [*names, *OWN]
