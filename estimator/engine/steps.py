"""The steps of a course: the sessions from which on something changes."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from estimator.engine.model.result import Result

#: The notices that tell of a step, the weightiest first.
STEPS = (
    "capped",
    "overrun",
    "less_reimbursed",
    "fa_after_year",
    "perinatal_over",
    "reduction_open",
    "no_convention",
    "limit_change",
    "share_change",
    "reduction_change",
    "tariff_change",
    "travel_change",
    "report_again",
    "new_year",
)


class Step(NamedTuple):
    """All that changes with one session: the ids of its notices."""

    session: int
    day: date
    ids: tuple[str, ...]


def steps(results: Iterable[Result]) -> tuple[Step, ...]:
    """The steps of some results for the same sessions, in their order."""
    found: dict[int, dict[str, date]] = {}
    for result in results:
        for notice in result.notices:
            session, day = notice.values.get("session"), notice.values.get("date")
            if notice.id in STEPS and isinstance(session, int) and isinstance(day, date):
                found.setdefault(session, {})[notice.id] = day
    return tuple(
        Step(session, next(iter(days.values())), tuple(sorted(days, key=STEPS.index)))
        for session, days in sorted(found.items())
    )
