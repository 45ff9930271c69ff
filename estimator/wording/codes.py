"""Codes in words: what each stands for, and which words of everyday language lead to it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from estimator.engine.model.tariff_book import Code, Nomenclature, TariffBook, in_force
from estimator.locales import LANGUAGES, Words, words

TRAVEL = "travel"
#: The name of such a service tells its minutes: lymphoedema_45.
SAYS_HOW_LONG = re.compile("[0-9]$")
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


def found(book: TariffBook, day: date, asked: str) -> tuple[str, ...]:
    """The codes of a day that some words lead to, in whichever language they are."""
    return index_of(book.nomenclature(day)).find(asked)


@cache
def index_of(nomenclature: Nomenclature) -> Index:
    """The search index of a nomenclature, made once."""
    return Index({code.code: tuple(described(code)) for code in nomenclature.codes.values()})


def described(code: Code) -> Iterator[str]:
    """Official names and everyday words of a code, in all languages."""
    for say in map(words, LANGUAGES):
        for trait, value in traits(code):
            yield say(f"{trait}.{value}")
            if (everyday := f"search.{trait}.{value}") in say:
                yield say(everyday)


def traits(code: Code) -> Iterator[tuple[str, str]]:
    """What a code is known by."""
    yield "group", code.group
    yield "setting", code.setting
    yield "service", code.service


def named(say: Words, code: Code, book: TariffBook) -> str:
    """What a code stands for, save its setting."""
    return ", ".join(parts(say, code, book))


def parts(say: Words, code: Code, book: TariffBook) -> Iterator[str]:
    """The service, the group, the sessions that the code serves, how long, for whom."""
    yield say(f"service.{code.service}")
    yield from (say(f"group.{group}") for group in groups(code, book))
    first, last = code.first_session or 1, code.last_session
    if last and last != first:
        yield say("tariffs.range", first=first, last=last)
    elif first > 1:
        yield say("tariffs.range_from", first=first)
    if code.minutes and not SAYS_HOW_LONG.search(code.service):
        yield say("tariffs.minutes", minutes=code.minutes)
    if code.patient == "hospitalised":
        yield say("tariffs.hospitalised")


def groups(code: Code, book: TariffBook) -> list[str]:
    """The groups to name: of travel those that it belongs to, of a second session none."""
    if code.group == TRAVEL:
        return [group for group, own in book.travel_code_of.items() if own == code.code]
    return [] if code.group == "second_daily_session" else [code.group]


def titled(say: Words, code: str, day: date, book: TariffBook) -> str:
    """A code with all it stands for, to choose from a list."""
    known = in_force(book.nomenclatures, day).codes[code]
    return f"{code} · {named(say, known, book)} · {say(f'setting.{known.setting}')}"
