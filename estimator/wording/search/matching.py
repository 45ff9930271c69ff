"""Which words of a vocabulary somebody may mean who types one: the same word, its beginning, a
part of a compound, or a word that differs by a typing mistake."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Set

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W_]+")
#: What Unicode doesn't take apart; a German ß falls into two with the capitals.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
#: Of a longer query the beginning is enough; comparing it costs time.
MOST_LETTERS = 200
#: Shorter words must match whole: "dos" must not find "dossier".
SHORTEST_PART = 4
#: The end of a compound is longer than its beginning: "bekkenbodem" must not find "Ödem".
SHORTEST_END = 5
#: Shorter words are like too many others to be taken for one of them.
SHORTEST_MISSPELT = 5
#: From this length on, two mistakes are forgiven; below it one.
LONG = 8
#: A word may end on so many letters more than another one that stands for it: "hanches".
ENDING = 2

#: No letter of a word comes after it.
AFTER_ALL = "\uffff"

#: How sure it is that a word of the vocabulary is meant, from 0 to 1.
SAME, BEGINNING, PART, MISSPELT, MISSPELT_BEGINNING = 1.0, 0.9, 0.75, 0.7, 0.6
#: A word that is said of a key more often tells a little more about it.
EACH_TIME = 0.01


def plain_letters(text: str) -> str:
    """A text without capitals, accents and ligatures: Œdème is oedeme, Fuß fuss."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(each for each in apart if not unicodedata.combining(each))


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without capitals, accents and ligatures."""
    return tuple(WORD.findall(plain_letters(text)))


class Vocabulary:
    """The words that may be meant."""

    def __init__(self, words: Iterable[str]) -> None:
        self.known = frozenset(words)
        self._in_order = sorted(self.known)

    def begun(self, start: str) -> list[str]:
        """The words that begin with some letters or digits."""
        first = bisect_left(self._in_order, start)
        end = bisect_left(self._in_order, start + AFTER_ALL)
        return self._in_order[first:end]


def meant(asked: str, vocabulary: Vocabulary) -> dict[str, float]:
    """The words that may be meant by one plain word, with how sure that is.

    Mistakes are looked for only if no word is or begins like the one asked for. Of a number its
    first digits are enough.
    """
    if asked.isdigit():
        return {word: SAME for word in vocabulary.begun(asked) if word.isdigit()}
    if len(asked) < SHORTEST_PART:
        return {asked: SAME} if asked in vocabulary.known else {}
    alike = begun_alike(asked, vocabulary)
    return alike or misspelt_beginnings(asked, vocabulary) | misspelt(asked, vocabulary)


def begun_alike(asked: str, vocabulary: Vocabulary) -> dict[str, float]:
    """The word itself, the words that begin with it, and those that it only gives an ending."""
    stems = {asked[:-cut] for cut in range(1, ENDING + 1) if len(asked) - cut >= SHORTEST_PART}
    alike = dict.fromkeys([*vocabulary.begun(asked), *(stems & vocabulary.known)], BEGINNING)
    return alike | {asked: SAME} if asked in vocabulary.known else alike


def parts(asked: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The words that a compound begins and ends with: "heupprothese" is "heup" and "prothese".
    Dutch and German write compounds as one word."""
    cuts = range(SHORTEST_PART, len(asked))
    first = max((cut for cut in cuts if asked[:cut] in vocabulary.known), default=0)
    if first:
        yield asked[:first]
    ends = range(max(first, 1), len(asked) - SHORTEST_END + 1)
    yield from [asked[start:] for start in ends if asked[start:] in vocabulary.known][:1]


def misspelt(asked: str, vocabulary: Vocabulary) -> dict[str, float]:
    """The words that differ by few letters left out, added, changed or swapped."""
    return dict.fromkeys(within(asked, vocabulary.known, 2 if len(asked) >= LONG else 1), MISSPELT)


def misspelt_beginnings(asked: str, vocabulary: Vocabulary) -> dict[str, float]:
    """The longer words that begin like the one asked for, but for one letter."""
    end = len(asked)
    alike = within(asked, {word[:end] for word in vocabulary.known if len(word) > end}, 1)
    return {word: MISSPELT_BEGINNING for word in vocabulary.known if word[:end] in alike}


def within(asked: str, words: Set[str], most: int) -> Set[str]:
    """The words that differ by at most so many mistakes."""
    if len(asked) < SHORTEST_MISSPELT:
        return set()
    found = process.extract(asked, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {word for word, _, _ in found if len(word) >= SHORTEST_PART}


class Index:
    """Keys by the words that describe them."""

    def __init__(self, descriptions: Mapping[str, Iterable[str]]) -> None:
        self.keys = tuple(descriptions)
        self._keys_of: dict[str, Counter[str]] = {}
        for key, texts in descriptions.items():
            for word in (word for text in texts for word in set(plain_words(text))):
                self._keys_of.setdefault(word, Counter())[key] += 1
        self._vocabulary = Vocabulary(self._keys_of)

    def hits(self, query: str, ignored: Container[str] = ()) -> list[dict[str, float]]:
        """For each word of a query, and each part of a compound that is no known word itself, the
        keys that it may mean, with how sure that is."""
        asked = [it for it in dict.fromkeys(plain_words(query[:MOST_LETTERS])) if it not in ignored]
        vocabulary = self._vocabulary
        split = [it for it in asked if not it.isdigit() and not begun_alike(it, vocabulary)]
        compounds = dict.fromkeys(part for word in split for part in parts(word, vocabulary))
        return [
            *(self._keys_for(meant(word, vocabulary)) for word in asked),
            *(self._keys_for({part: PART}) for part in compounds),
        ]

    def _keys_for(self, words: Mapping[str, float]) -> dict[str, float]:
        found: dict[str, float] = {}
        for word, sure in words.items():
            for key, times in self._keys_of[word].items():
                found[key] = max(found.get(key, 0), sure + times * EACH_TIME)
        return found
