"""Which language a request asks for."""

from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import Scope

from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES


def language_of(scope: Scope) -> str:
    """The language asked in the address, else the browser's first that we speak, else French."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [])
    accepted = Headers(scope=scope).get("accept-language", "")
    preferred = [*asked, *by_preference(accepted)]
    spoken = (tag.lower().split("-")[0] for tag in preferred)
    return next((language for language in spoken if language in LANGUAGES), DEFAULT_LANGUAGE)


def by_preference(accepted: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first."""
    weighed = [part.strip().partition(";q=") for part in accepted.split(",")]
    return [tag for tag, _, _ in sorted(weighed, key=lambda part: -weight(part[2]))]


def weight(quality: str) -> float:
    """How much a language is wanted: 1 unless said; nonsense counts as not at all."""
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0
