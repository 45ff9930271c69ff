"""Presets: what a practice says about itself in the address of its embed.

Anybody can write an address, so reading one never fails: a preset that is not allowed is left out,
and the reason is kept for the person who builds the snippet.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from estimator.engine.model.case import FIELDS, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS, TRUTH, Choice
from estimator.engine.model.payment import ASKED
from estimator.locales import LANGUAGES
from estimator.practice.answers import (
    read_colour,
    read_language,
    read_languages,
    read_name,
    read_theme,
)

LONGEST = 200
SHOWN_OF_GIVEN = 40
#: Other names in an address; Streamlit reads the first two.
NO_PRESETS = frozenset({"embed", "embed_options", *ASKED})
#: Answers that only a patient gives: they make the other values of an address answers, too.
PATIENTS = frozenset({"pathology", "bim", "sessions"})

Pairs = Iterable[tuple[str, str]]


class Problem(NamedTuple):
    """A preset left out. Its sentence is `preset.problem.<reason>` in the catalogues."""

    name: str
    given: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presets:
    """What a practice says; None or empty if it says nothing."""

    practice_name: str = ""
    conventioned: bool | None = None
    fee: Decimal | None = None
    fee_home: Decimal | None = None
    setting: Setting | None = None
    languages: tuple[str, ...] = LANGUAGES
    lang: str | None = None
    accent: str | None = None
    theme: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def fee_missing(self) -> bool:
        """The practice may set its fees and gives none."""
        return self.conventioned is False and self.fee is None and self.fee_home is None

    def fact(self, field: str, answers: Mapping[str, str]) -> str:
        """The practice's answer to a question, which is then not asked; empty for none.

        `answers` are those to the questions before it.
        """
        if field == "conventioned" and self.conventioned is not None:
            return str(self.conventioned).lower()
        if field == "setting":
            return self.setting or ""
        if field == "fee" and answers.get("conventioned") == "false":
            fee = self.fee_at(Setting(answers["setting"]))
            return "" if fee is None else str(fee)
        return ""

    def fee_at(self, setting: Setting) -> Decimal | None:
        """The fee of a session there, if the practice may set it and gives it."""
        if self.conventioned:
            return None
        return self.fee_home if setting is Setting.HOME else self.fee


#: The readers of the presets: those with the contract's names, and those for the page. Without a
#: theme the page follows the visitor's device.
PRESETS: Mapping[str, Callable[[str, str], Any]] = MappingProxyType(
    {
        "practice_name": read_name,
        "conventioned": TRUTH.read,
        "fee": EUROS.read,
        "fee_home": EUROS.read,
        "setting": Choice(Setting).read,
        "languages": read_languages,
        "lang": read_language,
        "accent": read_colour,
        "theme": read_theme,
    }
)
#: Presets that are answers in a patient's link.
ALSO_ANSWERS = frozenset(PRESETS) & frozenset(FIELDS)


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
    return Presets(**found, problems=tuple(sorted(problems)))


def read_preset(name: str, values: Sequence[str]) -> Any:
    """One preset, the reason to leave it out, or None if it is empty."""
    value = values[-1]
    if len(set(values)) > 1:
        return problem(name, value, "repeated")
    if not value.strip():
        return None
    if len(value) > LONGEST:
        return problem(name, value, "too_long")
    try:
        return PRESETS[name](name, value)
    except InvalidAnswer as refused:
        return problem(name, value, refused.reason)


def problem(name: str, given: str, reason: str) -> Problem:
    """A problem; cuts what was given to a length that fits on the page."""
    return Problem(name[:SHOWN_OF_GIVEN], given[:SHOWN_OF_GIVEN], reason)
