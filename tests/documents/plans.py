"""Plans to write down."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from estimator import Pathology, Setting
from estimator.engine.model.plan import PlannedCourse
from tests.documents.papers import case

JULY_2025 = date(2025, 7, 1)


def course(condition: str | None = None, person: str = "", **changes: Any) -> PlannedCourse:
    """A course of 18 current sessions, with changes."""
    return PlannedCourse(case=case(**changes), condition=condition, person=person)


BACK = course("back", "An")
BACK_FROM_JULY = course("back", "An", conventioned=True, fee=None, start=JULY_2025, sessions=12)
ANKLE = course("cheville", "Zoé", bim=True, start=date(2025, 6, 2), sessions=9)
AT_HOME = course(
    None, "Zoé", pathology=Pathology.HEAVY, setting=Setting.HOME, sessions=40, report=True
)
YEAR = (BACK, BACK_FROM_JULY, ANKLE, AT_HOME)
HOUSEHOLD = {"income_band": 1, "bim": True, "counted": {"2025": Decimal("120.00")}}


def many(number: int) -> Iterable[PlannedCourse]:
    """Courses of different people, conditions, places, fees and days."""
    for n in range(number):
        yield course(
            f"problème {n % 5}",
            f"Personne {n % 3}",
            setting=(Setting.PRACTICE, Setting.HOME)[n % 2],
            conventioned=n % 4 == 0,
            fee=Decimal(35 + n),
            start=date(2025, 1 + n % 12, 1 + n),
            sessions=5 + n,
        )
