"""embed.js as it is served: with the title of the frame in every language."""

import json
from functools import cache
from pathlib import Path

from estimator.locales import LANGUAGES, words

#: Where the server serves it, and where every snippet asks for it.
EMBED_SCRIPT = "/embed.js"
SOURCE = Path(__file__).with_name("embed.js")
TITLES = "const TITLES = {}"


@cache
def embed_script() -> bytes:
    """The script, put together once per process."""
    titles = {language: words(language)("page.title") for language in LANGUAGES}
    filled = f"const TITLES = {json.dumps(titles, ensure_ascii=False)}"
    return SOURCE.read_text("utf-8").replace(TITLES, filled, 1).encode()
