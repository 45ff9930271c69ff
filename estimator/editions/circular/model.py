"""The lines, places and rows of a circular, and the faults that make it unreadable."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.errors import EstimatorError

Value = str | int | Decimal


class Line(NamedTuple):
    """A line of the text, or a row of the sheet, in cells. `number` counts from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """The line as one text."""
        return " ".join(filter(None, self.cells))


class Place(NamedTuple):
    """The headings above a row; empty before the first ones."""

    chapter: str = ""
    article: str = ""


class Printed(NamedTuple):
    """A row of the table as it is printed; None where a cell is empty."""

    line: int
    place: Place
    multiplier: Decimal
    ambulatory: str | None
    hospitalised: str | None
    coefficient: Decimal
    fee: Decimal | None
    starred: bool
    reimbursed_bim: Decimal | None
    reimbursed_not_bim: Decimal | None


class Entry(NamedTuple):
    """One code and its row; a row may hold a pair of codes."""

    code: str
    patient: str
    row: Printed


class Fault(NamedTuple):
    """What makes a circular unreadable. The sentence is `circular.<reason>` with these values."""

    line: int
    reason: str
    values: Mapping[str, Value] = {}


class UnreadableCircular(EstimatorError):
    """A file that can't be read as the circular's table: every fault with its line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.line}: {fault.reason}" for fault in faults))
        self.faults = tuple(faults)


def entries_of(rows: Iterable[Printed]) -> Iterator[Entry]:
    """Each code with its row, in the order of the document."""
    for row in rows:
        if row.ambulatory:
            yield Entry(row.ambulatory, "ambulatory", row)
        if row.hospitalised:
            yield Entry(row.hospitalised, "hospitalised", row)
