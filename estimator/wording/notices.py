"""Notices and sources as sentences."""

from collections.abc import Callable, Iterable, KeysView, Mapping, Sequence
from itertools import chain, combinations
from math import prod
from typing import Literal

from babel.lists import format_list

from estimator.engine.model.result import Notice, Result
from estimator.engine.model.tariff_book import Source
from estimator.engine.ranges import Possibility
from estimator.locales import Words

Options = Mapping[str, str]
ON_A_LIST = ("pathology",)
AT_A_KIND = ("conventioned",)
#: The answers that the sentence of a notice names itself, as in "at a non-conventioned kiné".
NAMED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("further_condition", "heavy_approval", "overrun_cap_one_condition"), ON_A_LIST
    ),
    **dict.fromkeys(
        ("fa_after_year", "fa_conditions", "notification", "report_frequency"), ON_A_LIST
    ),
    **dict.fromkeys(("fb_counter", "fibromyalgia", "lymphoedema_lists"), ON_A_LIST),
    **dict.fromkeys(("reduction", "reduction_change", "reduction_open"), AT_A_KIND),
    **dict.fromkeys(("reduction_scope", "unusual_day"), AT_A_KIND),
    "bim_protected": ("bim", "conventioned"),
    "bim_overrun_ceiling": ("bim", "conventioned"),
}


def notice_sentence(words: Words, notice: Notice) -> str:
    """A notice as a sentence; the variant without an amount if that amount is unknown."""
    key = f"notice.{notice.id}"
    unpriced = f"{key}.unpriced"
    return words(unpriced if not notice.values and unpriced in words else key, **notice.values)


def notice_sentences(
    words: Words,
    told: Iterable[Possibility],
    found: Sequence[Possibility],
    chosen: Callable[[Result], Iterable[Notice]],
) -> list[str]:
    """The chosen notices of the possibilities `told` as sentences, each once; each begins with the
    answers that it depends on, unless it holds for all that were found."""
    chosen_of = [notice for possible in told for notice in chosen(possible.result)]
    ids = {notice_sentence(words, notice): notice.id for notice in chosen_of}
    said_by = [
        {notice_sentence(words, it) for it in possible.result.notices if it.id in ids.values()}
        for possible in found
    ]
    sentences = []
    for sentence, name in ids.items():
        holds = [sentence in said for said in said_by]
        if_so = condition(words, holds, [it.options for it in found], NAMED.get(name, ()))
        sentences.append(words("if", condition=if_so, sentence=sentence) if if_so else sentence)
    return sentences


def condition(
    words: Words, holds: Sequence[bool], options: Sequence[Options], named: Sequence[str]
) -> str:
    """The fewest answers that decide whether something holds, as clauses, but for those `named`
    elsewhere: "If it is … and if …"; empty if there are none."""
    where = [of for of, held in zip(options, holds, strict=True) if held]
    elsewhere = [of for of, held in zip(options, holds, strict=True) if not held]
    numbers = range(1 + len(where[0]))
    deciding = next(
        fields
        for fields in chain.from_iterable(combinations(where[0], n) for n in numbers)
        if values_of(fields, where).isdisjoint(values_of(fields, elsewhere))
    )
    said = clauses(words, [field for field in deciding if field not in named], where)
    return said[:1].upper() + said[1:]


def values_of(fields: Sequence[str], options: Iterable[Options]) -> KeysView[tuple[str, ...]]:
    """The values that some fields have together, each once."""
    return dict.fromkeys(tuple(of[field] for field in fields) for of in options).keys()


def clauses(words: Words, fields: Sequence[str], where: Sequence[Options]) -> str:
    """The values that some fields have together, as clauses."""
    cases = values_of(fields, where)
    each = [dict.fromkeys(values) for values in zip(*cases, strict=True)]
    if prod(map(len, each)) == len(cases):  # every value of one field goes with every other's
        return all_of(words, fields, each)
    alternatives = (all_of(words, fields, [[value] for value in case]) for case in cases)
    return listed(words, alternatives, "or")


def all_of(words: Words, fields: Sequence[str], values: Iterable[Iterable[str]]) -> str:
    """What holds if each field has one of its values."""
    names = (
        listed(words, (words(f"if.{field}.{value}") for value in of), "or")
        for field, of in zip(fields, values, strict=True)
    )
    said = (words(f"if.{field}", answers=name) for field, name in zip(fields, names, strict=True))
    return listed(words, said, "standard")


def listed(words: Words, texts: Iterable[str], style: Literal["or", "standard"]) -> str:
    """Some texts with "or" or "and" between the last two."""
    return format_list([*texts], style, words.locale)


def source_title(words: Words, source: Source) -> str:
    """The title of a text in the reader's words; its own, in French, where there are none yet."""
    key = f"source.title.{source.id}"
    return words(key) if key in words else source.title


def source_about(words: Words, source: Source) -> str:
    """Who published a text, and how much of it was read at the last check."""
    key = f"source.publisher.{source.id}"
    publisher = words(key) if key in words else source.publisher
    read = words(f"source.read.{source.read}")
    return words("sources.line", publisher=publisher, day=source.checked_on, read=read)
