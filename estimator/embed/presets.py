"""What a practice says about itself in the address of its embed: read, checked, never trusted.

An address is open to anybody, so reading one never fails: a preset that won't do is left out, and
the reason kept for the person who builds the snippet.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from estimator.engine.model.case import FIELDS, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS, TRUTH, Choice, one_of
from estimator.locales import LANGUAGES

THEMES = ("light", "dark")
LONGEST_NAME = 80
LONGEST = 200
SHOWN_OF_GIVEN = 40
#: Accents pile up on a letter in no language that a practice is named in.
MOST_MARKS = 2
COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
#: What an address may hold beside presets; Streamlit reads the first two.
NO_PRESETS = frozenset({"embed", "embed_options", *FIELDS})
#: Answers that only a patient gives: with them, the others of the address are answers too.
PATIENTS = frozenset({"pathology", "bim", "sessions"})

Pairs = Iterable[tuple[str, str]]


class Problem(NamedTuple):
    """A preset left out. Its sentence is `preset.problem.<reason>` in the catalogues."""

    name: str
    given: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presets:
    """What a practice says; None or empty where it says nothing."""

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
        """The practice is free to set its fees and says none."""
        return self.conventioned is False and self.fee is None and self.fee_home is None

    def fact(self, field: str, answers: Mapping[str, str]) -> str:
        """What the practice says of a question, so that it needn't be asked; empty for nothing.

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
        """What a session costs there, where the practice is free to set it and says so."""
        if self.conventioned:
            return None
        return self.fee_home if setting is Setting.HOME else self.fee


def read_name(field: str, given: str) -> str:
    """A name as plain text on one line: no control signs, no signs that turn the direction."""
    text = unicodedata.normalize("NFC", " ".join(given.split()))
    name = "".join(sign for sign in text if not unicodedata.category(sign).startswith("C")).strip()
    if len(name) > LONGEST_NAME:
        raise InvalidAnswer(field, given=given, reason="too_long", allowed=(LONGEST_NAME,))
    if not name or most_marks(name) > MOST_MARKS:
        raise InvalidAnswer(field, given=given, reason="name")
    return name


def most_marks(name: str) -> int:
    """The longest run of signs that sit on a letter."""
    marks = "".join("m" if unicodedata.combining(sign) else " " for sign in name)
    return max(map(len, marks.split()), default=0)


def read_languages(field: str, given: str) -> tuple[str, ...]:
    """Some of our languages, in the order given: fr,nl."""
    asked = [tag.strip().lower() for tag in given.split(",")]
    return tuple(dict.fromkeys(one_of(LANGUAGES, field, tag) for tag in asked))


def read_language(field: str, given: str) -> str:
    """One of our languages; nl-BE is nl."""
    return one_of(LANGUAGES, field, given.lower().split("-")[0])


def read_colour(field: str, given: str) -> str:
    """A colour as #rrggbb; #rgb is short for it."""
    found = COLOUR.fullmatch(given.strip())
    if not found:
        raise InvalidAnswer(field, given=given, reason="colour")
    digits = found[1].lower()
    return "#" + (digits if len(digits) > 3 else "".join(digit * 2 for digit in digits))


def read_theme(field: str, given: str) -> str:
    """Light or dark; without it the page follows the visitor's device."""
    return one_of(THEMES, field, given.lower())


#: How each preset is read: the contract's names, and what concerns the page alone.
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
#: Those that a patient's link may carry as answers.
ALSO_ANSWERS = frozenset(PRESETS) & frozenset(FIELDS)


def presets_from(pairs: Pairs) -> Presets:
    """The presets of an address; never raises, whatever the address holds."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    if not PATIENTS.isdisjoint(given):
        given = {name: values for name, values in given.items() if name not in ALSO_ANSWERS}
    found: dict[str, Any] = {}
    problems = [*unknown(given)]
    for name in PRESETS.keys() & given.keys():
        value = read_preset(name, given[name])
        if isinstance(value, Problem):
            problems.append(value)
        elif value is not None:
            found[name] = value
    return Presets(**found, problems=tuple(sorted(problems)))


def read_preset(name: str, values: Sequence[str]) -> Any:
    """One preset, the reason to leave it out, or None where it is empty."""
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


def unknown(given: Mapping[str, Sequence[str]]) -> Iterable[Problem]:
    """Names that stand for nothing here, most often misspelt."""
    names = given.keys() - PRESETS.keys() - NO_PRESETS
    return (problem(name, given[name][-1], "unknown") for name in names)


def problem(name: str, given: str, reason: str) -> Problem:
    """A problem, what was given cut to a length that can be shown."""
    return Problem(name[:SHOWN_OF_GIVEN], given[:SHOWN_OF_GIVEN], reason)
