"""Answers as people give them — texts — to a case, or to a refusal that says what to change."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from estimator.engine.model.case import (
    MAX_EUROS,
    MAX_PER_WEEK,
    MAX_SESSIONS,
    Case,
    Pathology,
    Service,
    Setting,
)
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.numbers.tables import Sheet
from estimator.engine.reach import check_priced

WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
EUROS = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]+))?")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TRUTHS = {"true": True, "false": False}
CENT_DIGITS = 2


def read_euros(field: str, given: object) -> Decimal:
    """An amount in euros: 33,50 and 33.50 are the same; a euro sign and spaces may stand by.

    Raises `InvalidAnswer` for what is no amount, below zero, or finer than a cent.
    """
    text = str(given).replace("€", "").replace("\N{NO-BREAK SPACE}", " ").strip()
    found = EUROS.fullmatch(text)
    if not found:
        raise InvalidAnswer(field, given=given, reason="euros")
    sign, whole, cents = found.groups("")
    if sign:
        raise InvalidAnswer(field, given=given, reason="negative")
    if len(cents) > CENT_DIGITS:
        raise InvalidAnswer(field, given=given, reason="decimals")
    amount = Decimal(f"{whole}.{cents:0<2}")
    if amount > MAX_EUROS:
        raise InvalidAnswer(field, given=given, reason="too_much", allowed=(MAX_EUROS,))
    return amount


def read_whole(lowest: int, highest: int) -> Callable[[str, object], int]:
    """A reader of whole numbers within a range."""

    def read(field: str, given: object) -> int:
        text = str(given).strip()
        if not WHOLE.fullmatch(text) or not lowest <= int(text) <= highest:
            raise InvalidAnswer(field, given=given, reason="number", allowed=(lowest, highest))
        return int(text)

    return read


def one_of(values: Sequence[str], field: str, given: object) -> str:
    """One of a list of values."""
    text = str(given).strip()
    if text not in values:
        raise InvalidAnswer(field, given=given, reason="one_of", allowed=values)
    return text


def read_one_of(values: type[StrEnum]) -> Callable[[str, object], StrEnum]:
    """A reader of the contract's identifiers."""

    def read(field: str, given: object) -> StrEnum:
        return values(one_of(tuple(values), field, given))

    return read


def read_truth(field: str, given: object) -> bool:
    """A fact: true or false."""
    found = TRUTHS.get(str(given).strip().lower())
    if found is None:
        raise InvalidAnswer(field, given=given, reason="one_of", allowed=tuple(TRUTHS))
    return found


def read_day(field: str, given: object) -> date:
    """A day written YYYY-MM-DD that the calendar holds."""
    text = str(given).strip()
    try:
        if ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidAnswer(field, given=given, reason="not_a_day")


#: How each answer is read, in the order of the contract.
READERS: Mapping[str, Callable[[str, object], Any]] = {
    "pathology": read_one_of(Pathology),
    "setting": read_one_of(Setting),
    "service": read_one_of(Service),
    "bim": read_truth,
    "conventioned": read_truth,
    "fee": read_euros,
    "overrun_fee": read_euros,
    "surcharge": read_euros,
    "sessions": read_whole(1, MAX_SESSIONS),
    "prior_sessions": read_whole(0, MAX_SESSIONS),
    "start": read_day,
    "first_session": read_day,
    "per_week": read_whole(1, MAX_PER_WEEK),
    "travel": read_truth,
    "intake": read_truth,
    "report": read_truth,
}
REQUIRED = ("pathology", "bim", "conventioned", "sessions")


def case_from(answers: Mapping[str, object], sheet: Sheet, today: date | None) -> Case:
    """The case that some answers make; `today` is the start where none is given (without it, the
    start is missing).

    Empty answers count as not given, names that are no answers are passed over. Raises
    `InvalidAnswer`, the first in the order of the contract.
    """
    found, refused = read(answers, today)
    if refused:
        raise refused[0]
    return found_case(found, sheet)


def refusals(answers: Mapping[str, object], sheet: Sheet, today: date) -> list[InvalidAnswer]:
    """Every answer that can't be used, each with its reason; empty when a case can be made."""
    found, refused = read(answers, today)
    if refused:
        return refused
    try:
        found_case(found, sheet)
    except InvalidAnswer as refusal:
        return [refusal]
    return []


def read(
    answers: Mapping[str, object], today: date | None
) -> tuple[dict[str, Any], list[InvalidAnswer]]:
    """The answers read one by one, and the refusals among them."""
    found: dict[str, Any] = {"start": today} if today else {}
    required = REQUIRED if today else (*REQUIRED, "start")
    refused: list[InvalidAnswer] = []
    for field, reader in READERS.items():
        given = answers.get(field)
        try:
            if given is not None and str(given).strip():
                found[field] = reader(field, given)
            elif field in required:
                raise InvalidAnswer(field, given="", reason="missing", allowed=allowed_for(field))
        except InvalidAnswer as refusal:
            refused.append(refusal)
    return found, refused


def allowed_for(field: str) -> tuple[object, ...]:
    """What would do for a required answer that is missing."""
    values: dict[str, tuple[object, ...]] = {
        "pathology": tuple(Pathology),
        "sessions": (1, MAX_SESSIONS),
        "start": ("YYYY-MM-DD",),
    }
    return values.get(field, tuple(TRUTHS))


def found_case(found: Mapping[str, Any], sheet: Sheet) -> Case:
    """The case, checked as a whole: is the day within reach, has each session a price."""
    case = Case(**found)
    check_priced(case, sheet)
    return case
