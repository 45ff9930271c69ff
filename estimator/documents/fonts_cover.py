"""Which characters the fonts of the project can print.

Making an accessible PDF (PDF/UA) fails on a character without a glyph. So typed text is checked
first; characters that can't be printed are left out and reported.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from fontTools.ttLib import TTFont

from estimator.documents.pdf import FONTS


class Printable(NamedTuple):
    """The printable part of a text, and each character left out."""

    text: str
    left_out: tuple[str, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether it reads from right to left, by its first letter."""
        kinds = map(unicodedata.bidirectional, self.text)
        return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def printable(text: str) -> Printable:
    """A text without the characters, or the marks on them, that no font has."""
    kept, left_out = "", dict[str, None]()
    for letter in letters(text):
        in_fonts = (
            it for it in (letter, letter[0]) if any(font.issuperset(it) for font in cover())
        )
        found = next(in_fonts, "")
        kept += found
        if found != letter:
            left_out[letter] = None
    return Printable(" ".join(kept.split()), tuple(left_out))


def letters(text: str) -> Iterator[str]:
    """The letters of a text, each with its combining marks."""
    letter = ""
    for sign in text:
        if letter and not unicodedata.category(sign).startswith("M"):
            yield letter
            letter = ""
        letter += sign
    if letter:
        yield letter


@cache
def cover() -> tuple[frozenset[str], ...]:
    """The characters of each font."""
    maps = (TTFont(font, lazy=True).getBestCmap() for font in FONTS.glob("*.ttf"))
    return tuple(frozenset(map(chr, each)) for each in maps)
