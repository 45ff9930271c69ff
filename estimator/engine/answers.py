"""Answers as people give them — texts — to a case, or to a refusal that says what to change."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from estimator.engine.model.case import FIELDS, Case
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Field
from estimator.engine.model.payment import PAYMENT_FIELDS, Payment
from estimator.engine.model.situations import PATHOLOGY, SETTING, answers_of_condition, check_place
from estimator.engine.model.tariff_book import Situation
from estimator.engine.numbers.tables import Sheet
from estimator.engine.reach import check_priced

#: Answers about the payment name no condition.
NO_SITUATIONS: Mapping[str, Situation] = MappingProxyType({})


def case_from(answers: Mapping[str, object], sheet: Sheet, today: date | None) -> Case:
    """The case that some answers make; `today` is the start where none is given (without it, the
    start is missing).

    Empty answers count as not given, names that are no answers are passed over. Raises
    `InvalidAnswer`, the first in the order of the contract.
    """
    found, refused = read(FIELDS, answers, today, sheet.book.situations)
    if refused:
        raise refused[0]
    return found_case(found, sheet)


def payment_from(answers: Mapping[str, object]) -> Payment:
    """How a course is paid for; nothing answered is the usual way. Raises `InvalidAnswer`."""
    found, refused = read(PAYMENT_FIELDS, answers)
    if refused:
        raise refused[0]
    return Payment(**found)


def refusals(answers: Mapping[str, object], sheet: Sheet, today: date) -> list[InvalidAnswer]:
    """Every answer that can't be used, each with its reason; empty when a case can be made."""
    found, refused = read(FIELDS, answers, today, sheet.book.situations)
    if refused:
        return refused
    try:
        found_case(found, sheet)
    except InvalidAnswer as refusal:
        return [refusal]
    return []


def payment_refusals(answers: Mapping[str, object]) -> list[InvalidAnswer]:
    """Every answer about the payment that can't be used; empty when they fit together."""
    found, refused = read(PAYMENT_FIELDS, answers)
    if refused:
        return refused
    try:
        Payment(**found)
    except InvalidAnswer as refusal:
        return [refusal]
    return []


def read(
    fields: Mapping[str, Field],
    answers: Mapping[str, object],
    today: date | None = None,
    situations: Mapping[str, Situation] = NO_SITUATIONS,
) -> tuple[dict[str, Any], list[InvalidAnswer]]:
    """The answers read one by one, and the refusals among them; a situation code is read where
    `pathology` is."""
    found: dict[str, Any] = {"start": today} if today else {}
    refused: list[InvalidAnswer] = []
    for name, field in fields.items():
        given = answers.get(name)
        try:
            if given is None or not str(given).strip():
                if field.required and name not in found:
                    raise field.missing()
            elif name == PATHOLOGY:
                found |= answers_of_condition(given, situations)
            else:
                answer = field.read(given)
                if name == SETTING:
                    check_place(answer, found.get(SETTING))
                found[name] = answer
        except InvalidAnswer as refusal:
            refused.append(refusal)
    return found, refused


def found_case(found: Mapping[str, Any], sheet: Sheet) -> Case:
    """The case, checked as a whole: is the day within reach, has each session a price."""
    case = Case(**found)
    check_priced(case, sheet)
    return case
