"""What is billed, in few rows: sessions that cost the same share one row."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from estimator.engine.model.result import Item
from estimator.engine.progress import ItemRun, item_runs
from estimator.locales import Words

#: A row with more stretches of sessions than these gives only their number and both ends.
MOST_STRETCHES = 4


class Row(NamedTuple):
    """Stretches of sessions with the same code and amounts, and one of their items."""

    item: Item
    stretches: tuple[tuple[int, int], ...]

    @property
    def sessions(self) -> int:
        """How many sessions the row covers."""
        return sum(last - first + 1 for first, last in self.stretches)


def rows_of(items: Iterable[Item]) -> list[Row]:
    """All rows, in the order in which they begin."""
    found: dict[tuple[object, ...], list[ItemRun]] = {}
    for run in item_runs(items):
        item = run.item
        key = item.code, item.charged, item.reimbursed, item.patient
        found.setdefault(key, []).append(run)
    return [Row(same[0].item, joined(same)) for same in found.values()]


def joined(same: Iterable[ItemRun]) -> tuple[tuple[int, int], ...]:
    """Stretches in order; adjacent ones become one."""
    found: list[tuple[int, int]] = []
    for run in same:
        if found and run.first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], run.last)
        else:
            found.append((run.first, run.last))
    return tuple(found)


def largest(rows: Sequence[Row], most: int) -> list[Row]:
    """The rows that cover the most sessions, at most `most` of them, in their order."""
    kept = sorted(rows, key=lambda row: -row.sessions)[:most]
    return [row for row in rows if row in kept]


def sessions_of(words: Words, row: Row) -> str:
    """The sessions of a row: 1, 3–5."""
    if len(row.stretches) > MOST_STRETCHES:
        first, last = row.stretches[0][0], row.stretches[-1][1]
        return words("keep.spread", n=row.sessions, first=first, last=last)
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in row.stretches)


def service_name(words: Words, service: str, code: str) -> str:
    """A service with its code."""
    return words("items.code", service=words(f"service.{service}"), code=code)
