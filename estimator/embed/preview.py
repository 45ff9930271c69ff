"""A bare web page with a practice's snippet on it: what its visitors will meet."""

from urllib.parse import urlencode

from markupsafe import Markup

from estimator.embed.presets import Pairs, Presets, presets_from
from estimator.embed.snippet import pairs_of, snippet
from estimator.locales import DEFAULT_LANGUAGE, words

PREVIEW = "/preview"
PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    "</head><body><main>{snippet}</main></body></html>"
)


def preview_address(presets: Presets) -> str:
    """Where the preview of some presets stands, on our own server."""
    return f"{PREVIEW}?{urlencode(list(pairs_of(presets)))}"


def preview_page(pairs: Pairs) -> str:
    """The page for some presets; whatever they hold, only the snippet is markup."""
    presets = presets_from(pairs)
    words_there = words(presets.lang or DEFAULT_LANGUAGE)
    return PAGE.format(
        language=words_there.language,
        title=words_there("practice.preview"),
        snippet=Markup(snippet("./", presets, words_there)),  # noqa: S704  # escaped when made
    )
