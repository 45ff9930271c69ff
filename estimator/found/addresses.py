"""The addresses of our pages, as search engines are told them.

`KINE_ADDRESS` says where people reach the server. Where it isn't set, the host of the request
counts, but only a host that `KINE_HOSTS` lists, or this machine: any other may be forged, and
stands in no document. Then addresses have no host.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Scope

from estimator.locales import LANGUAGES
from estimator.locales.requested import language_asked, language_of
from estimator.operations.settings import ANY, NAME, PORT, Settings
from estimator.pages.method.asked import ASKED
from estimator.pages.method.rules import RULES
from estimator.pages.navigation import PAGES

#: Health checks use these names, whatever the server is called elsewhere.
LOCAL_NAMES = ("localhost", "127.0.0.1")
HOST_ASKED = re.compile(rf"{NAME}{PORT}", re.I)
#: The name of a page's address without a language: that of whoever comes.
ANYBODY = "x-default"
LANGUAGE = "lang"

#: The pages by their paths, with the keys of their titles.
PATHS: Mapping[str, str] = MappingProxyType({f"/{path}": key for key, (_, path) in PAGES.items()})
QUESTIONS = "/questions"
#: The path of each rule and of each short answer, by its name in the catalogues.
QUESTION_PATHS: Mapping[str, str] = MappingProxyType(
    {name: f"{QUESTIONS}/{name.replace('_', '-')}" for name in (*RULES, *ASKED)}
)


class Place(NamedTuple):
    """A page as it is asked for: where the server is (empty if unknown), the path, the language it
    is shown in, whether the address names that language, and whether it says anything more."""

    base: str
    path: str
    language: str
    told: bool
    more: bool = False

    @property
    def address(self) -> str:
        """The one address of this page, in this language or in that of whoever comes."""
        return address_of(self, self.language if self.told else ANYBODY)


def place_of(scope: Scope, chosen: Settings) -> Place:
    """Where a request leads."""
    query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    return Place(
        base_of(scope, chosen),
        scope["path"],
        language_of(scope),
        language_asked(scope) is not None,
        any(name != LANGUAGE for name, _ in query),
    )


def base_of(scope: Scope, chosen: Settings) -> str:
    """Where people reach the server, without a slash at the end; empty if that isn't known."""
    host = Headers(scope=scope).get("host", "").lower()
    known = ANY not in chosen.hosts or host.partition(":")[0] in LOCAL_NAMES
    if chosen.address or not known or not HOST_ASKED.fullmatch(host):
        return chosen.address
    return f"{scope['scheme']}://{host}"


def address_of(place: Place, language: str) -> str:
    """The address of a page in a language."""
    return place.base + place.path + ("" if language == ANYBODY else f"?{LANGUAGE}={language}")


def alternates(place: Place) -> Iterator[tuple[str, str]]:
    """Every language of a page, and that of whoever comes, with its address."""
    for language in (*LANGUAGES, ANYBODY):
        yield language, address_of(place, language)
