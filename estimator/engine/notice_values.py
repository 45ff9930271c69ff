"""The values that the sentence of a notice names: which session, which day, how much.

What happens more than once in a course is told each time: a notice for each.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from estimator.engine.model.case import Case, Pathology
from estimator.engine.model.notices import is_presumed, listed_since, price_since
from estimator.engine.model.result import Item, Notice, Value
from estimator.engine.model.schedules import PaidCode
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.engine.numbers.calendar import SATURDAY, in_year
from estimator.engine.numbers.tables import EXTRAS, OVERRUN

Values = dict[str, Value]
#: The day since which something about a line holds.
Since = Callable[[TariffBook, PaidCode, date], date]


class Facts(NamedTuple):
    """An estimate to tell about: its case and items, and those of the sessions without extras.

    `capped` are the sessions past the cap, `dearer` those from which on a range of ranks leaves
    more to pay, `limit_days` the days on which the limits change, `periods` the first day of each
    stretch of days under one tariff. `left_in` tells what another case would leave to pay; None
    where that case can't be priced.
    """

    case: Case
    items: Sequence[Item]
    sessions: Sequence[Item]
    book: TariffBook
    capped: frozenset[int]
    dearer: frozenset[int]
    limit_days: tuple[date, ...]
    periods: tuple[date, ...]
    left_in: Callable[[Case], Decimal | None]


def with_values(ids: Iterable[str], of: Facts) -> tuple[Notice, ...]:
    """The notices with the values that their sentences name."""
    return tuple(
        Notice(name, values)
        for name in ids
        for values in (VALUES[name](of) if name in VALUES else [{}])
    )


def without_extras(items: Iterable[Item]) -> list[Item]:
    """The items of the sessions themselves."""
    return [item for item in items if item.service not in EXTRAS]


def place(item: Item) -> Values:
    """Where in the course something happens."""
    return {"session": item.session, "date": item.date}


def changes_in(items: Sequence[Item], key: Callable[[Item], object]) -> Iterator[tuple[Item, Item]]:
    """Two items in a row wherever a fact about them changes."""
    return (step for step in pairwise(items) if key(step[0]) != key(step[1]))


def rise(step: tuple[Item, Item]) -> Values:
    """From how much to how much the share of one session goes, and when."""
    before, after = step
    return place(after) | {"before": before.patient, "after": after.patient}


def overrun_begins(of: Facts) -> Iterator[Values]:
    """Each cliff: the sessions past the normal number begin."""
    for step in changes_in(of.sessions, lambda item: item.service == OVERRUN):
        if step[1].service == OVERRUN:
            yield rise(step)


def overrun_at_once(of: Facts) -> Iterator[Values]:
    """The course begins past the limit."""
    yield {"after": of.sessions[0].patient}


def cap_reached(of: Facts) -> Iterator[Values]:
    """From which session on nothing is reimbursed at all, year by year."""
    for item in of.sessions:
        if item.session in of.capped and item.session - 1 not in of.capped:
            yield place(item) | {"after": item.patient}


def less_reimbursed(of: Facts) -> Iterator[Values]:
    """The mutuality pays less from a session on, which is no overrun yet."""
    for step in pairwise(of.sessions):
        if step[1].session in of.dearer:
            yield rise(step)


def new_year(of: Facts) -> Iterator[Values]:
    """The first session of each later calendar year, among those that are ranked by year."""
    ranked = [
        item
        for item in of.sessions
        if of.book.code(item.code, item.date).group in ("current", "fb")
    ]
    for _, after in changes_in(ranked, lambda item: item.date.year):
        yield place(after)


def tariff_change(of: Facts) -> Iterator[Values]:
    """The first session under each other edition, or with a code that is listed anew."""
    first = {
        after.session: after for _, after in changes_in(of.sessions, lambda item: item.edition)
    }
    for item in begun(of, of.items, listed_since):
        first.setdefault(item.session, item)
    for _, item in sorted(first.items()):
        yield place(item)


def reduction(of: Facts) -> Iterator[Values]:
    """By how many percent the reimbursement falls, and since when."""
    found = (in_force(of.book.reductions, item.date) for item in of.sessions)
    first = next(reduction for reduction in found if reduction.percent)
    yield {"percent": first.percent, "first_day": first.first_day}


def reduction_change(of: Facts) -> Iterator[Values]:
    """The first session under another reduction, and how many percent it is then."""

    def percent(item: Item) -> int:
        return in_force(of.book.reductions, item.date).percent

    for before, after in changes_in(of.sessions, percent):
        yield place(after) | {"percent": percent(after), "before": percent(before)}


def reduction_open(of: Facts) -> Iterator[Values]:
    """The first session for which nobody knows the reduction yet."""
    item = next(item for item in of.sessions if of.book.open_on(item.date, "reduction"))
    question = of.book.open_on(item.date, "reduction")[0]
    yield place(item) | {"first_day": question.first_day}


def no_convention(of: Facts) -> Iterator[Values]:
    """The first session while no convention was in force."""
    yield place(
        next(item for item in of.sessions if not in_force(of.book.conventions, item.date).binds)
    )


def limit_change(of: Facts) -> Iterator[Values]:
    """The first session under each other limits."""
    for day in of.limit_days:
        yield place(next(item for item in of.sessions if item.date >= day))


def share_change(of: Facts) -> Iterator[Values]:
    """Each session from which a fixed share is another one than at the start."""
    others = [item for item in of.items if item.service != "travel"]
    yield from map(place, begun(of, others, price_since))


def travel_change(of: Facts) -> Iterator[Values]:
    """Each session from which the travel indemnity is another one than at the start."""
    journeys = [item for item in of.items if item.service == "travel"]
    yield from map(place, begun(of, journeys, price_since))


def begun(of: Facts, items: Iterable[Item], since: Since) -> Iterator[Item]:
    """The first item for each day within the course since which something about it holds."""
    seen: set[tuple[str, int]] = set()
    days: set[date] = set()
    for item in items:
        kind = item.code, bisect(of.periods, item.date)
        if kind in seen:
            continue
        seen.add(kind)
        day = since(of.book, PaidCode(item.code), item.date)
        if day > of.case.start and day not in days:
            days.add(day)
            yield item


def report_again(of: Facts) -> Iterator[Values]:
    """Each further report, with the first session of a new year."""
    for item in of.items:
        if item.service == "report" and item.session > 1:
            yield place(item)


def counted_as_current(of: Facts) -> Iterator[Values]:
    """The first session that is priced as current."""
    groups = ((of.book.code(item.code, item.date).group, item) for item in of.sessions)
    yield place(next(item for group, item in groups if group == "current"))


def after_known(of: Facts) -> Iterator[Values]:
    """The last day that the tariff is known for, and the first session past it."""
    item = next(item for item in of.sessions if is_presumed(of.book, item.date))
    edition = of.book.editions[item.edition]
    yield place(item) | {
        "known_until": edition.known_until or item.date,
        "checked_on": of.book.sources[edition.source].checked_on,
    }


def fa_conditions(of: Facts) -> Iterator[Values]:
    """What the course leaves to pay where the condition doesn't meet those of the F list.

    Nothing where the Fa year began in an earlier calendar year: how many of the prior sessions
    fall in this one isn't asked.
    """
    began = of.case.first_session or of.case.start
    left = of.left_in(as_current(of.case)) if began.year == of.case.start.year else None
    yield {} if left is None else {"ordinary": left}


def first_session_missing(of: Facts) -> Iterator[Values]:
    """What the course leaves to pay where the Fa year is over when it begins."""
    years = of.book.limit("fa_year_years", of.case.pathology, of.case.start).value
    earlier = of.case.start - timedelta(days=366 * years)
    left = of.left_in(replace(of.case, first_session=earlier))
    yield {} if left is None else {"other": left}


def as_current(case: Case) -> Case:
    """The same course for an ordinary condition; no intake where none was asked for."""
    return replace(case, pathology=Pathology.CURRENT, first_session=None)


def further_condition(of: Facts) -> Iterator[Values]:
    """How many ordinary conditions a year have normal sessions of their own, and how many."""
    yield {
        "conditions": of.book.limit("pathologies_per_year", "current", of.case.start).value,
        "sessions": of.book.limit("normal_sessions", "current", of.case.start).value,
    }


def treatment_start(of: Facts) -> Iterator[Values]:
    """How many months after the prescription a treatment must have begun."""
    yield {"months": of.book.limit("treatment_start_months", None, of.case.start).value}


def service_quota(of: Facts) -> Iterator[Values]:
    """How many sessions of a special service a year may be reimbursed."""
    quota = in_force(of.book.quotas.get(of.case.service, {}), of.case.start, "quota")
    yield {"fewest": quota.fewest, "most": quota.most}


def unusual_day(of: Facts) -> Iterator[Values]:
    """The first session on a weekend day or a public holiday."""
    yield place(next(item for item in of.sessions if is_day_off(of.book, item.date)))


def is_day_off(book: TariffBook, day: date) -> bool:
    """Whether a day is a weekend day or a public holiday."""
    return day.weekday() >= SATURDAY or day in in_year(day.year, book.holidays)


def fee(of: Facts) -> Iterator[Values]:
    """The fee that the person entered."""
    yield {"fee": of.case.fee or Decimal(0)}


def below_official(of: Facts) -> Iterator[Values]:
    """The fee entered beside the official one."""
    official = max(item.official_fee for item in of.sessions)
    yield {"fee": of.case.fee or Decimal(0), "official": official}


def above_ceiling(of: Facts) -> Iterator[Values]:
    """The overrun fee entered beside the ceiling that is charged instead."""
    ceiling = min(
        item.charged - of.case.surcharge * of.case.conventioned
        for item in of.sessions
        if item.service == OVERRUN
    )
    yield {"overrun_fee": of.case.overrun_fee or Decimal(0), "ceiling": ceiling}


def surcharge(of: Facts) -> Iterator[Values]:
    """The surcharge that the person entered."""
    yield {"surcharge": of.case.surcharge}


def overrun_fee(of: Facts) -> Iterator[Values]:
    """The overrun fee that the person entered."""
    yield {"overrun_fee": of.case.overrun_fee or Decimal(0)}


VALUES: Mapping[str, Callable[[Facts], Iterable[Values]]] = {
    "overrun": overrun_begins,
    "overrun_at_once": overrun_at_once,
    "capped": cap_reached,
    "less_reimbursed": less_reimbursed,
    "new_year": new_year,
    "tariff_change": tariff_change,
    "reduction": reduction,
    "reduction_change": reduction_change,
    "reduction_open": reduction_open,
    "no_convention": no_convention,
    "limit_change": limit_change,
    "share_change": share_change,
    "travel_change": travel_change,
    "report_again": report_again,
    "fa_after_year": counted_as_current,
    "perinatal_over": counted_as_current,
    "edition_after_known": after_known,
    "fa_conditions": fa_conditions,
    "first_session_missing": first_session_missing,
    "further_condition": further_condition,
    "treatment_start": treatment_start,
    "service_quota": service_quota,
    "cerebral_palsy_quota": service_quota,
    "unusual_day": unusual_day,
    "fee_ignored_conventioned": fee,
    "fee_ignored_bim": fee,
    "fee_ignored_palliative": fee,
    "fee_below_official": below_official,
    "overrun_fee_above_ceiling": above_ceiling,
    "surcharge_ignored": surcharge,
    "overrun_fee_ignored": overrun_fee,
}
