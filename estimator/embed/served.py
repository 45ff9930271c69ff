"""What the server serves for embedding: embed.js, and a page that previews a snippet."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

from estimator.embed.presets import Pairs, presets_from
from estimator.embed.snippet import pairs_of, snippet
from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES
from estimator.locales import words as words_of
from estimator.practice.model import Practice

#: The path of the script, on every server and in every snippet.
EMBED_SCRIPT = "/embed.js"
SOURCE = Path(__file__).with_name("embed.js")
TITLES = "const TITLES = {}"
PREVIEW = "/preview"
PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    "</head><body><main>{snippet}</main></body></html>"
)


@cache
def embed_script() -> bytes:
    """The script with the title of the frame in every language."""
    titles = {language: words_of(language)("page.title") for language in LANGUAGES}
    filled = f"const TITLES = {json.dumps(titles, ensure_ascii=False)}"
    return SOURCE.read_text("utf-8").replace(TITLES, filled, 1).encode()


def preview_address(practice: Practice) -> str:
    """The address of the preview of a practice's embed, on this server."""
    return f"{PREVIEW}?{urlencode(list(pairs_of(practice)))}"


def preview_page(pairs: Pairs) -> str:
    """A page with a snippet on it; only the snippet is markup, whatever the presets contain."""
    practice = presets_from(pairs).practice
    words = words_of(practice.lang or DEFAULT_LANGUAGE)
    return PAGE.format(
        language=words.language,
        title=words("practice.preview"),
        snippet=Markup(snippet("./", practice, words)),  # noqa: S704  # `snippet` escapes
    )
