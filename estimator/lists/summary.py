"""What a list comes to: totals, the cost of the 25 % rule, how the amounts are spread."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from estimator.engine.model.result import Totals

BINS = 12
STEPS = (1, 2, 5)


class Bin(NamedTuple):
    """How many courses leave an amount of at least `low` and less than `high` euros."""

    low: int
    high: int
    courses: int


class Wrong(NamedTuple):
    """One reason why rows couldn't be estimated: how many, and the lines of the first."""

    error: str
    rows: int
    lines: tuple[int, ...]


class Summary(NamedTuple):
    """A list in a few figures."""

    rows: int
    errors: int
    totals: Totals
    bins: tuple[Bin, ...]

    @property
    def usual(self) -> Bin | None:
        """Where most courses lie; None where no place has more than every other."""
        most = max((it.courses for it in self.bins), default=0)
        fullest = [it for it in self.bins if it.courses == most]
        return fullest[0] if len(fullest) == 1 else None


def summary_of(rows: pa.Table) -> Summary:
    """The figures of a list with its results."""
    sums = (pc.sum(rows[name]).as_py() or Decimal("0.00") for name in Totals._fields)
    left = rows["patient"].drop_null().cast(pa.float64()).to_numpy()
    errors = len(rows) - rows["error"].null_count
    return Summary(len(rows), errors, Totals(*sums), spread(left))


def wrong_in(rows: pa.Table, lines: Iterable[int], most: int) -> list[Wrong]:
    """The reasons with the first lines of the file on which they stand, in their order there."""
    found: dict[str, list[int]] = {}
    for line, error in zip(lines, rows["error"].to_pylist(), strict=True):
        if error:
            found.setdefault(error, []).append(line)
    return [Wrong(error, len(at), tuple(at[:most])) for error, at in found.items()]


def spread(amounts: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> tuple[Bin, ...]:
    """The amounts in bins of a round width."""
    if not len(amounts):
        return ()
    width = round_width(float(amounts.max()) / BINS)
    counts = np.bincount((amounts // width).astype(np.int64))
    return tuple(Bin(n * width, (n + 1) * width, count) for n, count in enumerate(counts.tolist()))


def round_width(least: float) -> int:
    """The first of 1, 2, 5, 10, 20, 50 … that is no less."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= least:
                return step * power
        power *= 10
