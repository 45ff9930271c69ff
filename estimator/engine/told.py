"""The values that the sentence of a notice names: which session, which day, how much."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from estimator.engine.case import Case
from estimator.engine.result import Item, Notice, Value
from estimator.engine.sheet import EXTRAS, OVERRUN
from estimator.engine.tariffs import TariffBook, in_force

Values = dict[str, Value]


class Told(NamedTuple):
    """An estimate to tell about: the case, and the items of its sessions without the extras.

    `capped_from` is the first session (from 0) past the cap; their number where there is none.
    """

    case: Case
    sessions: Sequence[Item]
    book: TariffBook
    capped_from: int


def told(
    ids: Iterable[str], case: Case, items: Iterable[Item], book: TariffBook, capped_from: int
) -> tuple[Notice, ...]:
    """The notices with the values that their sentences name."""
    sessions = [item for item in items if item.service not in EXTRAS]
    of = Told(case, sessions, book, capped_from)
    return tuple(Notice(name, VALUES[name](of) if name in VALUES else {}) for name in ids)


def place(item: Item) -> Values:
    """Where in the course something happens."""
    return {"session": item.session, "date": item.date}


def overrun(of: Told) -> Values:
    """The cliff: from how much to how much the share of one session jumps, and when."""
    steps = pairwise(of.sessions)
    before, after = next(
        step for step in steps if step[0].service != OVERRUN and step[1].service == OVERRUN
    )
    return place(after) | {"before": before.patient, "after": after.patient}


def overrun_at_once(of: Told) -> Values:
    """The course begins past the limit."""
    return {"after": of.sessions[0].patient}


def capped(of: Told) -> Values:
    """From which session on nothing is reimbursed at all."""
    first = of.sessions[of.capped_from]
    return place(first) | {"after": first.patient}


def new_year(of: Told) -> Values:
    """The first session of the next calendar year, among those that are ranked by year."""

    def ranked(item: Item) -> bool:
        return of.book.code(item.code, item.date).group in ("current", "fb")

    first = next(filter(ranked, of.sessions))
    later = (item for item in of.sessions if item.date.year > first.date.year)
    return place(next(filter(ranked, later)))


def tariff_change(of: Told) -> Values:
    """The first session under another edition."""
    edition = of.sessions[0].edition
    return place(next(item for item in of.sessions if item.edition != edition))


def reduction(of: Told) -> Values:
    """By how many percent the reimbursement falls."""
    percents = (in_force(of.book.reductions, item.date).percent for item in of.sessions)
    return {"percent": next(percent for percent in percents if percent)}


def reduction_change(of: Told) -> Values:
    """The first session under another reduction, and how many percent it is then."""
    percents = [in_force(of.book.reductions, item.date).percent for item in of.sessions]
    at = next(n for n, percent in enumerate(percents) if percent != percents[0])
    return place(of.sessions[at]) | {"percent": percents[at], "before": percents[0]}


def counted_as_current(of: Told) -> Values:
    """The first session that is priced as current."""
    groups = ((of.book.code(item.code, item.date).group, item) for item in of.sessions)
    return place(next(item for group, item in groups if group == "current"))


def after_known(of: Told) -> Values:
    """The last day that the tariff is known for, and the first session past it."""
    known = ((of.book.editions[item.edition].known_until, item) for item in of.sessions)
    until, item = next((day, item) for day, item in known if day and item.date > day)
    return place(item) | {"known_until": until}


def fee(of: Told) -> Values:
    """The fee that the person entered."""
    return {"fee": of.case.fee or 0}


def below_official(of: Told) -> Values:
    """The fee entered beside the official one."""
    official = max(item.official_fee for item in of.sessions)
    return fee(of) | {"official": official}


def above_ceiling(of: Told) -> Values:
    """The overrun fee entered beside the ceiling that is charged instead."""
    ceiling = min(
        item.charged - of.case.surcharge * of.case.conventioned
        for item in of.sessions
        if item.service == OVERRUN
    )
    return {"overrun_fee": of.case.overrun_fee or 0, "ceiling": ceiling}


VALUES: Mapping[str, Callable[[Told], Values]] = {
    "overrun": overrun,
    "overrun_at_once": overrun_at_once,
    "capped": capped,
    "new_year": new_year,
    "tariff_change": tariff_change,
    "reduction": reduction,
    "reduction_change": reduction_change,
    "fa_after_year": counted_as_current,
    "perinatal_over": counted_as_current,
    "edition_after_known": after_known,
    "fee_ignored_conventioned": fee,
    "fee_ignored_bim": fee,
    "fee_ignored_palliative": fee,
    "fee_below_official": below_official,
    "overrun_fee_above_ceiling": above_ceiling,
    "surcharge_ignored": lambda of: {"surcharge": of.case.surcharge},
    "overrun_fee_ignored": lambda of: {"overrun_fee": of.case.overrun_fee or 0},
}
