"""How often each amount stands in a list: what totals leave out, and medians need."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from estimator.engine.model.money import Cents, middle
from estimator.engine.numbers.batch import Ints

NO_NUMBERS: Ints = np.zeros(0, np.int64)


class AmountCounts(NamedTuple):
    """The different amounts, in cents and in order, and how many courses have each."""

    amounts: Ints = NO_NUMBERS
    times: Ints = NO_NUMBERS

    @property
    def courses(self) -> int:
        """How many courses there are."""
        return int(self.times.sum())

    def at(self, place: int) -> Cents:
        """The amount at a place, were they all written down in order; the first place is 0."""
        return int(self.amounts[np.searchsorted(np.cumsum(self.times), place, side="right")])

    @property
    def median(self) -> Cents | None:
        """The amount in the middle, or halfway between the two in the middle; None without any."""
        last = self.courses - 1
        return middle(self.at(last // 2), self.at((last + 1) // 2)) if last >= 0 else None


def amount_counts(amounts: Ints) -> AmountCounts:
    """How often each of some amounts stands there."""
    return AmountCounts(*np.unique(amounts, return_counts=True))


def all_counts(many: Sequence[AmountCounts]) -> AmountCounts:
    """Those of several lists."""
    amounts, place = np.unique(np.concatenate([it.amounts for it in many]), return_inverse=True)
    times = np.zeros(len(amounts), np.int64)
    np.add.at(times, place, np.concatenate([it.times for it in many]))
    return AmountCounts(amounts, times)
