"""Adding up the runs of many courses that reach unequal numbers of spans."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from estimator.engine.columns import Fact, Ints, Number, every
from estimator.engine.costs import Parts
from estimator.engine.sessions import EXTRA_ORDERS, Run


class Tally:
    """Sums, notices and what was billed, a row for each span that a course reaches: all courses
    in their first span, then those that reach a second one …

    The courses that reach more spans stand first: so those in their n-th span are the first few.
    """

    def __init__(self, more: Ints, dtype: Any) -> None:
        """`more`: how many spans each course reaches after its first."""
        self.lengths = [int(np.count_nonzero(more >= n)) for n in range(int(more[0]) + 1)]
        self.nth = np.repeat(np.arange(len(self.lengths)), self.lengths)
        self.dtype = dtype
        self.sums = np.zeros((len(Parts._fields), len(self.nth)), dtype)
        self.bits = np.zeros(len(self.nth), np.int64)
        self.billed = {order: np.zeros(len(self.nth), np.bool_) for order in EXTRA_ORDERS}

    def spread(self, column: Ints) -> Ints:
        """A column of the courses as one of their spans."""
        return np.concatenate([column[:length] for length in self.lengths])

    def add(self, run: Run, parts: Iterable[Number], bits: Number) -> None:
        """Counts a run: what one item of it costs, and the notices that come with it."""
        real = run.count > 0
        count = np.maximum(run.count, 0).astype(self.dtype, copy=False)
        for n, part in enumerate(parts):
            if not isinstance(part, int) or part:
                self.sums[n] += part * count
        self.bits |= bits if every(real) else bits * real
        if run.order in self.billed:
            self.billed[run.order] |= real

    def sums_into(self, found: Ints) -> None:
        """Puts the sums of each course into `found`."""
        self._folded(np.add, self.sums, found)

    def told(self) -> tuple[Ints, dict[int, Fact]]:
        """The notices of each course, and whether each extra was billed."""
        size = self.lengths[0]
        bits = self._folded(np.bitwise_or, self.bits, np.empty(size, np.int64))
        billed = {
            order: self._folded(np.logical_or, fact, np.empty(size, np.bool_))
            for order, fact in self.billed.items()
        }
        return bits, billed

    def _folded(self, join: Any, of: Any, into: Any) -> Any:
        """The spans of each course put together."""
        begin = self.lengths[0]
        into[...] = of[..., :begin]
        for length in self.lengths[1:]:
            some = into[..., :length]
            join(some, of[..., begin : begin + length], out=some)
            begin += length
        return into
