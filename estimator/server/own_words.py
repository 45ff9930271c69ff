"""Our words for what Streamlit says by itself, in English only; page.js puts them in its place."""

import json
from functools import cache
from pathlib import Path

from estimator.locales import LANGUAGES, words

SCRIPT = Path(__file__).parent / "static" / "page.js"
PLACE = "const WORDS = {};"
PREFIX = "streamlit."
SAID = (
    "skip",
    "choose",
    "choose_file",
    "open",
    "limit",
    "other",
    "remove",
    "kind",
    "too_large",
    "cell",
    "enter",
    "close",
    "lost",
    "lost_why",
    "broken",
    "again",
)


@cache
def page_js() -> bytes:
    """The script of the pages with the words of every language."""
    ours = {
        language: {
            **{key: words(language)(f"{PREFIX}{key}") for key in SAID},
            "not_made": words(language)("button.file_failed"),
        }
        for language in LANGUAGES
    }
    script = SCRIPT.read_text("utf-8")
    return script.replace(PLACE, f"const WORDS = {json.dumps(ours, ensure_ascii=False)};").encode()
