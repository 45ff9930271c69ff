"""A practice as a small JSON file, which the practice keeps and opens again: nothing of it is kept
here.

    {"kine_practice": 1, "practice_name": "De Linde", "kines": [
      {"name": "An", "conventioned": true, "special_hours": "5.00"},
      {"name": "Tom", "conventioned": false, "missed": "20.00", "prices": [
        {"fee": "40.00", "first_fee": "50.00"},
        {"pathology": "fb", "at_home": true, "fee": "45.00"}]}],
     "languages": ["nl", "fr"], "lang": "nl"}
"""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from estimator.engine.model.case import Pathology, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS, TRUTH, Choice
from estimator.locales import LANGUAGES
from estimator.practice.answers import (
    read_colour,
    read_language,
    read_languages,
    read_name,
    read_theme,
)
from estimator.practice.model import Kine, Practice, Price

#: The field that tells this file from others; its value is the edition of the format.
MARK, EDITION = "kine_practice", 1
#: More than twenty kinés with every price need.
MOST_BYTES = 50_000

Told = dict[str, Any]
Reader = Callable[[str, str], Any]
Readers = Mapping[str, Reader]

PRICE: Readers = MappingProxyType(
    {
        "pathology": Choice(Pathology).read,
        "at_home": TRUTH.read,
        "fee": EUROS.read,
        "first_fee": EUROS.read,
    }
)
KINE: Readers = MappingProxyType(
    {
        "name": read_name,
        "conventioned": TRUTH.read,
        "special_hours": EUROS.read,
        "missed": EUROS.read,
    }
)
PRACTICE: Readers = MappingProxyType(
    {
        "practice_name": read_name,
        "setting": Choice(Setting).read,
        "languages": read_languages,
        "lang": read_language,
        "accent": read_colour,
        "theme": read_theme,
    }
)


def practice_file(practice: Practice) -> bytes:
    """The file of a practice, to be read by a person too."""
    told = {MARK: EDITION, **practice_told(practice)}
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def practice_in(content: bytes) -> Practice:
    """The practice that a file holds. Raises `InvalidAnswer`: `practice_file` where it holds none,
    else the field that won't do."""
    try:
        text = content.decode("utf-8-sig") if len(content) <= MOST_BYTES else ""
        told = json.loads(text, object_pairs_hook=each_once)
        json.dumps(told, ensure_ascii=False, allow_nan=False).encode()  # half a sign, or NaN
    except (ValueError, RecursionError) as fault:
        raise InvalidAnswer("practice_file", given="", reason="no_practice") from fault
    if not isinstance(told, dict) or str(told.pop(MARK, None)) != str(EDITION):
        raise InvalidAnswer("practice_file", given="", reason="no_practice")
    return practice_from(told)


def each_once(pairs: list[tuple[str, Any]]) -> Told:
    """An object of JSON. Raises `ValueError` where a name stands twice: one would get lost."""
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError("a name stands twice")
    return told


def practice_told(practice: Practice) -> Told:
    """A practice as JSON, without what it doesn't say."""
    languages = practice.languages if practice.languages != LANGUAGES else None
    told = {
        "practice_name": practice.practice_name,
        "kines": list(map(kine_told, practice.kines)),
        "setting": practice.setting,
        "languages": languages and list(languages),
        "lang": practice.lang,
        "accent": practice.accent,
        "theme": practice.theme,
    }
    return said(told)


def kine_told(kine: Kine) -> Told:
    """A kiné as JSON."""
    told = {
        "name": kine.name,
        "conventioned": kine.conventioned,
        "prices": list(map(price_told, kine.prices)),
        "special_hours": kine.special_hours,
        "missed": kine.missed,
    }
    return said(told)


def price_told(price: Price) -> Told:
    """A price as JSON."""
    at_home = price.at_home or None
    told = {"pathology": price.pathology, "at_home": at_home, "fee": price.fee}
    return said({**told, "first_fee": price.first_fee})


def said(told: Told) -> Told:
    """What is said, amounts as texts; nothing and empty ones are left out."""
    return {
        name: value if isinstance(value, bool | list) else str(value)
        for name, value in told.items()
        if value not in (None, "", [])
    }


def practice_from(told: object) -> Practice:
    """The practice that some JSON tells. Raises `InvalidAnswer`."""
    known = mapping("practice", told, {*PRACTICE, "kines"})
    kines = tuple(map(kine_from, listed("kines", known.pop("kines", []))))
    if isinstance(languages := known.get("languages"), list):
        known["languages"] = ",".join(map(str, languages))
    return Practice(kines=kines, **answers_in(PRACTICE, known))


def kine_from(told: object) -> Kine:
    """The kiné that some JSON tells. Raises `InvalidAnswer`."""
    known = mapping("kines", told, {*KINE, "prices"})
    prices = tuple(map(price_from, listed("prices", known.pop("prices", []))))
    return Kine(prices=prices, **required(answers_in(KINE, known), "conventioned"))


def price_from(told: object) -> Price:
    """The price that some JSON tells. Raises `InvalidAnswer`."""
    known = mapping("prices", told, PRICE)
    return Price(**required(answers_in(PRICE, known), "fee"))


def answers_in(readers: Readers, told: Told) -> dict[str, Any]:
    """The answers given. Raises `InvalidAnswer` for one that won't do."""
    return {name: readers[name](name, text_of(name, value)) for name, value in told.items()}


def text_of(name: str, value: object) -> str:
    """A value as a person would type it: JSON's `true` is a text here too."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        raise InvalidAnswer(name, given=value, reason="no_practice")
    return str(value)


def mapping(field: str, told: object, names: Mapping[str, Any] | set[str]) -> Told:
    """An object with known names only. Raises `InvalidAnswer`."""
    if not isinstance(told, dict):
        raise InvalidAnswer(field, given=told, reason="no_practice")
    for name in told:
        if name not in names:
            raise InvalidAnswer(field, given=name, reason="one_of", allowed=tuple(names))
    return dict(told)


def listed(field: str, told: object) -> list[object]:
    """A list. Raises `InvalidAnswer`."""
    if not isinstance(told, list):
        raise InvalidAnswer(field, given=told, reason="no_practice")
    return told


def required(answers: dict[str, Any], name: str) -> dict[str, Any]:
    """The answers, if they hold one that is needed. Raises `InvalidAnswer`."""
    if name not in answers:
        raise InvalidAnswer(name, given="", reason="missing")
    return answers
