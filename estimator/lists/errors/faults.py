"""Every fault of a row whose answers can each be used, but make no case together."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from estimator.engine.estimate import billed
from estimator.engine.model.case import Case
from estimator.engine.model.errors import EstimatorError, InvalidAnswer, TariffGap
from estimator.engine.numbers.tables import Sheet

MOST_TRIES = 16
"""How often a row is tried again: more often than it has answers that can be at odds."""
#: Answers in whose place the first one allowed is tried; others are left out.
REPLACED = frozenset({"setting", "service", "start", "sessions"})
#: Answers that change no code: what the tariff lacks, it lacks with any of them.
WITHOUT_CODE = frozenset({"fee", "surcharge"})
PRICED = frozenset({"start", "sessions", "prior_sessions"})
#: What may be refused only because another answer was replaced, by that answer.
FOLLOWING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "first_session": frozenset({"sessions", "prior_sessions"}),
        "start": PRICED | {"first_session"},
        "setting": PRICED | {"service"},
        "service": PRICED,
        "prior_sessions": frozenset({"sessions", "first_session"}),
    }
)


def faults_between(found: Mapping[str, Any], sheet: Sheet) -> list[EstimatorError]:
    """Why valid answers make no case together, in the order in which the case is checked, or what
    the tariff lacks. Empty if the case can be estimated.

    After each fault its answer is left out, or a harmless one takes its place. Whatever that may
    have caused is no fault of the row, and isn't told.
    """
    faults: list[EstimatorError] = []
    following: set[str] = set()
    for _ in range(MOST_TRIES):
        try:
            billed(Case(**found), sheet)
        except InvalidAnswer as refusal:
            if refusal.field not in following:
                faults.append(refusal)
            following |= {refusal.field, *FOLLOWING.get(refusal.field, ())}
            found = without_fault(found, refusal)
        except TariffGap as gap:
            return [*faults, gap] if following <= WITHOUT_CODE else faults
        else:
            break
    return faults


def without_fault(found: Mapping[str, Any], refusal: InvalidAnswer) -> Mapping[str, Any]:
    """The answers without the one that is refused."""
    field = refusal.field
    if field == "fee":
        return {**found, field: Decimal(0)}
    others = {name: answer for name, answer in found.items() if name != field}
    return {**others, field: refusal.allowed[0]} if field in REPLACED else others
