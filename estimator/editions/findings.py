"""What a person must look at before a circular becomes an edition, with line and code.

A remark changes no amount. Any other finding keeps the edition from being written until a person
names its code as settled; then M × coefficient holds, less the share of the class.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from estimator.editions.circular.headings import GROUPS, SETTINGS
from estimator.editions.circular.model import Entry, Printed, Value
from estimator.editions.known import KnownTariff
from estimator.editions.similar_codes import is_travel
from estimator.engine.model.money import Cents, cents, euros
from estimator.engine.model.tariff_book import Code, Multiplier

SIX_PLACES = Decimal("0.000001")
#: Findings about new codes, which naming the code alone does not settle.
NEEDS_A_MEANING = ("new_alone", "new_travel")
#: How many rows must agree before their ratio counts as an index.
COMMON_FROM = 3


class State(StrEnum):
    """What a finding prevents."""

    OPEN = "open"
    SETTLED = "settled"
    REMARK = "remark"


class Finding(NamedTuple):
    """Something on a row that doesn't fit; its sentence is `circular.<reason>` with `values`."""

    line: int
    code: str
    reason: str
    values: Mapping[str, Value]
    state: State = State.OPEN


def findings_in(
    tariff: KnownTariff, entries: Sequence[Entry], settled: Collection[str]
) -> tuple[Finding, ...]:
    """Every finding about a table, in the order of its lines."""
    found = [*vanished(tariff, entries), *arrived(tariff, entries), *in_rows(tariff, entries)]
    return tuple(sorted((weighed(finding, settled) for finding in found), key=lambda d: d[:3]))


def weighed(finding: Finding, settled: Collection[str]) -> Finding:
    """The finding, settled if a person named its code; a code without a meaning stays open."""
    named = finding.code in settled and finding.reason not in NEEDS_A_MEANING
    return (
        finding._replace(state=State.SETTLED) if named and finding.state is State.OPEN else finding
    )


def vanished(tariff: KnownTariff, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Known codes without a row, reported at the line of the known code before them."""
    lines = {entry.code: entry.row.line for entry in entries}
    line = 1
    for code in tariff.known:
        if code not in lines:
            yield Finding(line, code, "vanished", {})
        line = lines.get(code, line)


def arrived(tariff: KnownTariff, entries: Sequence[Entry]) -> Iterator[Finding]:
    """New codes, with the known code that each resembles."""
    for entry in entries:
        if entry.code in tariff.similar:
            match = tariff.similar[entry.code]
            alone = "new_travel" if is_travel(entry) else "new_alone"
            reason, values = ("new_like", {"like": match}) if match else (alone, {})
            yield Finding(entry.row.line, entry.code, reason, values)


def in_rows(tariff: KnownTariff, entries: Sequence[Entry]) -> Iterator[Finding]:
    """What doesn't fit on the row of each code."""
    is_unconfirmed = unconfirmed(entries, tariff.earlier)
    for entry in entries:
        if known := tariff.codes.get(entry.code):
            yield from out_of_place(entry, known)
            yield from fee_findings(tariff, entry, known)
            yield from reimbursement_findings(tariff, entry)
            if is_unconfirmed(entry):
                values = {"multiplier": str(entry.row.multiplier)}
                yield Finding(entry.row.line, entry.code, "multiplier", values)


def out_of_place(entry: Entry, known: Code) -> Iterator[Finding]:
    """A row under another heading or in another column than the code's; another coefficient."""
    row = entry.row
    printed = SETTINGS[row.place.chapter], GROUPS[row.place.article], entry.patient
    if printed != (known.setting, known.group, known.patient):
        values = {"given": ", ".join(row.place), "setting": known.setting, "group": known.group}
        yield Finding(row.line, entry.code, "place", values)
    if row.coefficient != known.coefficient:
        values = {"given": str(row.coefficient), "known": str(known.coefficient)}
        yield Finding(row.line, entry.code, "coefficient", values)


def fee_findings(tariff: KnownTariff, entry: Entry, known: Code) -> Iterator[Finding]:
    """A fee that is missing or not M × coefficient, a star too many or too few."""
    row, made = entry.row, tariff.price(entry).fee
    if row.starred != (known.service == "overrun"):
        yield Finding(row.line, entry.code, "star" if row.starred else "no_star", {})
    elif row.fee is None and not row.starred:
        state = State.REMARK if fee_confirmed(tariff, entry) else State.OPEN
        yield Finding(row.line, entry.code, "no_fee", {"made": euros(made)}, state)
    if row.fee is not None and cents(row.fee) != made:
        values = {"given": row.fee, "made": euros(made)}
        yield Finding(row.line, entry.code, "fee", values)


def reimbursement_findings(tariff: KnownTariff, entry: Entry) -> Iterator[Finding]:
    """A reimbursement that is missing, or not the fee less the share of its class."""
    for column, given, right in reimbursements(tariff, entry):
        values: dict[str, Value] = {"column": column, "made": euros(right)}
        if given is None:
            yield Finding(entry.row.line, entry.code, "no_reimbursement", values)
        elif cents(given) != right:
            yield Finding(entry.row.line, entry.code, "reimbursement", {**values, "given": given})


def reimbursements(
    tariff: KnownTariff, entry: Entry
) -> tuple[tuple[str, Decimal | None, Cents], tuple[str, Decimal | None, Cents]]:
    """Both reimbursements: their column, what is printed, what it should be."""
    row, price = entry.row, tariff.price(entry)
    return (
        ("bim", row.reimbursed_bim, price.reimbursed_bim),
        ("not_bim", row.reimbursed_not_bim, price.reimbursed_not_bim),
    )


def fee_confirmed(tariff: KnownTariff, entry: Entry) -> bool:
    """Whether both printed reimbursements confirm the fee M × coefficient."""
    pairs = reimbursements(tariff, entry)
    return all(given is not None and cents(given) == right for _, given, right in pairs)


def unconfirmed(
    entries: Sequence[Entry], earlier: Iterable[Mapping[str, Multiplier]]
) -> Callable[[Entry], bool]:
    """A test for entries whose multiplier nothing confirms, to find a slip in its last digits.

    Confirmed is a multiplier that another row has with the same coefficient; that is fee ÷
    coefficient, if no row with that fee and coefficient has another multiplier; or that is an
    earlier one raised by an index that several rows show, if at most one row has another.
    """
    rows = {entry.row.line: entry.row for entry in entries}.values()
    same_multiplier = Counter((row.multiplier, row.coefficient) for row in rows)
    same_fee = Counter((made_fee(row), row.coefficient) for row in rows)
    indexes = [(last, index) for last in earlier for index in common_indexes(entries, last)]

    def is_unconfirmed(entry: Entry) -> bool:
        row, code = entry.row, entry.code
        if same_multiplier[row.multiplier, row.coefficient] > 1:
            return False
        others = same_fee[made_fee(row), row.coefficient] - 1
        if others == 0 and row.multiplier == own(row):
            return False
        made = (raised(last[code].multiplier, index) for last, index in indexes if code in last)
        return others > 1 or row.multiplier not in made

    return is_unconfirmed


def common_indexes(entries: Iterable[Entry], last: Mapping[str, Multiplier]) -> list[Decimal]:
    """The factors, to four decimals, by which several rows raise an earlier multiplier."""
    ratios = Counter(
        (entry.row.multiplier / last[entry.code].multiplier).quantize(Decimal("0.0001"))
        for entry in entries
        if entry.code in last and last[entry.code].multiplier
    )
    return [ratio for ratio, count in ratios.items() if count >= COMMON_FROM]


def made_fee(row: Printed) -> Decimal:
    """M × coefficient of a row."""
    return euros(cents(row.multiplier * row.coefficient))


def own(row: Printed) -> Decimal | None:
    """The multiplier that follows from the fee of a row: fee ÷ coefficient, six decimals."""
    if not row.coefficient:
        return None
    return (made_fee(row) / row.coefficient).quantize(SIX_PLACES, ROUND_HALF_UP)


def raised(multiplier: Decimal, factor: Decimal) -> Decimal:
    """A multiplier raised by an index, half up to six decimals: 1.25 by 1.0268 is 1.283500."""
    return (multiplier * factor).quantize(SIX_PLACES, ROUND_HALF_UP)
