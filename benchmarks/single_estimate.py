"""How long one estimate takes, an import, and the command line from start to finish.

    python -m benchmarks.single_estimate

Prints one line a figure: the median, and in brackets the fastest and the slowest.
"""

import subprocess
import sys
import timeit
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

from estimator.engine.estimate import estimate
from estimator.engine.model.case import Case, Pathology
from estimator.engine.numbers.layout import lay_out
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import tariff_folder
from estimator.locales import words
from estimator.wording.notices import notice_sentence

ROOT = Path(__file__).parents[1]
CASE = Case(
    pathology=Pathology.CURRENT,
    bim=False,
    conventioned=False,
    fee=Decimal(40),
    sessions=18,
    start=date(2025, 5, 5),
)
ANSWERS = "--pathology current --bim false --conventioned false --fee 40 --sessions 18"
CALLS, ROUNDS, RUNS = 500, 15, 15


def main() -> None:
    """All figures."""
    folder = tariff_folder()
    sheet, french = lay_out(load(folder)), words("fr")

    def explained() -> None:
        for notice in estimate(CASE, sheet).notices:
            notice_sentence(french, notice)

    shown("one 18-session estimate with its notices", per_call(lambda: estimate(CASE, sheet)), "µs")
    shown("the same, its notices put into French", per_call(explained), "µs")
    shown("tariffs read and laid out", timed(lambda: lay_out(load(folder))), "ms")
    shown("import estimator, in a new process", command("-c", "import estimator"), "ms")
    shown("bare python, in a new process", command("-c", "pass"), "ms")
    shown(
        "command line, start to finish",
        command("-m", "estimator", "estimate", *ANSWERS.split()),
        "ms",
    )


def per_call(call: Callable[[], object]) -> list[float]:
    """Microseconds a call, round by round, after a warm-up."""
    timeit.timeit(call, number=CALLS)
    return [timeit.timeit(call, number=CALLS) / CALLS * 1e6 for _ in range(ROUNDS)]


def timed(call: Callable[[], object]) -> list[float]:
    """Milliseconds of each run."""
    return [timeit.timeit(call, number=1) * 1e3 for _ in range(RUNS)]


def command(*arguments: str) -> list[float]:
    """Milliseconds of each whole process."""
    return timed(
        lambda: subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
    )


def shown(what: str, figures: list[float], unit: str) -> None:
    """One line: median (fastest to slowest)."""
    print(f"{what}: {median(figures):.0f} {unit} ({min(figures):.0f}-{max(figures):.0f})")


if __name__ == "__main__":
    main()
