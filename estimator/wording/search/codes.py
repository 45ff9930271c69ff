"""Search for codes by words of everyday language, in any of the languages."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from estimator.engine.model.tariff_book import Code, Nomenclature, TariffBook
from estimator.locales import LANGUAGES
from estimator.locales import words as words_of
from estimator.wording.search.matching import Index


def codes_found(book: TariffBook, day: date, query: str) -> tuple[str, ...]:
    """The codes of a day that match most words of a query, in their own order."""
    return found_in(index_of(book.nomenclature(day)), query)


def found_in(index: Index, query: str) -> tuple[str, ...]:
    """The keys of an index that match most words of a query, in their own order."""
    hits = index.hits(query)
    count = {key: sum(key in found for found in hits) for key in index.keys}
    best = max(count.values(), default=0)
    return tuple(key for key in index.keys if best and count[key] == best)


@cache
def index_of(nomenclature: Nomenclature) -> Index:
    """The search index of a nomenclature."""
    return Index({code.code: tuple(description(code)) for code in nomenclature.codes.values()})


def description(code: Code) -> Iterator[str]:
    """The code itself, its official names and everyday words, in all languages."""
    yield code.code
    for words in map(words_of, LANGUAGES):
        for trait in ("group", "setting", "service"):
            key = f"{trait}.{getattr(code, trait)}"
            yield words(key)
            if (everyday := f"search.{key}") in words:
                yield words(everyday)
