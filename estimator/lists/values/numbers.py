"""Amounts and counts as people write them."""

import re
from functools import cache

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.values.synonyms import plain_text, spoken, written

#: The minus of a typesetter.
MINUS = str.maketrans("−", "-")
SPACES = re.compile(r"\s+")
#: Whole euros: 40,- or 40.- or 40,--
WHOLE_EUROS = re.compile(r"(?P<euros>.*\d)[.,](?:-{1,2}|[–—])")
#: Thousands set apart by spaces, points, commas or apostrophes, all alike, and perhaps decimals.
GROUPED = re.compile(
    r"(?P<first>-?[1-9]\d{0,2})(?P<by>[ .,'’])(?P<groups>\d{3}(?:(?P=by)\d{3})*)"
    r"(?:(?!(?P=by))[.,](?P<cents>\d{1,2}))?",
    re.ASCII,
)
#: A number without decimals but zeros, and what is counted.
COUNTED = re.compile(r"(?P<count>[+-]?\d{1,9})(?:[.,]0+)?(?P<unit>\D.*)?", re.ASCII | re.DOTALL)
#: Where no thousands can be meant: 1.234 may be a thousand and more, 0.123 may not.
THOUSANDS_OR_DECIMALS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
#: The units of other counts are those of sessions.
PER_WEEK, SESSIONS = "per_week", "sessions"


def euros_text(field: str, text: str) -> str:
    """An amount as the contract has it, as far as it is known here. Raises `InvalidAnswer` for
    1.234, thousands or three decimals."""
    amount = without_currency(SPACES.sub(" ", text.translate(MINUS)).strip())
    if whole := WHOLE_EUROS.fullmatch(amount):
        amount = whole["euros"]
    elif THOUSANDS_OR_DECIMALS.fullmatch(amount):
        raise InvalidAnswer(field, given=text, reason="euros_two_ways")
    if grouped := GROUPED.fullmatch(amount):
        thousands = re.sub(r"\D", "", grouped["groups"])
        return f"{grouped['first']}{thousands}.{grouped['cents'] or '0'}"
    return amount


def without_currency(amount: str) -> str:
    """An amount without the sign or the name of the euro, before it or after it."""
    found = currency().fullmatch(amount)
    return (found["after"] or found["before"]).strip() if found else amount


@cache
def currency() -> re.Pattern[str]:
    """An amount with the sign or the name of the euro on one side."""
    euro = "|".join(map(re.escape, sorted({*spoken("euro")}, key=len, reverse=True)))
    return re.compile(rf"(?:{euro})(?P<after>[^a-z]+)|(?P<before>[^a-z]+)(?:{euro})", re.IGNORECASE)


def count_text(field: str, text: str) -> str | None:
    """A count as the contract has it: 18,0 and 18 séances are 18. None if it is none."""
    found = COUNTED.fullmatch(text.strip())
    if not found or squeezed(found["unit"] or "") not in {"", *units(field)}:
        return None
    return found["count"]


@cache
def units(field: str) -> frozenset[str]:
    """What may stand after a count."""
    name = PER_WEEK if field == PER_WEEK else SESSIONS
    return frozenset(map(squeezed, written(f"unit.{name}")))


def squeezed(text: str) -> str:
    """A unit without spaces: x / week is x/week."""
    return plain_text(text).replace(" ", "").replace("×", "x")
