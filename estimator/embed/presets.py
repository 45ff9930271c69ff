"""Presets: what a practice says about itself in the address of its embed.

Anybody can write an address, so reading one never fails: a preset that is not allowed is left out,
and the reason is kept for the person who builds the snippet.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from json import dumps, loads
from types import MappingProxyType
from typing import Any, NamedTuple
from zlib import crc32

from estimator.engine.model.case import FIELDS, Pathology, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS, TRUTH, Choice
from estimator.engine.model.payment import ASKED
from estimator.links.packing import json_in
from estimator.practice.answers import (
    read_colour,
    read_language,
    read_languages,
    read_name,
    read_theme,
)
from estimator.practice.file import MOST_BYTES, kine_from, kine_told, listed
from estimator.practice.model import Kine, Practice, Price

LONGEST = 200
#: Twenty kinés with every price fit in it; an address of twice its length still arrives.
LONGEST_KINES = 3_000
SHOWN_OF_GIVEN = 40
#: How many kinés are kept as they were read once: each run of a page reads them anew.
CACHED = 1024
#: Other names in an address; Streamlit reads the first two.
NO_PRESETS = frozenset({"embed", "embed_options", *ASKED})
#: Answers that only a patient gives: they make the other values of an address answers, too.
PATIENTS = frozenset({"pathology", "bim", "sessions"})
#: The questions that only a practice with several kinés, or a price at special hours, makes us ask.
WHO, SPECIAL_HOURS = "kine", "special_hours"
#: The prices of a session that a kiné may set.
FEES = ("fee", "first_fee")
YES, NO = "true", "false"

Pairs = Iterable[tuple[str, str]]
Answers = Mapping[str, str]
Groups = Collection[Pathology]


class Problem(NamedTuple):
    """A preset left out. Its sentence is `preset.problem.<reason>` in the catalogues."""

    name: str
    given: str
    reason: str


NOTHING_SAID = Practice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Presets:
    """A practice, as its address tells. `status_told`: False where the address has prices alone:
    they count if the patient says that the kiné is not conventioned."""

    practice: Practice = NOTHING_SAID
    status_told: bool = True
    problems: tuple[Problem, ...] = ()

    @property
    def kines(self) -> dict[str, Kine]:
        """The kinés to choose from, by the answer to `WHO`; none where there is no choice, or where
        all are alike but for their names."""
        found = self.practice.kines
        if len({replace(kine, name="") for kine in found}) < 2:
            return {}
        return {mark_of(kine): kine for kine in found}

    def kine(self, answers: Answers) -> Kine | None:
        """The one who treats the patient, as far as it is known."""
        if choice := self.kines:
            return choice.get(answers.get(WHO, ""))
        return next(iter(self.practice.kines), None)

    def fact(self, field: str, answers: Answers, groups: Groups = tuple(Pathology)) -> str:
        """The practice's answer to a question, which is then not asked; empty for none.

        `answers` are those to the questions before it; the problem is in one of the `groups`, so
        that a price counts only if it is the same for all of them.
        """
        if field == "setting":
            return self.practice.setting or ""
        kine = self.kine(answers)
        if kine is None:
            return ""
        if field == "conventioned" and self.status_told:
            return str(kine.conventioned).lower()
        if field == "surcharge" and kine.conventioned and kine.special_hours is not None:
            return str(special_hours(kine, answers))
        if field in FEES and not kine.conventioned and answers.get("conventioned") == NO:
            fee = price_now(kine, field, answers, groups)
            return "" if fee is None else str(fee + special_hours(kine, answers))
        return ""


def price_now(kine: Kine, name: str, answers: Answers, groups: Groups) -> Decimal | None:
    """What a kiné asks, by the answers so far. After earlier sessions nobody but the patient knows
    whether another course begins, and so whether its first session has a price of its own."""
    setting = Setting(answers["setting"])
    fee = fee_of(kine, name, setting, groups)
    earlier = answers.get("prior_sessions", "").strip().strip("0")
    return fee if not earlier or fee == fee_of(kine, "fee", setting, groups) else None


def fee_of(kine: Kine, name: str, setting: Setting, groups: Groups) -> Decimal | None:
    """What a kiné asks for a session there, or for the first of a course, whichever of some groups
    the problem is in; None if it isn't said, or isn't the same for all."""
    prices = {kine.price(group, setting) for group in groups}
    if None in prices:
        return None
    fees = {price.fee if name == "fee" else first_fee(price) for price in prices if price}
    return fees.pop() if len(fees) == 1 else None


def first_fee(price: Price) -> Decimal:
    """What the first session of a course costs."""
    return price.fee if price.first_fee is None else price.first_fee


def special_hours(kine: Kine, answers: Answers) -> Decimal:
    """What a session costs more if the patient asked for it at an unusual hour."""
    asked = answers.get(SPECIAL_HOURS) == YES
    return (asked and kine.special_hours) or Decimal(0)


@lru_cache(CACHED)
def mark_of(kine: Kine) -> str:
    """A mark that stands for a kiné as an answer. It isn't the place in the list: the tab of a
    browser keeps answers, and another list may come."""
    return f"{crc32(dumps(kine_told(kine)).encode()):08x}"


def read_kines(field: str, given: str) -> tuple[Kine, ...]:
    """Kinés with all they say, as `snippet.py` packs them. Raises `InvalidAnswer`."""
    try:
        return unpacked_kines(given)
    except (ValueError, RecursionError, InvalidAnswer) as fault:
        raise InvalidAnswer(field, given=given, reason="damaged") from fault


@lru_cache(CACHED)
def unpacked_kines(given: str) -> tuple[Kine, ...]:
    """The kinés in some packed JSON. Raises `ValueError`, `RecursionError`, `InvalidAnswer`."""
    told = listed("kines", loads(json_in(given, MOST_BYTES)))
    return Practice(kines=tuple(map(kine_from, told))).kines


#: The readers of the presets: those with the contract's names, and those for the page. Without a
#: theme the page follows the visitor's device.
PRESETS: Mapping[str, Callable[[str, str], Any]] = MappingProxyType(
    {
        "practice_name": read_name,
        "conventioned": TRUTH.read,
        "fee": EUROS.read,
        "fee_home": EUROS.read,
        "kines": read_kines,
        "setting": Choice(Setting).read,
        "languages": read_languages,
        "lang": read_language,
        "accent": read_colour,
        "theme": read_theme,
    }
)
#: What one kiné without a name is told by, and what stands in its place.
ONE_KINE, KINES = ("conventioned", "fee", "fee_home"), "kines"
#: Presets that say nothing beside a patient's own answers.
ALSO_ANSWERS = frozenset(PRESETS) & frozenset(FIELDS) | {*ONE_KINE, KINES}


def presets_from(pairs: Pairs) -> Presets:
    """The presets of an address; never raises."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    if not PATIENTS.isdisjoint(given):
        given = {name: values for name, values in given.items() if name not in ALSO_ANSWERS}
    found: dict[str, Any] = {}
    unknown = given.keys() - PRESETS.keys() - NO_PRESETS
    problems = [problem(name, given[name][-1], "unknown") for name in unknown]
    for name in PRESETS.keys() & given.keys():
        value = read_preset(name, given[name])
        if isinstance(value, Problem):
            problems.append(value)
        elif value is not None:
            found[name] = value
    one_kine = {name: found.pop(name) for name in ONE_KINE if name in found}
    if "".join(given.get(KINES, ())).strip():
        problems += [problem(name, given[name][-1], "repeated") for name in one_kine]
        one_kine = {}
    else:
        found[KINES] = kine_told_by(**one_kine)
    return Presets(
        practice=Practice(**found),
        status_told=not one_kine or "conventioned" in one_kine,
        problems=tuple(sorted(problems)),
    )


def kine_told_by(
    conventioned: bool | None = None, fee: Decimal | None = None, fee_home: Decimal | None = None
) -> tuple[Kine, ...]:
    """The one kiné of an address without `kines`; prices alone are those of a kiné who may set
    them, and count for nothing at a conventioned one."""
    fees = ((False, fee), (True, fee_home))
    prices = tuple(Price(at_home=at_home, fee=it) for at_home, it in fees if it is not None)
    if conventioned is None and not prices:
        return ()
    return (Kine(conventioned=bool(conventioned), prices=() if conventioned else prices),)


def read_preset(name: str, values: Sequence[str]) -> Any:
    """One preset, the reason to leave it out, or None if it is empty."""
    value = values[-1]
    if len(set(values)) > 1:
        return problem(name, value, "repeated")
    if not value.strip():
        return None
    if len(value) > (LONGEST_KINES if name == KINES else LONGEST):
        return problem(name, value, "too_long")
    try:
        return PRESETS[name](name, value)
    except InvalidAnswer as refused:
        return problem(name, value, refused.reason)


def problem(name: str, given: str, reason: str) -> Problem:
    """A problem; cuts what was given to a length that fits on the page."""
    return Problem(name[:SHOWN_OF_GIVEN], given[:SHOWN_OF_GIVEN], reason)
