"""A plan: the courses of one person, or of a household, and what they cost together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from estimator.engine.model.case import Case
from estimator.engine.model.errors import EstimatorError
from estimator.engine.model.result import Item, Notice, Range, Result, Totals
from estimator.engine.model.tariff_book import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCourse:
    """One course of a plan.

    Courses of one person with the same `condition` share its counters; without a name, a course is
    a condition of its own. Nothing is shared between persons; a plan may leave their names out.
    """

    case: Case
    condition: str | None = None
    person: str = ""


class PlannedItem(NamedTuple):
    """One billed code, and the place of its course in the plan (the first is 0)."""

    course: int
    item: Item


class Costs(NamedTuple):
    """What a part of a plan costs: the totals, and the least and the most while something is open
    (`Result.range`); three times the same where all is known."""

    totals: Totals
    least: Totals
    most: Totals


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What a plan costs.

    `courses`: a result each, in the order of entry. `items`: all of them in order of date.
    `by_month` (by its first day), `by_year`, `by_person`: in order. `shared`: the notices about
    what the courses share; those of a course stand in its result. `status`, `range`, `sources` and
    `open_questions` as in `Result`.
    """

    planned: tuple[PlannedCourse, ...]
    courses: tuple[Result, ...]
    items: tuple[PlannedItem, ...]
    costs: Costs
    by_month: Mapping[date, Costs]
    by_year: Mapping[int, Costs]
    by_person: Mapping[str, Costs]
    shared: tuple[Notice, ...]
    sources: tuple[Source, ...]
    status: str
    open_questions: tuple[str, ...]

    @property
    def totals(self) -> Totals:
        """The six amounts summed over all courses."""
        return self.costs.totals

    @property
    def range(self) -> Range | None:
        """The least and the most that the plan may cost; None if everything is known."""
        if self.costs.least == self.costs.most:
            return None
        return Range(self.costs.least, self.costs.most)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices about what the courses share, then those of each course; none twice."""
        found = list(self.shared)
        for result in self.courses:
            found += [notice for notice in result.notices if notice not in found]
        return tuple(found)


class CourseRefused(EstimatorError):
    """A course of a plan that can't be priced: its number (the first is 1), and the refusal."""

    def __init__(self, number: int, refusal: EstimatorError) -> None:
        super().__init__(number, refusal)
        self.number = number
        self.refusal = refusal

    def __str__(self) -> str:
        return f"course {self.number}: {self.refusal}"
