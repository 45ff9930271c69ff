"""The heads of columns in words: what each may mean, in all languages at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

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
#: The columns of an earlier result, which are replaced.
OF_A_RESULT = frozenset((*Totals._fields, *RANGE, "notices", "error"))


def synonyms(meaning: str) -> Iterator[str]:
    """What people write above a column of this meaning: our own name first."""
    yield meaning
    for words in map(words_of, LANGUAGES):
        for key in (f"field.{meaning}", f"heads.{meaning}"):
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
    """What a head may mean; one in two languages (“Prix / Prijs”) what either says. What stands in
    brackets counts where it makes another head: “Séances (par semaine)”."""
    if head in OF_A_RESULT:
        return frozenset()
    for text in (head.translate(BRACKETS), head):
        if (whole := claims().get(normal_head(text))) is not None:
            return whole
    parts = [claims().get(normal_head(part), frozenset[str]()) for part in EITHER.split(head)]
    return frozenset().union(*parts)


def meanings_of(heads: Sequence[str]) -> dict[str, frozenset[str]]:
    """What each column may mean beside the others: those of a plan count only where a column names
    the plans, and a head of two meanings leaves the one to a column that has no other."""
    found = {head: claimed_by(head) for head in heads}
    if not any(PLAN in meanings for meanings in found.values()):
        found = {head: meanings.difference(IN_PLAN) for head, meanings in found.items()}
    sure = {next(iter(meanings)) for meanings in found.values() if len(meanings) == 1}
    return {
        head: meanings if len(meanings) < 2 else (meanings - sure or meanings)
        for head, meanings in found.items()
    }


def near_meanings(head: str) -> tuple[str, ...]:
    """What a head may mean that is nearly a known one, the nearest first."""
    text = normal_head(head)
    if len(text) < SHORTEST:
        return ()
    near = process.extract(text, claims().keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    found = [meaning for known, *_ in near for meaning in sorted(claims()[known])]
    return tuple(dict.fromkeys(it for it in found if it not in PLAN_COLUMNS))
