"""What NomenSoft says a code costs on a day: its fee, and what each patient gets back and keeps."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from estimator.editions.nomensoft.model import (
    Kind,
    PeriodFee,
    Reading,
    UnreadableNomenSoft,
    Value,
    XmlFault,
)
from estimator.engine.model.money import Cents, cents, euros

#: The reimbursement and the share of each kind of patient; they add up to the fee.
PARTS = ((Kind.REIMBURSED_BIM, Kind.SHARE_BIM), (Kind.REIMBURSED, Kind.SHARE))


class OfficialFee(NamedTuple):
    """The amounts of a code on a day, in cents, by kind; `rows` has the row of each that is told.

    `amounts` also holds what the others add up to: the fee of a starred code, which is only a base
    of reimbursement, and a share or a reimbursement that isn't told.
    """

    code: str
    amounts: Mapping[Kind, Cents]
    rows: Mapping[Kind, PeriodFee]

    @property
    def any_row(self) -> PeriodFee:
        """The row to name when the code is meant."""
        return self.rows[min(self.rows)]

    @property
    def missing(self) -> list[Kind]:
        """The kinds that neither a row nor the others tell."""
        return [kind for kind in Kind if kind not in self.amounts]

    def fault(self, reason: str, of: Kind = Kind.FEE, **values: Value) -> XmlFault:
        """A fault at the row of a kind, if there is one."""
        row = self.rows.get(of, self.any_row)
        return XmlFault(row.file, row.line, reason, {"code": self.code, **values})


def fees_on(reading: Reading, day: date) -> dict[str, OfficialFee]:
    """The amounts of each code that day, from the kinds that we can name.

    Raises `UnreadableNomenSoft` for two amounts on one day, and for a fee that is not reimbursement
    plus share.
    """
    faults: list[XmlFault] = []
    rows: dict[str, dict[Kind, PeriodFee]] = {}
    for row in named_on(reading, day):
        first = rows.setdefault(row.code, {}).setdefault(Kind(row.kind), row)
        if first.fee != row.fee:
            faults.append(two_amounts(first, row, day))
    found = {code: official_fee_of(code, of) for code, of in rows.items()}
    faults += (fault for fee in found.values() for fault in unequal(fee))
    if faults:
        raise UnreadableNomenSoft(faults)
    return found


def two_amounts(first: PeriodFee, row: PeriodFee, day: date) -> XmlFault:
    """The fault of a row that tells another amount than an earlier one."""
    values: dict[str, Value] = {"code": row.code, "day": day}
    values |= {"file": first.file, "first": first.line}
    return XmlFault(row.file, row.line, "two_amounts", values)


def named_on(reading: Reading, day: date) -> Iterator[PeriodFee]:
    """The rows in force that day whose kind we can name."""
    return (row for row in reading.fees if row.kind in [*Kind] and row.holds_on(day))


def official_fee_of(code: str, rows: Mapping[Kind, PeriodFee]) -> OfficialFee:
    """The amounts that the rows tell, and those that they add up to."""
    amounts = {kind: cents(row.fee) for kind, row in rows.items()}
    for parts in PARTS:
        if all(part in amounts for part in parts):
            amounts.setdefault(Kind.FEE, sum(amounts[part] for part in parts))
    for one, other in (*PARTS, *(parts[::-1] for parts in PARTS)):
        if Kind.FEE in amounts and one in amounts and amounts[one] <= amounts[Kind.FEE]:
            amounts.setdefault(other, amounts[Kind.FEE] - amounts[one])
    return OfficialFee(code, amounts, rows)


def unequal(fee: OfficialFee) -> Iterator[XmlFault]:
    """Each kind of patient whose reimbursement and share don't add up to the fee."""
    for parts in PARTS:
        if all(part in fee.amounts for part in parts):
            made = sum(fee.amounts[part] for part in parts)
            if made != fee.amounts[Kind.FEE]:
                kind = Kind.FEE if Kind.FEE in fee.rows else parts[0]
                given = {"fee": fee.amounts[Kind.FEE], "made": made}
                given |= {"reimbursed": fee.amounts[parts[0]], "share": fee.amounts[parts[1]]}
                yield fee.fault("sum", kind, **{name: euros(it) for name, it in given.items()})


def later_days(reading: Reading, after: date, before: date | None) -> dict[date, int]:
    """The days on which fees of known kinds begin after one day and before another, and for how
    many codes."""
    codes: dict[date, set[str]] = {}
    for row in reading.fees:
        begins_between = after < row.first_day and (before is None or row.first_day < before)
        if row.kind in [*Kind] and begins_between:
            codes.setdefault(row.first_day, set()).add(row.code)
    return {day: len(of) for day, of in sorted(codes.items())}


def unnamed_kinds(fees: Iterable[PeriodFee]) -> dict[int, int]:
    """The kinds that we can't name, and how many rows have them: kept, and used in no amount."""
    found: dict[int, int] = {}
    for row in fees:
        if row.kind not in [*Kind]:
            found[row.kind] = found.get(row.kind, 0) + 1
    return dict(sorted(found.items()))
