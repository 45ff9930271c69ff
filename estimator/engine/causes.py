"""The usual causes of a wrong reimbursement, each tried on a line of a receipt."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from estimator.engine.errors import TariffGap
from estimator.engine.result import Value
from estimator.engine.tariffs import Code, TariffBook, in_force
from estimator.engine.unit_prices import unit_price
from estimator.engine.ways import Line, Patient, Way, expected_way, gives_back, is_palliative

OVERRUN, SESSION = "overrun", "session"


class Cause(NamedTuple):
    """A usual mistake, and the values that its sentence (`check.cause.<id>`) names."""

    id: str
    values: Mapping[str, Value]


Trial = tuple[Cause, Way]


def causes(book: TariffBook, patient: Patient, line: Line) -> Iterator[Cause]:
    """The causes that give what was received to the cent; none where nothing explains it."""
    for cause, way in trials(book, patient, line):
        if fits(book, way, line):
            yield cause
    if travel_included(book, patient, line):
        yield Cause("travel_included", {})
    if is_capped(book, line):
        yield Cause("capped", {"sessions": sessions_a_year(book, line)})


def fits(book: TariffBook, way: Way, line: Line) -> bool:
    """Whether a way of counting gives what was received; where the tariff is silent it doesn't."""
    try:
        return gives_back(book, way, line.paid) == line.received
    except TariffGap:
        return False


def trials(book: TariffBook, patient: Patient, line: Line) -> Iterator[Trial]:
    """Every way of counting a line with one mistake in it."""
    yield other_status(book, patient, line)
    yield other_bim(book, patient, line)
    yield from other_reduction(book, patient, line)
    yield from other_range(book, patient, line)
    yield from other_editions(book, patient, line)


def other_status(book: TariffBook, patient: Patient, line: Line) -> Trial:
    """The kiné was counted as conventioned, or as not."""
    other = patient._replace(conventioned=not patient.conventioned)
    name = "counted_conventioned" if other.conventioned else "counted_not_conventioned"
    return Cause(name, {}), expected_way(book, other, line)


def other_bim(book: TariffBook, patient: Patient, line: Line) -> Trial:
    """Increased reimbursement was forgotten, or given."""
    other = patient._replace(bim=not patient.bim)
    name = "bim_applied" if other.bim else "bim_not_applied"
    return Cause(name, {}), expected_way(book, other, line)


def other_reduction(book: TariffBook, patient: Patient, line: Line) -> Iterator[Trial]:
    """The reduction at a non-conventioned kiné was forgotten, or taken where there is none."""
    way = expected_way(book, patient, line)
    that_day = in_force(book.reductions, line.day, "reduction")
    if way.percent:
        named: dict[str, Value] = {"percent": way.percent, "first_day": that_day.first_day}
        yield Cause("reduction_missing", named), way._replace(percent=0)
        return
    protected = patient.bim or is_palliative(book, line)
    for percent in sorted({each.percent for each in book.reductions.values()} - {0}):
        if protected or percent != that_day.percent:
            name = "reduction_protected" if protected else "reduction_off"
            yield Cause(name, {"percent": percent}), way._replace(percent=percent)


def other_range(book: TariffBook, patient: Patient, line: Line) -> Iterator[Trial]:
    """The session was counted as one past the normal number, or as a normal one."""
    way = expected_way(book, patient, line)
    code = book.code(line.code, line.day)
    if code.ceiling_code:
        named = {"code": code.ceiling_code}
        yield Cause("overrun_not_counted", named), way._replace(code=code.ceiling_code)
    elif code.service == SESSION:
        for starred in book.nomenclature(line.day).serving(code.setting, code.group, OVERRUN):
            yield Cause("overrun_counted", {"code": starred.code}), way._replace(code=starred.code)


def other_editions(book: TariffBook, patient: Patient, line: Line) -> Iterator[Trial]:
    """Another tariff was used than that of the day."""
    way = expected_way(book, patient, line)
    own = in_force(book.editions, line.day, "edition").first_day
    for first_day in sorted(book.editions):
        if first_day != own:
            cause = Cause("other_edition", {"first_day": first_day})
            yield cause, way._replace(priced_on=first_day)


def travel_included(book: TariffBook, patient: Patient, line: Line) -> bool:
    """The travel indemnity of a session at home came back in the same amount."""
    code = book.code(line.code, line.day)
    travel = book.travel_code_of.get(code.group)
    if code.setting != "home" or not travel:
        return False
    more = unit_price(book, travel, line.day, bim=patient.bim).reimbursed
    way = expected_way(book, patient, line)
    return more > 0 and gives_back(book, way, line.paid) + more == line.received


def is_capped(book: TariffBook, line: Line) -> bool:
    """Nothing came back for a session that has a yearly cap."""
    code = book.code(line.code, line.day)
    return line.received == 0 and has_cap(book, code)


def has_cap(book: TariffBook, code: Code) -> bool:
    """Whether sessions of this kind are reimbursed a limited number of times a year."""
    return code.service in (SESSION, OVERRUN) and ("overrun_cap", code.group) in book.limits


def sessions_a_year(book: TariffBook, line: Line) -> int:
    """How many sessions a year are reimbursed at all."""
    group = book.code(line.code, line.day).group
    limits = (book.limit(name, group, line.day) for name in ("normal_sessions", "overrun_cap"))
    return sum(limit.value for limit in limits)
