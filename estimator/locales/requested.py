"""Which language a request, or a terminal, asks for."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import Scope

from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES

#: The variables that name the language of messages; the first that is set decides (POSIX).
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(scope: Scope) -> str:
    """The language asked in the address, else the browser's first that we speak, else French."""
    return language_told(scope) or DEFAULT_LANGUAGE


def language_told(scope: Scope) -> str | None:
    """The same, or None if neither the address nor the browser names a language that we speak."""
    accepted = Headers(scope=scope).get("accept-language", "")
    return language_asked(scope) or first_spoken(by_preference(accepted))


def language_asked(scope: Scope) -> str | None:
    """The language asked in the address, if we speak it."""
    return first_spoken(parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", []))


def language_of_terminal(environment: Mapping[str, str]) -> str:
    """The language of a terminal's messages, such as nl_BE.UTF-8; French if we don't speak it."""
    told = next(filter(None, map(environment.get, VARIABLES)), "")
    return first_spoken([told.partition(".")[0].replace("_", "-")]) or DEFAULT_LANGUAGE


def first_spoken(tags: Iterable[str]) -> str | None:
    """The language of the first tag, such as nl-BE, that we speak."""
    languages = (tag.strip().lower().split("-")[0] for tag in tags)
    return next((language for language in languages if language in LANGUAGES), None)


def by_preference(accepted: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first, without the unwanted ones."""
    parts = (part.replace(" ", "").partition(";q=") for part in accepted.split(","))
    weighed = [(tag, weight(quality)) for tag, _, quality in parts]
    return [tag for tag, wanted in sorted(weighed, key=lambda it: -it[1]) if wanted > 0]


def weight(quality: str) -> float:
    """How much a language is wanted: 1 unless said; nonsense counts as not at all."""
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0
