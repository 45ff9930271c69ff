"""The head of a column without what people write differently."""

import re
import unicodedata

IN_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?|\{[^}]*\}?")
NO_LETTERS = re.compile(r"[\W_]+")
"""Whatever is neither a letter nor a digit: spaces, punctuation, €, °."""


def normal_head(text: str) -> str:
    """A head in small letters without accents, punctuation, or what stands in brackets, its words
    apart by one space: "Prix (€)" and "PRIX" are the same head. Empty if nothing is left."""
    outside = IN_BRACKETS.sub(" ", text)
    # Folded after the first time, as a letter of another kind may stand for a capital: 𝐀 for A.
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", outside).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return NO_LETTERS.sub(" ", plain).strip()
