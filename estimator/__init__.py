"""What physiotherapy (kiné) costs a patient in Belgium, to the cent, on dated official tariffs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from estimator.engine.estimate import compare as _compare
from estimator.engine.estimate import estimate as _estimate
from estimator.engine.model.case import Case, Pathology, Service, Setting
from estimator.engine.model.errors import EstimatorError, InvalidAnswer, TariffFault, TariffGap
from estimator.engine.model.payment import Payer, Payment
from estimator.engine.model.plan import CourseRefused, PlannedCourse, PlanResult
from estimator.engine.model.result import Comparison, Item, Notice, Result, Totals
from estimator.engine.payment import Settlement, settlement_of
from estimator.engine.plan import plan as _plan
from estimator.environment.tariffs_in_use import tariffs

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Case",
    "Comparison",
    "CourseRefused",
    "EstimatorError",
    "InvalidAnswer",
    "Item",
    "Notice",
    "Pathology",
    "Payer",
    "Payment",
    "PlanResult",
    "PlannedCourse",
    "Result",
    "Service",
    "Setting",
    "Settlement",
    "TariffFault",
    "TariffGap",
    "Totals",
    "compare",
    "estimate",
    "estimate_table",
    "plan",
    "settle",
    "tariffs",
]


def estimate(case: Case) -> Result:
    """What a course of treatment costs, on the tariffs in use; see `estimator.engine.estimate`."""
    return _estimate(case, tariffs())


def compare(case: Case) -> Comparison:
    """The same course at a conventioned and at a non-conventioned kiné, on the tariffs in use."""
    return _compare(case, tariffs())


def plan(courses: Sequence[PlannedCourse]) -> PlanResult:
    """What several courses cost together, on the tariffs in use; see `estimator.engine.plan`."""
    return _plan(courses, tariffs())


def settle(result: Result, payment: Payment) -> Settlement:
    """Who hands over what, and when; see `estimator.engine.payment`."""
    return settlement_of([result], payment, tariffs().book)


def estimate_table(
    frame: "pd.DataFrame",
    *,
    today: date | None = None,
    language: str = "fr",
    threads: int | None = None,
    columns: Mapping[str, object] | None = None,
) -> "pd.DataFrame":
    """The rows of a table with their totals, notices and error, on all cores unless told how many
    `threads`; see `estimator.lists.frames` and docs/lists.md. pandas is only imported here.

    `columns`: an object as a mapping file has it, `{}` too, for a table whose columns bear names of
    their own: what they mean is found out, and what is told counts first. Raises `InvalidAnswer`
    where something is left to tell.
    """
    from estimator.lists.answered import Ground
    from estimator.lists.first_look.frame_columns import columns_of_frame
    from estimator.lists.first_look.mapping_file import columns_from
    from estimator.lists.frames import cores, estimate_on
    from estimator.locales import words

    ground = Ground(tariffs(), words(language), today)
    if columns is not None:
        ground = ground._replace(columns=columns_of_frame(frame, columns_from(columns)))
    return estimate_on(frame, ground, threads or cores())
