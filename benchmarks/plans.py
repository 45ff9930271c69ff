"""How long a plan of 20 courses takes, beside one estimate and beside a bare loop of 20 estimates.

    python -m benchmarks.plans

The courses: five conditions of a year, each at four kinés in turn, 18 sessions a course; once for
one person, once for five. All are measured by turns, so that a change of the machine's speed
touches all alike. Prints the medians, in brackets the fastest and the slowest round.
"""

import timeit
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from benchmarks.single_estimate import shown
from estimator.engine.estimate import estimate
from estimator.engine.model.case import Case, Pathology
from estimator.engine.model.plan import PlannedCourse
from estimator.engine.numbers.layout import lay_out
from estimator.engine.plan import plan
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import tariff_folder

CONDITIONS, KINES, SESSIONS = 5, 4, 18
FIRST_DAY = date(2025, 5, 5)
CALLS, ROUNDS = 10, 31


def main() -> None:
    """All figures."""
    sheet = lay_out(load(tariff_folder()))
    one, five = courses(persons=1), courses(persons=CONDITIONS)
    measured: dict[str, Callable[[], object]] = {
        "one estimate": lambda: estimate(one[0].case, sheet),
        f"a bare loop of {len(one)} estimates": lambda: [estimate(it.case, sheet) for it in one],
        f"a plan of {len(one)} courses, one person": lambda: plan(one, sheet),
        f"a plan of {len(five)} courses, five persons": lambda: plan(five, sheet),
    }
    for call in measured.values():
        call()
    rounds = [
        {name: timeit.timeit(call, number=CALLS) / CALLS * 1e3 for name, call in measured.items()}
        for _ in range(ROUNDS)
    ]
    for name in measured:
        shown(name, [figures[name] * 1e3 for figures in rounds], "µs")
    single, loop, *plans = measured
    for name in plans:
        for beside in (single, loop):
            ratios = [figures[name] / figures[beside] for figures in rounds]
            print(f"{name}, beside {beside}: {median(ratios):.2f} times as long")


def courses(persons: int) -> list[PlannedCourse]:
    """Twenty courses of 18 sessions: each condition at four kinés, two of them conventioned, that
    follow each other in a year."""
    return [
        PlannedCourse(
            case=Case(
                pathology=Pathology.CURRENT,
                bim=False,
                conventioned=kine % 2 == 0,
                fee=None if kine % 2 == 0 else Decimal(40),
                sessions=SESSIONS,
                start=FIRST_DAY + timedelta(63 * kine + condition),
            ),
            condition=f"condition {condition}",
            person=f"person {condition % persons}",
        )
        for condition in range(CONDITIONS)
        for kine in range(KINES)
    ]


if __name__ == "__main__":
    main()
