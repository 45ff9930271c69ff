"""The heads of columns in words: what each may mean, in all languages at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from estimator.engine.model.case import FIELDS, REQUIRED
from estimator.engine.model.result import RANGE, Totals
from estimator.lists.columns.model import MEANINGS, PLAN_COLUMNS
from estimator.lists.columns.normal import normal_head
from estimator.locales import LANGUAGES
from estimator.locales import words as words_of

#: Between synonyms in a catalogue, and between a head in one language and in another.
SEPARATOR = "|"
EITHER = re.compile(r"\s+[/|]\s+|\n")
BRACKETS = str.maketrans(dict.fromkeys("()[]{}", " "))
NEAR = 86
"""From here on (of 100) a head may be a known one with a slip."""
SHORTEST = 5
"""Shorter heads are too near to each other."""
PLAN, *IN_PLAN = PLAN_COLUMNS
#: What is asked about where a head only has a word that may tell it.
TOLD_BY_WORDS = (*REQUIRED, "fee", "start")
#: The columns of an earlier result, which are replaced.
OF_A_RESULT = frozenset((*Totals._fields, *RANGE, "notices", "error"))


def synonyms(meaning: str) -> Iterator[str]:
    """What people write above a column of this meaning: our own name first."""
    yield meaning
    yield from in_catalogues(f"field.{meaning}", f"heads.{meaning}")


def in_catalogues(*keys: str) -> Iterator[str]:
    """The synonyms under some keys, in all languages."""
    for words in map(words_of, LANGUAGES):
        for key in keys:
            if key in words:
                yield from words(key).split(SEPARATOR)


@cache
def claims() -> Mapping[str, frozenset[str]]:
    """By head, as `normal_head` gives it, what it may mean."""
    found: dict[str, set[str]] = {}
    for meaning in MEANINGS:
        for head in map(normal_head, synonyms(meaning)):
            found.setdefault(head, set()).add(meaning)
    return MappingProxyType({head: frozenset(meanings) for head, meanings in found.items() if head})


@cache
def known_heads() -> frozenset[str]:
    """All heads that are known, by which the line of the heads is found in a file."""
    return frozenset(claims())


def claimed_by(head: str) -> frozenset[str]:
    """What a head may mean: one of our own names that, one in two languages (“Prix / Prijs”) what
    either says. What stands in brackets counts where it makes another head: “Séances (par
    semaine)”."""
    if head in OF_A_RESULT:
        return frozenset()
    if head in FIELDS:
        return frozenset((head,))
    for text in (head.translate(BRACKETS), head):
        if (whole := claims().get(normal_head(text))) is not None:
            return whole
    parts = [claims().get(normal_head(part), frozenset[str]()) for part in EITHER.split(head)]
    return frozenset().union(*parts)


def meanings_of(heads: Sequence[str]) -> dict[str, frozenset[str]]:
    """What each column may mean beside the others: those of a plan count only where a column names
    the plans, and a head that also is one of a plan leaves its other meaning to a column that has
    no other."""
    found = {head: claimed_by(head) for head in heads}
    if not any(PLAN in meanings for meanings in found.values()):
        return {head: meanings.difference(IN_PLAN) for head, meanings in found.items()}
    sure = sure_meanings(found)
    return {
        head: meanings if meanings.isdisjoint(IN_PLAN) else (meanings - sure or meanings)
        for head, meanings in found.items()
    }


def sure_meanings(found: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The meanings of the heads that have only one."""
    return frozenset(next(iter(meanings)) for meanings in found.values() if len(meanings) == 1)


def near_meanings(head: str) -> tuple[str, ...]:
    """What a head may mean that is nearly a known one, or has a telling word, the nearest first."""
    text = normal_head(head)
    near: list[str] = []
    if len(text) >= SHORTEST:
        alike = process.extract(text, claims().keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        near = [meaning for known, *_ in alike for meaning in sorted(claims()[known])]
    told = [meaning for word in text.split() for meaning in telling_words().get(word, ())]
    return tuple(dict.fromkeys(it for it in (*near, *told) if it not in PLAN_COLUMNS))


@cache
def telling_words() -> Mapping[str, tuple[str, ...]]:
    """By a word, what a head may mean that has it, where a case hardly does without."""
    found: dict[str, list[str]] = {}
    for meaning in TOLD_BY_WORDS:
        words = map(normal_head, (*synonyms(meaning), *in_catalogues(f"heads.word.{meaning}")))
        for word in dict.fromkeys(word for word in words if " " not in word):
            found.setdefault(word, []).append(meaning)
    return MappingProxyType({word: tuple(meanings) for word, meanings in found.items()})
