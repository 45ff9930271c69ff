"""How the amounts left to pay are spread: how many courses in each range of whole euros."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from estimator.engine.model.money import CENTS
from estimator.lists.summary.amounts import AmountCounts

BINS = 12
"""About as many ranges."""
FAR_OUT = 50
"""One course in so many may lie in the last range, which has no end then."""


class Bin(NamedTuple):
    """How many courses leave at least `low` and less than `high` whole euros to pay; without `high`
    there is no upper end."""

    low: int
    high: int | None
    courses: int


def spread(left: AmountCounts) -> tuple[Bin, ...]:
    """The amounts in ranges of a round width. A few that lie far out stand in a last range without
    an end, lest all others fall into one."""
    if not left.courses:
        return ()
    nearly_all, largest = left.at(left.courses - 1 - left.courses // FAR_OUT), left.amounts[-1]
    width = round_width(max(nearly_all, 1) / BINS / CENTS)
    places = np.minimum(left.amounts // (width * CENTS), nearly_all // (width * CENTS) + 1)
    counts = np.bincount(places, weights=left.times).astype(np.int64).tolist()
    open_end = bool(largest // (width * CENTS) >= len(counts))
    return tuple(
        Bin(n * width, None if open_end and n == len(counts) - 1 else (n + 1) * width, courses)
        for n, courses in enumerate(counts)
    )


def usual_bin(bins: tuple[Bin, ...]) -> Bin | None:
    """The range with the most courses; None if several have as many."""
    most = max((it.courses for it in bins), default=0)
    fullest = [it for it in bins if it.courses == most]
    return fullest[0] if len(fullest) == 1 else None


def round_width(least: float) -> int:
    """The first of 1, 2, 5, 10, 20, 50 … that is not less."""
    widths: Iterator[int] = (step * 10**power for power in count() for step in (1, 2, 5))
    return next(width for width in widths if width >= least)
