"""The fees of NomenSoft as its files tell them, and the faults that make these unreadable."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from estimator.engine.model.errors import EstimatorError

Value = str | int | Decimal | date


class Kind(IntEnum):
    """The kinds of fee that we can name, by their number; a share is the patient's fixed share."""

    FEE = 0
    REIMBURSED_BIM = 1300
    REIMBURSED = 1600
    SHARE_BIM = 3300
    SHARE = 3600

    @property
    def id(self) -> str:
        """The name in documents and catalogues."""
        return self.name.lower()


class PeriodFee(NamedTuple):
    """One kind of fee of one code in one period, with the file and line that tell it.

    `last_day` is None while the period is open; `document` is the circular, empty where the file
    doesn't tell it.
    """

    file: str
    line: int
    code: str
    kind: int
    first_day: date
    last_day: date | None
    fee: Decimal
    document: str

    def holds_on(self, day: date) -> bool:
        """Whether the period includes a day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class KindName(NamedTuple):
    """What the files themselves call a kind of fee."""

    fr: str
    nl: str


class Reading(NamedTuple):
    """What some files tell: the fees, what they call each kind, and how many codes of other
    professions were passed over."""

    fees: Sequence[PeriodFee]
    kinds: Mapping[int, KindName]
    others: int


class XmlFault(NamedTuple):
    """What makes files unusable. The sentence is `nomensoft.fault.<reason>` with these values."""

    file: str
    line: int
    reason: str
    values: Mapping[str, Value] = {}


class UnreadableNomenSoft(EstimatorError):
    """Files that can't be used as NomenSoft's: every fault with its file and line."""

    def __init__(self, faults: Sequence[XmlFault]) -> None:
        super().__init__("; ".join(f"{it.file}:{it.line}: {it.reason}" for it in faults))
        self.faults = tuple(faults)


def unreadable(file: str, line: int, reason: str, **values: Value) -> UnreadableNomenSoft:
    """The error for one fault."""
    return UnreadableNomenSoft([XmlFault(file, line, reason, values)])
