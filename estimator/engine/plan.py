"""What several courses cost together: shared counters, one cap a year, one intake a year."""

from collections.abc import Sequence

from estimator.engine.model.plan import PlannedCourse, PlanResult
from estimator.engine.numbers.tables import Sheet


def plan(courses: Sequence[PlannedCourse], sheet: Sheet) -> PlanResult:
    """What a plan costs, course by course, month by month. Raises `CourseRefused`."""
    raise NotImplementedError
