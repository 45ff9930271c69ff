"""The style sheet and the script of our own, sent under a name that changes with their content.

A browser keeps them for good: a new version has a new address.
"""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from estimator.web.own_words import page_js

HERE = Path(__file__).parent
STYLES = ("style.css", "trust.css", "embedded.css")
DIGITS = 12


class Asset(NamedTuple):
    """A file that the document links to."""

    path: str
    media_type: str
    body: bytes

    @property
    def address(self) -> str:
        """Its path from any page, and the version of its content."""
        return f".{self.path}?v={sha256(self.body).hexdigest()[:DIGITS]}"


STYLE = Asset("/page.css", "text/css", b"\n".join((HERE / name).read_bytes() for name in STYLES))
SCRIPT = Asset("/page.js", "text/javascript", page_js())
ASSETS = (STYLE, SCRIPT)
#: The look of the words that stand in the document itself: it comes with them.
FIRST_STYLE = (HERE / "first.css").read_text("utf-8")
