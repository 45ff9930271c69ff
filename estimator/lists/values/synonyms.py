"""Choices and facts in words: what people write for each, in all languages at once."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Field, Truth
from estimator.engine.model.situations import PATHOLOGY
from estimator.locales import LANGUAGES
from estimator.locales import words as words_of
from estimator.wording.columns import value_name
from estimator.wording.search.matching import plain_letters

#: What may stand between words, or be left out. A question mark or a slash tells of a doubt.
BETWEEN = re.compile(r"(?:[\s_'’()\[\]:\-‐‑–]|[.,](?!\d))+")
#: How the dash of a situation code gets written.
DASH = re.compile(r"\s*[-‐‑–]\s*")
SEPARATOR = "|"
CONVENTIONED = "conventioned"
PARTLY = f"{CONVENTIONED}.partly"

Meanings = Mapping[str, tuple[str, ...]]


def plain_text(text: str) -> str:
    """A text by which those are found that differ in capitals, accents and punctuation only."""
    return BETWEEN.sub(" ", plain_letters(text)).strip()


def choice_text(field: Field, text: str) -> str | None:
    """The identifier of the contract that a text stands for, or a situation code as it is official;
    None if it stands for none. Raises `InvalidAnswer` for a text that may mean several, and for a
    kiné who is conventioned at some hours only."""
    found = meanings(field.name).get(plain_text(text), ())
    if len(found) > 1:
        raise InvalidAnswer(field.name, given=text, reason="written_two_ways", allowed=found)
    if field.name == CONVENTIONED and plain_text(text) in written(PARTLY):
        allowed = field.kind.allowed
        raise InvalidAnswer(field.name, given=text, reason="partly_conventioned", allowed=allowed)
    if found:
        return found[0]
    return DASH.sub("-", text) if field.name == PATHOLOGY else None


@cache
def meanings(name: str) -> Meanings:
    """By text, the values of a field that it may stand for, in the contract's order."""
    field = FIELDS[name]
    found: dict[str, list[str]] = {}
    for value in map(str, field.kind.allowed):
        for text in {plain_text(each) for each in texts_of(field, value)}:
            found.setdefault(text, []).append(value)
    return MappingProxyType({text: tuple(values) for text, values in found.items()})


def texts_of(field: Field, value: str) -> Iterator[str]:
    """What may be written for a value: its identifier, official names, and how people say it."""
    yield value
    for language in LANGUAGES:
        yield value_name(words_of(language), field, value)
    yield from spoken(f"{field.name}.{value}")
    if isinstance(field.kind, Truth):
        yield from spoken(value)


def spoken(name: str) -> Iterator[str]:
    """The synonyms that the catalogues have under a name, in all languages."""
    for words in map(words_of, LANGUAGES):
        if (key := f"written.{name}") in words:
            yield from words(key).split(SEPARATOR)


@cache
def written(name: str) -> frozenset[str]:
    """The same as plain texts."""
    return frozenset(map(plain_text, spoken(name)))
