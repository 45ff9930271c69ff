"""Groups of courses and their amounts, in words and as tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from markupsafe import Markup

from estimator.engine.model.case import FIELDS
from estimator.engine.model.money import Cents, euros
from estimator.lists.summary.before_after import Ends
from estimator.lists.summary.by_cell import ByCell
from estimator.locales import Words
from estimator.pages.blocks.html import labelled, table
from estimator.wording.amounts import cents_amount
from estimator.wording.columns import value_name
from estimator.wording.comparison import signed

Told = TypeVar("Told")
BIM, CONVENTIONED = "bim", "conventioned"


def group_name(words: Words, name: str, answer: str | bool) -> str:
    """The courses with an answer: Pathologie courante, Kiné conventionné, sans BIM."""
    if name == CONVENTIONED:
        return words("kind.conventioned" if answer else "kind.non_conventioned")
    if name == BIM:
        return words(f"summary.bim.{str(answer).lower()}")
    return value_name(words, FIELDS[name], answer)


def median_amount(words: Words, low: Cents | None, high: Cents | None) -> str:
    """The amount of the course in the middle, as a range while something is open."""
    return "" if low is None or high is None else cents_amount(words, low, high)


def difference_amount(words: Words, ends: Ends) -> str:
    """A difference with its sign, as a range while something is open."""
    low, high = (signed(words, euros(it)) for it in ends)
    return low if ends.least == ends.most else words("keep.from_to", low=low, high=high)


def told_apart(of: ByCell[Any], names: Sequence[str]) -> list[str]:
    """The answers that not all courses have alike: a table of one group says nothing new."""
    return [name for name in names if len(of.by[name]) > 1]


def groups_table(
    words: Words,
    name: str,
    columns: Sequence[str],
    groups: Mapping[str | bool, Told],
    cells: Callable[[Words, Told], Iterable[str]],
) -> Markup:
    """A row for each group of courses by an answer; `columns` are the keys of their heads."""
    head = [words("summary.group"), *map(words, columns)]
    rows = [
        [group_name(words, name, answer), *map(labelled, head[1:], cells(words, told))]
        for answer, told in groups.items()
    ]
    return table(words(f"summary.by.{name}"), head, rows, kind="scenarios labelled")
