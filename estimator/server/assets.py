"""The style sheet and the script of our own, sent under a name that changes with their content.

A browser keeps them for good: a new version has a new address.
"""

from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from estimator.server.own_words import page_js

HERE = Path(__file__).parent / "static"
STYLES = ("style.css", "trust.css", "embedded.css")
DIGITS = 12


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


STYLE = Asset("page.css", "text/css", b"\n".join((HERE / name).read_bytes() for name in STYLES))
SCRIPT = Asset("page.js", "text/javascript", page_js())
ASSETS = (STYLE, SCRIPT)
#: The look of the words that stand in the document itself: it comes with them.
FIRST_STYLE = (HERE / "first.css").read_text("utf-8")
