"""A list in figures: totals, the cost of the 25 % rule, the distribution of the amounts."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from estimator.engine.model.result import Totals

BINS = 12


class Bin(NamedTuple):
    """How many courses leave at least `low` and less than `high` euros to pay."""

    low: int
    high: int
    courses: int


class Summary(NamedTuple):
    """The figures of a list."""

    rows: int
    errors: int
    totals: Totals
    bins: tuple[Bin, ...]

    @property
    def usual(self) -> Bin | None:
        """The bin with the most courses; None if several have as many."""
        most = max((it.courses for it in self.bins), default=0)
        fullest = [it for it in self.bins if it.courses == most]
        return fullest[0] if len(fullest) == 1 else None


def summary_of(rows: pa.Table) -> Summary:
    """The figures of a list with its results."""
    sums = (pc.sum(rows[name]).as_py() or Decimal("0.00") for name in Totals._fields)
    left = rows["patient"].drop_null().cast(pa.float64()).to_numpy()
    errors = len(rows) - rows["error"].null_count
    return Summary(len(rows), errors, Totals(*sums), spread(left))


def spread(amounts: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> tuple[Bin, ...]:
    """The amounts in bins of a round width."""
    if not len(amounts):
        return ()
    width = round_width(float(amounts.max()) / BINS)
    counts = np.bincount((amounts // width).astype(np.int64))
    return tuple(
        Bin(n * width, (n + 1) * width, courses) for n, courses in enumerate(counts.tolist())
    )


def round_width(least: float) -> int:
    """The first of 1, 2, 5, 10, 20, 50 … that is not less."""
    widths: Iterator[int] = (step * 10**power for power in count() for step in (1, 2, 5))
    return next(width for width in widths if width >= least)
