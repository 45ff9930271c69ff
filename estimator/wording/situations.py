"""Situations in everyday words: their names, what decides about them, and the search for them.

A situation code names a condition (`fa-1`). Codes that differ by the side only are one family.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from estimator.engine.model.case import Pathology, Service, Setting
from estimator.engine.model.tariff_book import Code, Situation, TariffBook
from estimator.locales import LANGUAGES, Words
from estimator.locales import words as words_of
from estimator.wording.search.matching import Index, plain_words

#: Alternatives: the first that has words counts.
Keys = tuple[str, ...]
#: One condition that has a code on both heavy lists is called and found by one of them.
TWIN = {
    "e-e-1": "eb-4",
    "e-g-1": "eb-5-1",
    "e-g-4": "eb-5-3",
    **{f"e-h-{number}": f"eb-6-{number}" for number in range(1, 7)},
    "e-i-2": "eb-7-3",
    "e-i-3": "eb-7-4",
    **{f"e-j-{number}": f"eb-{number + 7}" for number in range(1, 6)},
}
#: Families of common conditions, by region and kind: `co-3-2-6` is the knee's meniscus.
COMMON = "co-"
#: The last number of what a region has no own code for. Without a diagnosis it comes first.
SOMETHING_ELSE = "-99"
SIDES = ("1", "2", "3")
#: Who must agree, by group; of the other groups nothing is known.
APPROVALS: Mapping[str, str] = {
    Pathology.CURRENT: "current",
    Pathology.FA: "notification",
    Pathology.FA_POLYTRAUMA: "notification",
    Pathology.FB: "notification",
    Pathology.HEAVY: "heavy",
}
#: A candidate that fits the words less than this, compared with the best one, isn't shown.
LEAST = 0.55


class Candidate(NamedTuple):
    """A condition that somebody may mean, in their language.

    `code` is the first of its family's `codes`. `group` is a pathology, or `day_hospital`, or
    `consultative_exam`. `decides` is empty if nothing else has to be known.
    """

    code: str
    codes: tuple[str, ...]
    group: str
    label: str
    decides: str
    approval: str
    sessions: str


def candidates(words: Words, book: TariffBook, query: str, most: int = 6) -> tuple[Candidate, ...]:
    """What a query in any language may mean, best first, the groups in turn. A situation code finds
    itself."""
    return tuple(candidate(words, book, family) for family in families_found(book, query)[:most])


def candidate(words: Words, book: TariffBook, family: str) -> Candidate:
    """A family of situations in words."""
    codes = [it for it in book.situations.values() if it.family == family]
    first = codes[0]
    return Candidate(
        code=first.code,
        codes=tuple(it.code for it in codes),
        group=first.group,
        label=family_label(words, family),
        decides=" ".join(words(f"situation.decides.{it}") for it in first.decides),
        approval=words(f"situation.approval.{APPROVALS.get(first.group, 'unknown')}"),
        sessions=sessions_sentence(words, book, first.group),
    )


def label_of(words: Words, book: TariffBook, code: str) -> str:
    """The name of one situation, with its side. Raises `KeyError` for an unknown code."""
    return situation_label(words, book.situations[code])


def situation_label(words: Words, situation: Situation) -> str:
    """The same of a situation that is at hand."""
    code, family = situation.code, situation.family
    label, side = family_label(words, family), code.removeprefix(f"{family}-")
    if side in SIDES:
        return words("situation.with_side", label=label, side=words(f"situation.side.{side}"))
    return label


def family_label(words: Words, family: str) -> str:
    """The name of a family: its own, or its region and what is the matter there."""
    known = dict.fromkeys(first_known(words, keys) for keys in label_keys(family))
    if len(known) == 1:
        return words(*known)
    region, what = map(words, known)
    return words("situation.part", region=region, what=what)


def first_known(words: Words, keys: Keys) -> str:
    """The first of some keys that has a sentence; the last if none has."""
    return next((key for key in keys if key in words), keys[-1])


def label_keys(family: str) -> tuple[Keys, ...]:
    """The keys of the name of a family; each with its alternatives."""
    own = f"situation.label.{TWIN.get(family, family)}"
    if not family.startswith(COMMON):
        return ((own,),)
    chapter, part, kind = numbers(family)
    whats = (f"situation.what.{it}" for it in kinds(chapter, part, kind))
    return (own, f"situation.region.{chapter}-{part}"), (own, *whats)


def numbers(family: str) -> list[str]:
    """Chapter, region in it, and kind of a common family."""
    return family.removeprefix(COMMON).split("-")[:3]


def kinds(chapter: str, part: str, kind: str) -> Keys:
    """What is the matter: named for this region, for its whole chapter, or for every one."""
    return f"{chapter}-{part}-{kind}", f"{chapter}-x-{kind}", f"x-x-{kind}"


def sessions_sentence(words: Words, book: TariffBook, group: str) -> str:
    """How many sessions a group has by the newest tariff."""
    cap = book.limit("overrun_cap", Pathology.CURRENT, book.last_start).value
    key = f"situation.sessions.{sessions_kind(group)}"
    normal, full = normal_sessions(book, group), full_price_sessions(book, group)
    return words(key, normal=normal, full=full, cap=cap)


def sessions_kind(group: str) -> str:
    """The group that has the sentence about sessions of a group."""
    return Pathology.FA if group == Pathology.FA_POLYTRAUMA else group


def normal_sessions(book: TariffBook, group: str) -> int:
    """How many sessions come before the overrun; 0 if they aren't counted."""
    if group == Pathology.FA_POLYTRAUMA:
        return book.limit("extended_limit", group, book.last_start).value
    return max((code.last_session or 0 for code in served(book, group)), default=0)


def full_price_sessions(book: TariffBook, group: str) -> int:
    """How many sessions have the price of the first one; 0 if they aren't counted."""
    codes = served(book, group)
    prices = [book.multiplier(code.code, book.last_start).multiplier for code in codes]
    same = [code for code, price in zip(codes, prices, strict=True) if price == prices[0]]
    return max((code.last_session or 0 for code in same), default=0)


def served(book: TariffBook, group: str) -> Sequence[Code]:
    """The codes of ordinary sessions of a group in a practice, by the newest tariff."""
    return book.nomenclature(book.last_start).serving(Setting.PRACTICE, group, Service.SESSION)


def families_found(book: TariffBook, query: str) -> tuple[str, ...]:
    """The families that a query may mean; of a condition with two codes, one.

    Rare words count more than frequent ones. Families that fit equally well keep their order.
    """
    if named := book.situations.get("-".join(plain_words(query))):
        return (named.family,)
    index = index_of(tuple(book.situations.values()))
    fits: dict[str, float] = dict.fromkeys(index.keys, 0)
    for hits in index.hits(query, ignored()):
        for family, sure in hits.items():
            fits[family] += sure * log(1 + len(fits) / len(hits))
    best = max(fits.values())
    return in_order(book, {it: fit for it, fit in fits.items() if fit > best * LEAST})


def in_order(book: TariffBook, fits: Mapping[str, float]) -> tuple[str, ...]:
    """The families that fit best first, the groups in turn: the best of each, then the second of
    each. Of two that fit equally well, the common condition comes first: most people have one."""
    group_of = {it.family: it.group for it in book.situations.values()}
    found = sorted(fits, key=lambda it: (-fits[it], group_of[it] != Pathology.CURRENT))
    turns: dict[str, int] = {}
    earlier = Counter[str]()
    for family in found:
        turns[family] = earlier[group_of[family]]
        earlier[group_of[family]] += 1
    return tuple(sorted(found, key=turns.__getitem__))


@lru_cache(maxsize=2)
def index_of(situations: tuple[Situation, ...]) -> Index:
    """The search index of the families; what has no own code comes before its neighbours."""
    families = [it for it in dict.fromkeys(it.family for it in situations) if it not in TWIN]
    ranks = {family: rank for rank, family in enumerate(families)}

    def place(family: str) -> tuple[int, int]:
        region = family.rsplit("-", 1)[0] if family.startswith(COMMON) else family
        start = min(ranks[it] for it in families if it.startswith(region))
        return start, -1 if family.endswith(SOMETHING_ELSE) else ranks[family]

    ordered = sorted(families, key=place)
    return Index({family: tuple(description(family)) for family in ordered})


def description(family: str) -> Iterator[str]:
    """The name of a family and the words that people use for it, in all languages."""
    for words in map(words_of, LANGUAGES):
        yield family_label(words, family)
        yield from (words(key) for key in search_keys(family) if key in words)


def search_keys(family: str) -> Iterator[str]:
    """The keys under which everyday words of a family may stand."""
    yield f"situation.search.{family}"
    if family.startswith(COMMON):
        chapter, part, kind = numbers(family)
        yield f"situation.search.region.{chapter}-{part}"
        yield from (f"situation.search.{it}" for it in kinds(chapter, part, kind))


@cache
def ignored() -> frozenset[str]:
    """The small words of all languages, which say nothing about a condition."""
    lists = (words_of(language)("situation.search.ignored") for language in LANGUAGES)
    return frozenset(word for words in lists for word in plain_words(words))
