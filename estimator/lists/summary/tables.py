"""The figures of a list as a table to write into a file.

Names and values are those of the contract. `group` says by what the courses of a row are told apart
(`all`: not at all, `each`: by everything), so that no sum takes in a course twice.
"""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from estimator.engine.model.money import Cents, euros
from estimator.lists.summary.before_after import Change, ListChanges
from estimator.lists.summary.by_cell import BY, ByCell
from estimator.lists.summary.figures import Figures, ListFigures
from estimator.lists.values.columns_written import EUROS, TEXT

ALL, EACH = "all", "each"
COUNTS = ("courses", "presumed", "compared", "surely_less", "maybe_less")
"""Columns of numbers of courses."""
Row = dict[str, Any]


def figures_table(figures: ListFigures) -> pa.Table:
    """The figures of a list: a row for all courses, for those of each answer, and for each cell."""
    return table_of([told | columns_of(of) for told, of in groups(figures)])


def changes_table(changes: ListChanges) -> pa.Table:
    """The same of a list before and after a change of the rules."""
    return table_of([told | change_columns(of) for told, of in groups(changes)])


def groups(of: ByCell[Any]) -> Iterator[tuple[dict[str, str], Any]]:
    """Every group of courses that has some: what tells them apart, and what there is of them."""
    yield {"group": ALL}, of.whole
    for name in BY:
        for answer, found in of.by[name].items():
            yield {"group": name, name: written(answer)}, found
    for cell, found in of.cells.items():
        yield {"group": EACH, **{name: written(it) for name, it in cell._asdict().items()}}, found


def written(answer: str | bool) -> str:
    """An answer as the contract has it."""
    return str(answer).lower() if isinstance(answer, bool) else answer


def columns_of(of: Figures) -> Row:
    """The figures of some courses."""
    there = of.at_conventioned
    return {
        "courses": of.courses,
        **{name: euros(it) for name, it in of.totals._asdict().items()},
        "patient_low": euros(of.least),
        "patient_high": euros(of.most),
        "median": euros_or_none(of.left.median),
        "median_low": euros_or_none(of.left_least.median),
        "median_high": euros_or_none(of.left_most.median),
        "presumed": of.presumed,
        "compared": there.courses,
        "surely_less": there.surely,
        "maybe_less": there.maybe,
        "less_low": euros(there.least),
        "less_high": euros(there.most),
    }


def change_columns(change: Change) -> Row:
    """A change of the rules for some courses."""
    return {
        "courses": change.courses,
        "before_low": euros(change.before.least),
        "before_high": euros(change.before.most),
        "after_low": euros(change.after.least),
        "after_high": euros(change.after.most),
        "more_low": euros(change.more.least),
        "more_high": euros(change.more.most),
        "reimbursed_more": euros(change.insurer),
    }


def euros_or_none(amount: Cents | None) -> Any:
    """An amount in euros, if there is one."""
    return None if amount is None else euros(amount)


def table_of(rows: list[Row]) -> pa.Table:
    """Rows as a table: texts, numbers of courses, euros."""
    texts = ("group", *BY)
    names = (*texts, *(name for name in rows[0] if name not in texts))
    kinds = dict.fromkeys(texts, TEXT) | {name: pa.int64() for name in COUNTS}
    schema = pa.schema([(name, kinds.get(name, EUROS)) for name in names])
    return pa.Table.from_pylist(rows, schema)
