"""The settings of the server, read once from the environment: see docs/deployment.md.

An invalid setting stops the start; we never guess another value. An empty one means the default.
"""

import math
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NamedTuple

from estimator.environment.tariff_folder import FOLDER, SHIPPED, UnknownFolder, tariff_folder

ANY = "*"
LOOPBACK = "127.0.0.0/8 ::1/128"
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = rf"{LABEL}(?:\.{LABEL})*"
PORT = r"(?::[1-9]\d{0,4})?"
#: A name such as kine.example.be or *.example.be.
HOST = re.compile(rf"\*|(?:\*\.)?{NAME}", re.I)
#: A website as the content security policy writes it.
FRAMING = re.compile(rf"\*|(?:https?://)?(?:\*\.)?{NAME}(?::\*|{PORT})", re.I)
#: A website as browsers name it to a server: in small letters, without the port of its scheme.
ORIGIN = re.compile(rf"(?!http://.*:80$|https://.*:443$)https?://{NAME}{PORT}")
#: Where people reach the server.
ADDRESS = re.compile(rf"https?://{NAME}{PORT}/?", re.I)
#: How to reach its operator, as security.txt writes it (RFC 9116).
CONTACT = re.compile(
    rf"mailto:[\w.+-]+@{NAME}|https://{NAME}{PORT}(?:/[\w./~%-]*)?|tel:\+\d[\d-]{{5,20}}",
    re.I | re.ASCII,
)
LONGEST_NAME = 80
MOST_PER_MINUTE = 1_000_000
MOST_SECONDS = 3600

Network = IPv4Network | IPv6Network


class RefusedSetting(ValueError):
    """An invalid setting: its name, what was given, and what is allowed."""

    def __init__(self, name: str, given: str, allowed: str) -> None:
        super().__init__(f"{name}: {given!r} is not {allowed}")
        self.name, self.given, self.allowed = name, given, allowed


class Settings(NamedTuple):
    """All settings, with their defaults."""

    tariffs: Path = SHIPPED
    #: Names that the server answers to.
    hosts: tuple[str, ...] = (ANY,)
    #: Where people reach the server, without a slash at the end: `https://kine.example.be`.
    address: str = ""
    #: Who runs it, and how to reach them.
    operator: str = ""
    contact: tuple[str, ...] = ()
    #: Websites that may show the estimator in a frame.
    embed_hosts: tuple[str, ...] = (ANY,)
    #: Websites whose scripts may use the API.
    origins: tuple[str, ...] = ()
    #: API requests that one client may send per minute.
    per_minute: int = 300
    #: Who may read the counters.
    metrics_from: tuple[Network, ...] = tuple(map(ip_network, LOOPBACK.split()))
    #: Seconds to go on serving after a signal to stop, and to wait for clients after that.
    drain: float = 0.0
    stop: float = 10.0


DEFAULTS = Settings()


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """All settings of an environment. Raises `RefusedSetting` for the first invalid one."""
    found: dict[str, Any] = {
        name: how(variable, environment[variable])
        for name, (variable, how) in SETTINGS.items()
        if environment.get(variable, "").strip() or variable in EMPTY_IS_NONE & environment.keys()
    }
    return Settings(**found)


def listed(shape: re.Pattern[str], allowed: str) -> Callable[[str, str], tuple[str, ...]]:
    """A reader of entries that match a pattern, separated by spaces or commas."""

    def entries(name: str, given: str) -> tuple[str, ...]:
        found = tuple(filter(None, re.split(r"[\s,]+", given)))
        for entry in found:
            port = re.search(r":(\d+)$", entry)
            if not shape.fullmatch(entry) or (port and int(port[1]) > 65535):
                raise RefusedSetting(name, entry, allowed)
        return found

    return entries


def address(name: str, given: str) -> str:
    """The address of the server."""
    found = given.strip()
    port = re.search(r":(\d+)/?$", found)
    if not ADDRESS.fullmatch(found) or (port and int(port[1]) > 65535):
        raise RefusedSetting(name, given, "an address such as https://kine.example.be, no path")
    return found.rstrip("/")


def operator(name: str, given: str) -> str:
    """The name of the operator."""
    found = " ".join(given.split())
    if len(found) > LONGEST_NAME or not found.isprintable():
        raise RefusedSetting(name, given, f"a name of at most {LONGEST_NAME} characters")
    return found


def networks(name: str, given: str) -> tuple[Network, ...]:
    """Networks or single addresses."""
    found = []
    for entry in re.split(r"[\s,]+", given.strip()):
        try:
            found += [ip_network(entry)] if entry else []
        except ValueError as error:
            raise RefusedSetting(name, entry, "a network such as 10.0.0.0/8") from error
    return tuple(found)


def count(name: str, given: str) -> int:
    """A number of requests."""
    number = int(given) if re.fullmatch(r"\d{1,9}", given.strip(), re.ASCII) else 0
    if not 1 <= number <= MOST_PER_MINUTE:
        raise RefusedSetting(name, given, f"a whole number from 1 to {MOST_PER_MINUTE}")
    return number


def seconds(name: str, given: str) -> float:
    """A number of seconds."""
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if not 0 <= number <= MOST_SECONDS:
        raise RefusedSetting(name, given, f"a number of seconds from 0 to {MOST_SECONDS}")
    return number


def folder(name: str, given: str) -> Path:
    """The folder of tariffs."""
    try:
        return tariff_folder({name: given})
    except UnknownFolder as unknown:
        raise RefusedSetting(name, given, "a folder that is there") from unknown


#: The variable of each setting, and its reader.
SETTINGS: Mapping[str, tuple[str, Callable[[str, str], object]]] = {
    "tariffs": (FOLDER, folder),
    "hosts": ("KINE_HOSTS", listed(HOST, "a name such as kine.example.be, without https://")),
    "address": ("KINE_ADDRESS", address),
    "operator": ("KINE_OPERATOR", operator),
    "contact": (
        "KINE_CONTACT",
        listed(CONTACT, "mailto:…, https://… or tel:+…, as security.txt takes it"),
    ),
    "embed_hosts": (
        "KINE_EMBED_HOSTS",
        listed(FRAMING, "a website such as https://www.example.be or https://*.example.be"),
    ),
    "origins": (
        "KINE_API_ORIGINS",
        listed(ORIGIN, "a website such as https://www.example.be, without * and without a path"),
    ),
    "per_minute": ("KINE_API_PER_MINUTE", count),
    "metrics_from": ("KINE_METRICS_FROM", networks),
    "drain": ("KINE_DRAIN_SECONDS", seconds),
    "stop": ("KINE_STOP_SECONDS", seconds),
}
#: Settings for which empty means an empty list.
EMPTY_IS_NONE = frozenset({"KINE_METRICS_FROM"})
