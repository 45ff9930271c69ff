"""Which letters the fonts shipped with the project can print.

A PDF for everybody (PDF/UA) may hold no sign that has no drawing: making it fails. So what somebody
typed is looked at first, and what can't be printed is left out and told.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from fontTools.ttLib import TTFont

from estimator.documents.pdf import FONTS


class Printable(NamedTuple):
    """A text as it can be printed, and the signs that it lacks, each once."""

    text: str
    left_out: tuple[str, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether it reads from right to left: its first letter says so."""
        kinds = map(unicodedata.bidirectional, self.text)
        return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def printable(text: str) -> Printable:
    """A text without the signs that no font has. A letter with its marks comes out of one font, or
    without its marks."""
    kept, left_out = "", dict[str, None]()
    for letter in letters(text):
        found = next(filter(has_drawing, (letter, letter[0])), "")
        kept += found
        if found != letter:
            left_out[letter] = None
    return Printable(" ".join(kept.split()), tuple(left_out))


def has_drawing(letter: str) -> bool:
    """Whether one font has all signs of a letter."""
    return any(covered.issuperset(map(ord, letter)) for covered in cover())


def letters(text: str) -> Iterator[str]:
    """The signs of a text, those that sit on a letter together with it."""
    letter = ""
    for sign in text:
        if letter and not unicodedata.category(sign).startswith("M"):
            yield letter
            letter = ""
        letter += sign
    if letter:
        yield letter


@cache
def cover() -> tuple[frozenset[int], ...]:
    """The signs of each font."""
    return tuple(frozenset(TTFont(font, lazy=True).getBestCmap()) for font in FONTS.glob("*.ttf"))
