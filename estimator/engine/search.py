"""Finds codes by words: which codes a few words of everyday language lead to.

The words that describe each code are handed in; the engine knows no language.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

WORD = re.compile(r"[^\W_]+")
#: Shorter words must stand as they are: "dos" is no "dossier".
ENOUGH = 4


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without capitals and accents: Rücken is rucken, Größe is grosse."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return tuple(WORD.findall("".join(each for each in apart if not unicodedata.combining(each))))


class Index:
    """Codes by the words that describe them."""

    def __init__(self, described: Mapping[str, Iterable[str]]) -> None:
        self._codes: dict[str, set[str]] = {}
        self._order = tuple(described)
        for code, texts in described.items():
            for word in {code, *(word for text in texts for word in plain_words(text))}:
                self._codes.setdefault(word, set()).add(code)

    def find(self, asked: str) -> tuple[str, ...]:
        """The codes that most of the words asked for lead to, in their own order; none for none."""
        hits = [self._led_to(word) for word in set(plain_words(asked))]
        count = {code: sum(code in found for found in hits) for code in self._order}
        best = max(count.values(), default=0)
        return tuple(code for code in self._order if best and count[code] == best)

    def _led_to(self, asked: str) -> set[str]:
        """The codes that one word leads to: "Rückenschmerzen" leads where "Rücken" does."""
        same = (codes for word, codes in self._codes.items() if alike(asked, word))
        return set[str]().union(*same)


def alike(asked: str, word: str) -> bool:
    """Whether one word is the other, or begins with it and is long enough to mean something."""
    if asked == word:
        return True
    if asked.isdigit() or word.isdigit():
        return word.isdigit() and word.startswith(asked)
    return min(len(asked), len(word)) >= ENOUGH and (
        word.startswith(asked) or asked.startswith(word)
    )
