"""Our style sheet and our script, served under names that change with their content.

Browsers cache them for good; a new version has a new address. The script carries our translations
of the texts that Streamlit shows in English only.
"""

import json
import re
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from estimator.locales import LANGUAGES, words

HERE = Path(__file__).parent / "static"
STYLES = ("style.css", "trust.css", "embedded.css")
#: What a style sheet says to its readers alone.
BETWEEN_RULES = re.compile(r"(?:/\*.*?\*/|\s)+", re.DOTALL)
DIGITS = 12
PLACE = "const WORDS = {};"
PREFIX = "streamlit."
#: The texts of Streamlit that page.js replaces.
REPLACED = (
    "skip",
    "less",
    "more",
    "day",
    "month",
    "year",
    "calendar",
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


class Asset(NamedTuple):
    """A file that the document links to."""

    name: str
    media_type: str
    body: bytes

    @property
    def path(self) -> str:
        """Where it is served: `/page.css` with the mark of its content before its ending."""
        name, mark = PurePosixPath(self.name), sha256(self.body).hexdigest()[:DIGITS]
        return f"/{name.stem}.{mark}{name.suffix}"

    @property
    def address(self) -> str:
        """Its address from any page."""
        return f".{self.path}"


def page_js() -> bytes:
    """The script of the pages, with the translations put in."""
    ours = {
        language: {
            **{key: words(language)(f"{PREFIX}{key}") for key in REPLACED},
            "not_made": words(language)("button.file_failed"),
        }
        for language in LANGUAGES
    }
    script = (HERE / "page.js").read_text("utf-8")
    return script.replace(PLACE, f"const WORDS = {json.dumps(ours, ensure_ascii=False)};").encode()


STYLE = Asset("page.css", "text/css", b"\n".join((HERE / name).read_bytes() for name in STYLES))
SCRIPT = Asset("page.js", "text/javascript", page_js())
ASSETS = (STYLE, SCRIPT)
#: The look of the words that stand in the document itself: it comes with them.
FIRST_STYLE = BETWEEN_RULES.sub(" ", (HERE / "first.css").read_text("utf-8"))
