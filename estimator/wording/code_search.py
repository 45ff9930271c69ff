"""Search for codes by words of everyday language, in any of the languages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from estimator.engine.model.tariff_book import Code, Nomenclature, TariffBook
from estimator.locales import LANGUAGES
from estimator.locales import words as words_of

WORD = re.compile(r"[^\W_]+")
#: Shorter words must match whole: "dos" must not find "dossier".
SHORTEST_PREFIX = 4


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without capitals and accents: Rücken is rucken, Größe is grosse."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return tuple(WORD.findall("".join(each for each in apart if not unicodedata.combining(each))))


class Index:
    """Codes by the words that describe them."""

    def __init__(self, descriptions: Mapping[str, Iterable[str]]) -> None:
        self._codes: dict[str, set[str]] = {}
        self._order = tuple(descriptions)
        for code, texts in descriptions.items():
            for word in {code, *(word for text in texts for word in plain_words(text))}:
                self._codes.setdefault(word, set()).add(code)

    def find(self, query: str) -> tuple[str, ...]:
        """The codes that match most words of a query, in their own order."""
        hits = [
            {code for word, codes in self._codes.items() if matches(asked, word) for code in codes}
            for asked in set(plain_words(query))
        ]
        count = {code: sum(code in found for found in hits) for code in self._order}
        best = max(count.values(), default=0)
        return tuple(code for code in self._order if best and count[code] == best)


def matches(asked: str, word: str) -> bool:
    """Whether one word begins with the other and is long enough to mean something:
    "Rückenschmerzen" finds "Rücken". Of a number its first digits are enough."""
    if asked.isdigit() or word.isdigit():
        return word.isdigit() and word.startswith(asked)
    begins = word.startswith(asked) or asked.startswith(word)
    return asked == word or (min(len(asked), len(word)) >= SHORTEST_PREFIX and begins)


def codes_found(book: TariffBook, day: date, query: str) -> tuple[str, ...]:
    """The codes of a day that match a query, in whichever language."""
    return index_of(book.nomenclature(day)).find(query)


@cache
def index_of(nomenclature: Nomenclature) -> Index:
    """The search index of a nomenclature."""
    return Index({code.code: tuple(description(code)) for code in nomenclature.codes.values()})


def description(code: Code) -> Iterator[str]:
    """Official names and everyday words of a code, in all languages."""
    for words in map(words_of, LANGUAGES):
        for trait in ("group", "setting", "service"):
            key = f"{trait}.{getattr(code, trait)}"
            yield words(key)
            if (everyday := f"search.{key}") in words:
                yield words(everyday)
