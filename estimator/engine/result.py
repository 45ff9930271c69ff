"""The result of an estimate: items, totals, notices, sources."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.case import Case
from estimator.engine.tariffs import Source

Value = Decimal | datetime.date | int | str


class Item(NamedTuple):
    """One billed code. Amounts in euros, exact to the cent:
    patient = charged − reimbursed = copayment + reduction + supplement."""

    session: int
    date: datetime.date
    edition: datetime.date
    code: str
    service: str
    official_fee: Decimal
    charged: Decimal
    reimbursed: Decimal
    copayment: Decimal
    reduction: Decimal
    supplement: Decimal
    patient: Decimal


class Totals(NamedTuple):
    """The six amounts summed over all items, in euros."""

    charged: Decimal
    reimbursed: Decimal
    copayment: Decimal
    reduction: Decimal
    supplement: Decimal
    patient: Decimal


class Notice(NamedTuple):
    """A fact to tell: `notice.<id>` in the catalogues, and the values that its sentence names."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Result:
    """What a course costs: the case with its defaults filled in, and every euro of it."""

    case: Case
    items: tuple[Item, ...]
    totals: Totals
    notices: tuple[Notice, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same course at both kinds of kiné; `difference` is what the second costs more."""

    conventioned: Result
    non_conventioned: Result
    difference: Decimal
