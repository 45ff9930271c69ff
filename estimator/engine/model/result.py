"""The result of an estimate: items, totals, notices, sources."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.case import Case
from estimator.engine.model.tariff_book import Source

Value = Decimal | datetime.date | int | str


class Item(NamedTuple):
    """One billed code. Amounts in euros, exact to the cent:
    patient = charged − reimbursed = copayment + reduction + supplement.

    `status` is that of the least sure value behind the amounts (`tariff_book.STATUSES`).
    """

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
    status: str


class Totals(NamedTuple):
    """The six amounts summed over all items, in euros."""

    charged: Decimal
    reimbursed: Decimal
    copayment: Decimal
    reduction: Decimal
    supplement: Decimal
    patient: Decimal


#: The open question that the person can settle: what a kiné who is bound by official fees asks for
#: an overrun session. The others are those of `open_questions.csv`.
OVERRUN_FEE = "overrun_fee"
#: The ends of what the patient may pay, as columns of a table.
RANGE = ("patient_low", "patient_high")


class Range(NamedTuple):
    """The least and the most that a course may cost while a rule, or the fee of an overrun session,
    is open."""

    low: Totals
    high: Totals


class Notice(NamedTuple):
    """A fact about an estimate; its sentence is `notice.<id>` in the catalogues, with `values`."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Result:
    """What a course costs, item by item; `case` has its defaults filled in.

    `agreements`: the types of the electronic agreement that the kiné may have to ask the insurer
    for; one where the answers tell which.
    `status` is that of the least sure item. `range` is None unless the amounts depend on something
    open; `open_questions` holds the ids of the open questions, and `totals` then assumes that rules
    stay as they are, and that an overrun session costs the ceiling. `readings` has the items of
    both ends of the range, or just the items where there is none.
    """

    case: Case
    agreements: tuple[str, ...]
    items: tuple[Item, ...]
    totals: Totals
    notices: tuple[Notice, ...]
    sources: tuple[Source, ...]
    status: str
    range: Range | None
    open_questions: tuple[str, ...]
    readings: tuple[tuple[Item, ...], ...]

    @property
    def least(self) -> Totals:
        """The totals if what is open turns out best for the patient."""
        return self.range.low if self.range else self.totals

    @property
    def most(self) -> Totals:
        """The totals if it turns out worst."""
        return self.range.high if self.range else self.totals


class Comparison(NamedTuple):
    """The same course at both kinds of kiné."""

    conventioned: Result
    non_conventioned: Result

    @property
    def difference(self) -> Decimal:
        """What the non-conventioned kiné costs the patient more, in euros."""
        return self.non_conventioned.totals.patient - self.conventioned.totals.patient
