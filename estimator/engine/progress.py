"""What charts and tables show of a result: sums, runs of equal sessions, steps. Exact, no words."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from estimator.engine.model.money import average
from estimator.engine.model.notices import NOTICES
from estimator.engine.model.plan import PlanResult
from estimator.engine.model.result import Comparison, Item, Result

#: The notices that name a session from which on something changes, the weightiest first.
STEPS = tuple(
    name for name in NOTICES[: NOTICES.index("new_year") + 1] if name != "overrun_at_once"
)


class Visit(NamedTuple):
    """What one session leaves the patient to pay in euros, extras included."""

    session: int
    day: date
    patient: Decimal


class Share(NamedTuple):
    """What a session leaves to pay in euros: the least, the most, and the average to the cent."""

    lowest: Decimal
    highest: Decimal
    average: Decimal

    @property
    def constant(self) -> bool:
        """Whether every session leaves the same amount."""
        return self.lowest == self.highest


class Point(NamedTuple):
    """What the course leaves to pay up to and including a session, at both kinds of kiné."""

    session: int
    day: date
    conventioned: Decimal
    non_conventioned: Decimal


class ItemRun(NamedTuple):
    """Consecutive sessions billed with the same code and amounts; `item` is the first of them."""

    first: int
    last: int
    item: Item


class Step(NamedTuple):
    """A session from which on something changes, with the ids of the notices about it."""

    session: int
    day: date
    ids: tuple[str, ...]


class PlanPoint(NamedTuple):
    """What a plan leaves to pay up to and including a session of one of its courses, in euros: of
    that course, and of all together. The first course is 0."""

    day: date
    course: int
    so_far: Decimal
    together: Decimal


class PlanStep(NamedTuple):
    """A step of one course of a plan; the first course is 0."""

    course: int
    step: Step


def visits(result: Result) -> tuple[Visit, ...]:
    """What each session of a course leaves to pay."""
    found: dict[int, Visit] = {}
    for item in result.items:
        before = found[item.session].patient if item.session in found else 0
        found[item.session] = Visit(item.session, item.date, item.patient + before)
    return tuple(found.values())


def share(result: Result) -> Share:
    """What a session leaves to pay: from the least to the most, and on average."""
    amounts = [visit.patient for visit in visits(result)]
    return Share(min(amounts), max(amounts), average(sum(amounts, Decimal(0)), len(amounts)))


def cumulative(comparison: Comparison) -> tuple[Point, ...]:
    """How the cost builds up, session by session, at both kinds of kiné."""
    bound, free = visits(comparison.conventioned), visits(comparison.non_conventioned)
    sums = (accumulate(visit.patient for visit in course) for course in (bound, free))
    return tuple(
        Point(visit.session, visit.day, *left) for visit, *left in zip(bound, *sums, strict=True)
    )


def halfway(points: Sequence[Point]) -> Point:
    """The point in the middle of a course, the earlier one if two are."""
    return points[(len(points) - 1) // 2]


def item_runs(items: Iterable[Item]) -> tuple[ItemRun, ...]:
    """The runs of equal items, in the order in which they begin."""
    found: list[Item] = []
    last_of: list[int] = []
    open_runs: dict[tuple[object, ...], int] = {}
    for item in items:
        billed = item[2:]  # all but the session and its day
        at = open_runs.get(billed)
        if at is not None and item.session <= last_of[at] + 1:
            last_of[at] = item.session
        else:
            open_runs[billed] = len(found)
            found.append(item)
            last_of.append(item.session)
    return tuple(
        ItemRun(item.session, last, item) for item, last in zip(found, last_of, strict=True)
    )


def steps(results: Iterable[Result]) -> tuple[Step, ...]:
    """The steps in one or more results for the same sessions, in the order of the sessions."""
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


def plan_points(plan: PlanResult) -> tuple[PlanPoint, ...]:
    """How the cost of a plan builds up, in order of date."""
    so_far, together = [Decimal(0)] * len(plan.courses), Decimal(0)
    found: dict[tuple[date, int], PlanPoint] = {}
    for course, item in plan.items:
        so_far[course] += item.patient
        together += item.patient
        found[item.date, course] = PlanPoint(item.date, course, so_far[course], together)
    return tuple(found.values())


def plan_steps(plan: PlanResult) -> dict[date, list[PlanStep]]:
    """The steps of all courses of a plan, by day."""
    found: dict[date, list[PlanStep]] = {}
    for course, result in enumerate(plan.courses):
        for step in steps([result]):
            found.setdefault(step.day, []).append(PlanStep(course, step))
    return dict(sorted(found.items()))
