"""What a person must look at before a table is taken in: each doubt with its line and code.

A remark changes no amount. Every other doubt keeps the edition from being written until its code
is named as settled; then M × coefficient holds, less the share of the class.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from estimator.editions.circular.headings import GROUPS, SETTINGS
from estimator.editions.circular.model import Entry, Printed, Value
from estimator.editions.known import Basis
from estimator.editions.similar_codes import is_travel
from estimator.engine.model.money import Cents, cents, euros
from estimator.engine.model.tariff_book import Code, Multiplier

SIX_PLACES = Decimal("0.000001")
#: New codes that a name alone doesn't settle.
UNTOLD = ("new_alone", "new_travel")
#: An index is believed when so many rows show it.
SHOWN_BY = 3


class State(StrEnum):
    """How much a doubt weighs."""

    OPEN = "open"
    SETTLED = "settled"
    REMARK = "remark"


class Doubt(NamedTuple):
    """Something that doesn't fit. The sentence is `circular.<reason>` with these values."""

    line: int
    code: str
    reason: str
    values: Mapping[str, Value]
    state: State = State.OPEN


def doubts_in(
    basis: Basis, entries: Sequence[Entry], settled: Collection[str]
) -> tuple[Doubt, ...]:
    """Every doubt of a table, in the order of its lines."""
    found = [*vanished(basis, entries), *came(basis, entries), *in_rows(basis, entries)]
    return tuple(sorted((weighed(doubt, settled) for doubt in found), key=lambda d: d[:3]))


def weighed(doubt: Doubt, settled: Collection[str]) -> Doubt:
    """A doubt as settled where its code is named; a meaning that nothing tells stays open."""
    named = doubt.code in settled and doubt.reason not in UNTOLD
    return doubt._replace(state=State.SETTLED) if named and doubt.state is State.OPEN else doubt


def vanished(basis: Basis, entries: Sequence[Entry]) -> Iterator[Doubt]:
    """Known codes without a row, at the line of the code that stands before them in the list."""
    lines = {entry.code: entry.row.line for entry in entries}
    line = 1
    for code in basis.known:
        if code not in lines:
            yield Doubt(line, code, "vanished", {})
        line = lines.get(code, line)


def came(basis: Basis, entries: Sequence[Entry]) -> Iterator[Doubt]:
    """New codes, with the known one that each is like."""
    for entry in entries:
        if entry.code in basis.likes:
            like = basis.likes[entry.code]
            alone = "new_travel" if is_travel(entry) else "new_alone"
            reason, values = ("new_like", {"like": like}) if like else (alone, {})
            yield Doubt(entry.row.line, entry.code, reason, values)


def in_rows(basis: Basis, entries: Sequence[Entry]) -> Iterator[Doubt]:
    """What doesn't fit on a row, for each of its codes."""
    is_lonely = lonely(entries, basis.earlier)
    for entry in entries:
        if known := basis.codes.get(entry.code):
            yield from out_of_place(entry, known)
            yield from fee_doubts(basis, entry, known)
            yield from reimbursement_doubts(basis, entry)
            if is_lonely(entry):
                values = {"multiplier": str(entry.row.multiplier)}
                yield Doubt(entry.row.line, entry.code, "multiplier", values)


def out_of_place(entry: Entry, known: Code) -> Iterator[Doubt]:
    """A row under another heading or in another column than the code's; another coefficient."""
    row = entry.row
    printed = SETTINGS[row.place.chapter], GROUPS[row.place.article], entry.patient
    if printed != (known.setting, known.group, known.patient):
        values = {"given": ", ".join(row.place), "setting": known.setting, "group": known.group}
        yield Doubt(row.line, entry.code, "place", values)
    if row.coefficient != known.coefficient:
        values = {"given": str(row.coefficient), "known": str(known.coefficient)}
        yield Doubt(row.line, entry.code, "coefficient", values)


def fee_doubts(basis: Basis, entry: Entry, known: Code) -> Iterator[Doubt]:
    """A fee that is not M × coefficient, a missing one, a star too many or too few."""
    row, made = entry.row, basis.price(entry).fee
    if row.starred != (known.service == "overrun"):
        yield Doubt(row.line, entry.code, "star" if row.starred else "no_star", {})
    elif row.fee is None and not row.starred:
        state = State.REMARK if borne_out(basis, entry) else State.OPEN
        yield Doubt(row.line, entry.code, "no_fee", {"made": euros(made)}, state)
    if row.fee is not None and cents(row.fee) != made:
        values = {"given": row.fee, "made": euros(made)}
        yield Doubt(row.line, entry.code, "fee", values)


def reimbursement_doubts(basis: Basis, entry: Entry) -> Iterator[Doubt]:
    """A reimbursement that is missing, or is not the fee less the share of the class."""
    for column, given, right in reimbursements(basis, entry):
        values: dict[str, Value] = {"column": column, "made": euros(right)}
        if given is None:
            yield Doubt(entry.row.line, entry.code, "no_reimbursement", values)
        elif cents(given) != right:
            yield Doubt(entry.row.line, entry.code, "reimbursement", {**values, "given": given})


def reimbursements(
    basis: Basis, entry: Entry
) -> tuple[tuple[str, Decimal | None, Cents], tuple[str, Decimal | None, Cents]]:
    """Both reimbursements: their column, what is printed, what it should be."""
    row, price = entry.row, basis.price(entry)
    return (
        ("bim", row.reimbursed_bim, price.reimbursed_bim),
        ("not_bim", row.reimbursed_not_bim, price.reimbursed_not_bim),
    )


def borne_out(basis: Basis, entry: Entry) -> bool:
    """Both printed reimbursements say the same fee as M × coefficient."""
    pairs = reimbursements(basis, entry)
    return all(given is not None and cents(given) == right for _, given, right in pairs)


def lonely(
    entries: Sequence[Entry], earlier: Iterable[Mapping[str, Multiplier]]
) -> Callable[[Entry], bool]:
    """Tells the rows whose multiplier nothing bears out, so that a slip in its last digits shows.

    A multiplier is borne out by another row with the same one and the same coefficient; by being
    fee ÷ coefficient, where no row of the same fee and coefficient has another one; or by being
    an earlier one raised by an index that several rows show, where at most one row has another.
    """
    rows = {entry.row.line: entry.row for entry in entries}.values()
    together = Counter((row.multiplier, row.coefficient) for row in rows)
    alike = Counter((made_fee(row), row.coefficient) for row in rows)
    indexes = [(last, index) for last in earlier for index in indexes_shown(entries, last)]

    def is_lonely(entry: Entry) -> bool:
        row, code = entry.row, entry.code
        if together[row.multiplier, row.coefficient] > 1:
            return False
        others = alike[made_fee(row), row.coefficient] - 1
        if others == 0 and row.multiplier == own(row):
            return False
        made = (raised(last[code].multiplier, index) for last, index in indexes if code in last)
        return others > 1 or row.multiplier not in made

    return is_lonely


def indexes_shown(entries: Iterable[Entry], last: Mapping[str, Multiplier]) -> list[Decimal]:
    """By what earlier multipliers are raised, to four decimals, where several rows agree."""
    ratios = Counter(
        (entry.row.multiplier / last[entry.code].multiplier).quantize(Decimal("0.0001"))
        for entry in entries
        if entry.code in last and last[entry.code].multiplier
    )
    return [ratio for ratio, count in ratios.items() if count >= SHOWN_BY]


def made_fee(row: Printed) -> Decimal:
    """M × coefficient of a row."""
    return euros(cents(row.multiplier * row.coefficient))


def own(row: Printed) -> Decimal | None:
    """The multiplier that the fee of a row says: fee ÷ coefficient, six decimals."""
    if not row.coefficient:
        return None
    return (made_fee(row) / row.coefficient).quantize(SIX_PLACES, ROUND_HALF_UP)


def raised(multiplier: Decimal, factor: Decimal) -> Decimal:
    """A multiplier raised by an index, half up to six decimals: 1.25 by 1.0268 is 1.283500."""
    return (multiplier * factor).quantize(SIX_PLACES, ROUND_HALF_UP)
