"""The amounts that a circular prints, as a golden file: what the engine must reproduce.

A cell that a person settled against the circular stays empty, like a missing one.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from estimator.editions.circular.model import Entry
from estimator.editions.known import Basis, Price
from estimator.editions.rows import file_text
from estimator.engine.model.money import Cents, cents

HEADER = (
    "chapter",
    "article",
    "multiplier",
    "code_ambulatory",
    "code_hospitalised",
    "coefficient",
    "fee",
    "reimbursed_bim",
    "reimbursed_not_bim",
)


def golden_text(basis: Basis, entries: Sequence[Entry]) -> str:
    """The golden file of a table, in the order of the document."""
    priced = {entry.row.line: (entry, basis.price(entry)) for entry in entries}
    return file_text(HEADER, (golden_row(basis, *of) for of in priced.values()))


def golden_row(basis: Basis, entry: Entry, price: Price) -> Iterable[object]:
    """A row of the circular."""
    row = entry.row
    return (
        *row.place,
        row.multiplier,
        row.ambulatory,
        row.hospitalised,
        basis.coefficient(entry),
        "*" if row.starred else agreed(row.fee, price.fee),
        agreed(row.reimbursed_bim, price.reimbursed_bim),
        agreed(row.reimbursed_not_bim, price.reimbursed_not_bim),
    )


def agreed(given: Decimal | None, right: Cents) -> Decimal | None:
    """A printed amount, if it is the right one."""
    return given if given is not None and cents(given) == right else None
