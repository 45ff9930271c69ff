"""Items folded into few rows: what was billed alike stands together, wherever in the course."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from estimator.engine.model.result import Item
from estimator.engine.progress import ItemRun, item_runs


class Row(NamedTuple):
    """Stretches of sessions billed alike, and one item that stands for all of them."""

    item: Item
    stretches: tuple[tuple[int, int], ...]

    @property
    def sessions(self) -> int:
        """How many sessions the row stands for."""
        return sum(last - first + 1 for first, last in self.stretches)


def rows_of(items: Iterable[Item]) -> list[Row]:
    """All rows, in the order in which they begin."""
    found: dict[tuple[object, ...], list[ItemRun]] = {}
    for run in item_runs(items):
        found.setdefault(alike(run.item), []).append(run)
    return [Row(same[0].item, joined(same)) for same in found.values()]


def alike(item: Item) -> tuple[object, ...]:
    """What two items of one row have in common."""
    return item.code, item.charged, item.reimbursed, item.patient


def joined(same: Iterable[ItemRun]) -> tuple[tuple[int, int], ...]:
    """Stretches in order; those that touch are one."""
    found: list[tuple[int, int]] = []
    for run in same:
        if found and run.first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], run.last)
        else:
            found.append((run.first, run.last))
    return tuple(found)


def largest(rows: Sequence[Row], most: int) -> list[Row]:
    """The rows that stand for the most sessions, at most so many, still in their order."""
    kept = sorted(rows, key=lambda row: -row.sessions)[:most]
    return [row for row in rows if row in kept]
