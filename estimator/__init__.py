"""What physiotherapy (kiné) costs a patient in Belgium, to the cent, on dated official tariffs."""

import os
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from estimator.engine.case import Case, Pathology, Service, Setting
from estimator.engine.errors import EstimatorError, InvalidAnswer, TariffFault, TariffGap
from estimator.engine.estimate import compare as _compare
from estimator.engine.estimate import estimate as _estimate
from estimator.engine.layout import lay_out
from estimator.engine.result import Comparison, Item, Notice, Result, Totals
from estimator.engine.sheet import Sheet
from estimator.engine.tables import load
from estimator.tariff_folder import tariff_folder

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Case",
    "Comparison",
    "EstimatorError",
    "InvalidAnswer",
    "Item",
    "Notice",
    "Pathology",
    "Result",
    "Service",
    "Setting",
    "TariffFault",
    "TariffGap",
    "Totals",
    "compare",
    "estimate",
    "estimate_table",
    "tariffs",
]


@cache
def tariffs() -> Sheet:
    """The tariffs in use, read once per process: those that ship with the project, or those of the
    folder that the environment names (`KINE_TARIFFS`)."""
    return lay_out(load(tariff_folder()))


def estimate(case: Case) -> Result:
    """What a course of treatment costs, on the tariffs in use; see `estimator.engine.estimate`."""
    return _estimate(case, tariffs())


def compare(case: Case) -> Comparison:
    """The same course at a conventioned and at a non-conventioned kiné, on the tariffs in use."""
    return _compare(case, tariffs())


def estimate_table(
    frame: "pd.DataFrame",
    *,
    today: date | None = None,
    language: str = "fr",
    threads: int | None = None,
) -> "pd.DataFrame":
    """The rows of a table with their totals, notices and error, on all cores unless told how many
    `threads`; see `estimator.advisor.frames` and docs/lists.md. pandas is only imported here."""
    from estimator.advisor.frames import estimate_table as of_table
    from estimator.locales import words

    return of_table(frame, tariffs(), words(language), today, threads or cores())


def cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
