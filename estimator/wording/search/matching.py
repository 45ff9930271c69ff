"""Which words of a vocabulary somebody may mean who types one: the same word, its beginning, a
part of a compound, or a word that differs by a typing mistake."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Set

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W_]+")
#: What Unicode doesn't take apart; a German ß falls into two with the capitals.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
#: Shorter words must match whole: "dos" must not find "dossier".
SHORTEST_PART = 4
#: An end of a compound must be longer than its beginning: "bekkenbodem" must not find "Ödem".
SHORTEST_END = 5
#: Shorter words are compared whole only: the beginnings of too many words are like them.
SHORTEST_MISSPELT_BEGINNING = 6
#: From this length on, two mistakes are forgiven; below it one.
LONG = 8

#: How sure it is that a word of the vocabulary is meant, from 0 to 1.
SAME, BEGINNING, PART, MISSPELT, MISSPELT_BEGINNING = 1.0, 0.9, 0.75, 0.7, 0.6
#: A word that is said of a key more often tells a little more about it.
EACH_TIME = 0.01


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without capitals, accents and ligatures: Œdème is oedeme, Fuß fuss."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return tuple(WORD.findall("".join(each for each in apart if not unicodedata.combining(each))))


def meant(asked: str, vocabulary: Set[str]) -> dict[str, float]:
    """The words that may be meant by one plain word, with how sure that is.

    Parts of compounds and mistakes are looked for only if no word is or begins like the one asked
    for. Of a number its first digits are enough.
    """
    if asked.isdigit():
        return {word: SAME for word in vocabulary if word.isdigit() and word.startswith(asked)}
    if len(asked) < SHORTEST_PART:
        return {asked: SAME} if asked in vocabulary else {}
    begun = {word: BEGINNING for word in vocabulary if word.startswith(asked)}
    if asked in begun:
        return begun | {asked: SAME}
    return begun or {
        **misspelt_beginnings(asked, vocabulary),
        **misspelt(asked, vocabulary),
        **dict.fromkeys(parts(asked) & vocabulary, PART),
        **{word: PART for word in vocabulary if word.endswith(asked)},
    }


def parts(asked: str) -> set[str]:
    """How a compound begins and ends: "heupprothese" may mean "heup" and "prothese". Dutch and
    German write compounds as one word."""
    cuts = range(SHORTEST_PART, len(asked))
    return {asked[:cut] for cut in cuts} | {asked[-cut:] for cut in cuts if cut >= SHORTEST_END}


def misspelt(asked: str, vocabulary: Set[str]) -> dict[str, float]:
    """The words that differ by few letters left out, added, changed or swapped."""
    most = 2 if len(asked) >= LONG else 1
    found = process.extract(asked, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {word: MISSPELT for word, _, _ in found if len(word) >= SHORTEST_PART}


def misspelt_beginnings(asked: str, vocabulary: Set[str]) -> dict[str, float]:
    """The longer words that begin like the one asked for, but for one letter."""
    if len(asked) < SHORTEST_MISSPELT_BEGINNING:
        return {}
    longer = [word for word in vocabulary if len(word) > len(asked)]
    beginnings = [word[: len(asked)] for word in longer]
    found = process.extract(asked, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
    return {longer[place]: MISSPELT_BEGINNING for _, _, place in found}


class Index:
    """Keys by the words that describe them."""

    def __init__(self, descriptions: Mapping[str, Iterable[str]]) -> None:
        self.keys = tuple(descriptions)
        self._keys_of: dict[str, Counter[str]] = {}
        for key, texts in descriptions.items():
            for word in (word for text in texts for word in plain_words(text)):
                self._keys_of.setdefault(word, Counter())[key] += 1

    def hits(self, query: str, ignored: Container[str] = ()) -> list[dict[str, float]]:
        """For each different word of a query, the keys that it may mean, with how sure that is."""
        asked = dict.fromkeys(plain_words(query))
        return [self._hits_of(word) for word in asked if word not in ignored]

    def _hits_of(self, asked: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for word, sure in meant(asked, self._keys_of.keys()).items():
            for key, times in self._keys_of[word].items():
                found[key] = max(found.get(key, 0), sure + times * EACH_TIME)
        return found
