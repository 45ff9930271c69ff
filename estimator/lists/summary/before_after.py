"""A list before and after a change of the rules."""

from typing import NamedTuple

from estimator.engine.model.money import Cents
from estimator.lists.summary.figures import Figures, ListFigures


class Ends(NamedTuple):
    """The least and the most that an amount may be, in cents."""

    least: Cents
    most: Cents


class Change(NamedTuple):
    """What a change of the rules does to some courses, in cents.

    `before`, `after`: what is left to pay. `more`: what patients pay more; they pay less where it
    is below zero. `insurer`: what is reimbursed more, as far as is known.
    """

    courses: int
    before: Ends
    after: Ends
    more: Ends
    insurer: Cents


def change_between(before: Figures, after: Figures) -> Change:
    """The change of some courses. What is open turns out the same way before and after: where a
    change settles it, each way is compared with what is settled."""
    ends = after.least - before.least, after.most - before.most
    return Change(
        before.courses,
        Ends(before.least, before.most),
        Ends(after.least, after.most),
        Ends(min(ends), max(ends)),
        after.totals.reimbursed - before.totals.reimbursed,
    )


def changes_by(before: ListFigures, after: ListFigures, name: str) -> dict[str | bool, Change]:
    """The changes by one of the answers that courses are told apart by."""
    now, then = before.by[name], after.by[name]
    return {answer: change_between(now[answer], then[answer]) for answer in now}
