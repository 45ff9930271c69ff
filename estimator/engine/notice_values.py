"""The values that the sentence of a notice names: which session, which day, how much.

A notice that is not in `VALUES` names none. What happens several times in a course gives a notice
each time.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from estimator.engine.model.case import Case, Pathology
from estimator.engine.model.notices import is_presumed, listed_since, price_since, reduction_since
from estimator.engine.model.result import Item, Notice, Value
from estimator.engine.model.schedules import PaidCode
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.engine.numbers.tables import OVERRUN

Values = Mapping[str, Value]


class Facts(NamedTuple):
    """What the notices of an estimate are about.

    `sessions` are the items without extras. `capped` holds the sessions past the cap, `dearer`
    those with which a range of ranks begins that leaves more to pay, `limit_days` the days on which
    limits change, `periods` the first day of each period. `left_in` gives what another case would
    leave to pay in euros, or None if that case can't be priced; `is_day_off` whether a day is a
    weekend day or a public holiday.
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
    is_day_off: Callable[[date], bool]


def with_values(ids: Iterable[str], of: Facts) -> tuple[Notice, ...]:
    """The notices with the values that their sentences name."""
    return tuple(
        Notice(name, values)
        for name in ids
        for values in (VALUES[name](of) if name in VALUES else [{}])
    )


def place(item: Item) -> dict[str, Value]:
    """The session and the day of an item."""
    return {"session": item.session, "date": item.date}


def first_place(items: Iterable[Item], fits: Callable[[Item], object]) -> Iterator[Values]:
    """The session and the day of the first item that fits."""
    yield place(next(filter(fits, items)))


def changes_in(items: Sequence[Item], key: Callable[[Item], object]) -> Iterator[tuple[Item, Item]]:
    """Each two consecutive items that differ in a fact."""
    return (step for step in pairwise(items) if key(step[0]) != key(step[1]))


def rise(before: Item, after: Item) -> Values:
    """What the patient pays for one session and for the next."""
    return place(after) | {"before": before.patient, "after": after.patient}


def overrun_begins(of: Facts) -> Iterator[Values]:
    """Each time the sessions past the normal number begin."""
    for before, after in changes_in(of.sessions, lambda item: item.service == OVERRUN):
        if after.service == OVERRUN:
            yield rise(before, after)


def cap_reached(of: Facts) -> Iterator[Values]:
    """Each first session, year by year, that is not reimbursed at all."""
    for item in of.sessions:
        if item.session in of.capped and item.session - 1 not in of.capped:
            yield place(item) | {"after": item.patient}


def less_reimbursed(of: Facts) -> Iterator[Values]:
    """Each session from which on the mutuality pays less, though it is no overrun."""
    for before, after in pairwise(of.sessions):
        if after.session in of.dearer:
            yield rise(before, after)


def new_year(of: Facts) -> Iterator[Values]:
    """The first session of each later calendar year, among those that are ranked by year."""
    ranked = [item for item in of.sessions if group_of(of, item) in ("current", "fb")]
    for _, after in changes_in(ranked, lambda item: item.date.year):
        yield place(after)


def tariff_change(of: Facts) -> Iterator[Values]:
    """The first session under each later edition, or with a code that the nomenclature changed."""
    changed = (after for _, after in changes_in(of.sessions, lambda item: item.edition))
    first = {item.session: item for item in changed}
    for item in begun(of, of.items, listed_since):
        first.setdefault(item.session, item)
    for _, item in sorted(first.items()):
        yield place(item)


def reduction(of: Facts) -> Iterator[Values]:
    """The percentage by which the reimbursement falls, and since when."""
    found = (reduction_since(of.book, item.date) for item in of.sessions)
    percent, first_day = next(each for each in found if each[0])
    yield {"percent": percent, "first_day": first_day}


def reduction_change(of: Facts) -> Iterator[Values]:
    """Each first session under another reduction, with both percentages."""

    def percent(item: Item) -> int:
        return in_force(of.book.reductions, item.date).percent

    for before, after in changes_in(of.sessions, percent):
        yield place(after) | {"percent": percent(after), "before": percent(before)}


def reduction_open(of: Facts) -> Iterator[Values]:
    """The first session for which nobody knows the reduction yet."""
    item = next(item for item in of.sessions if of.book.open_on(item.date, "reduction"))
    question = of.book.open_on(item.date, "reduction")[0]
    yield place(item) | {"first_day": question.first_day}


def limit_change(of: Facts) -> Iterator[Values]:
    """The first session on or after each day on which limits change."""
    for day in of.limit_days:
        yield place(next(item for item in of.sessions if item.date >= day))


def share_change(of: Facts) -> Iterator[Values]:
    """Each session from which a fixed share differs from the one at the start."""
    others = [item for item in of.items if item.service != "travel"]
    yield from map(place, begun(of, others, price_since))


def travel_change(of: Facts) -> Iterator[Values]:
    """Each session from which the travel indemnity differs from the one at the start."""
    journeys = [item for item in of.items if item.service == "travel"]
    yield from map(place, begun(of, journeys, price_since))


def begun(
    of: Facts, items: Iterable[Item], since: Callable[[TariffBook, PaidCode, date], date]
) -> Iterator[Item]:
    """The first item on or after each day within the course that `since` gives for an item."""
    seen: set[tuple[str, int]] = set()
    days: set[date] = set()
    for item in items:
        in_period = item.code, bisect(of.periods, item.date)
        if in_period in seen:
            continue
        seen.add(in_period)
        day = since(of.book, PaidCode(item.code), item.date)
        if day > of.case.start and day not in days:
            days.add(day)
            yield item


def counted_as_current(of: Facts) -> Iterator[Values]:
    """The first session that is priced as a current condition."""
    return first_place(of.sessions, lambda item: group_of(of, item) == "current")


def group_of(of: Facts, item: Item) -> str:
    """The group of an item's code."""
    return of.book.code(item.code, item.date).group


def after_known(of: Facts) -> Iterator[Values]:
    """The last day for which the tariff is known, and the first session after it."""
    item = next(item for item in of.sessions if is_presumed(of.book, item.date))
    edition = of.book.editions[item.edition]
    yield place(item) | {
        "known_until": edition.known_until or item.date,
        "checked_on": of.book.sources[edition.source].checked_on,
    }


def fa_conditions(of: Facts) -> Iterator[Values]:
    """What the course costs if the condition doesn't qualify for the F list.

    No value if the Fa year began in an earlier calendar year: then we don't know how many of the
    prior sessions fall in this one.
    """
    began, left = of.case.first_session or of.case.start, None
    if began.year == of.case.start.year:
        left = of.left_in(replace(of.case, pathology=Pathology.CURRENT, first_session=None))
    yield {} if left is None else {"ordinary": left}


def first_session_missing(of: Facts) -> Iterator[Values]:
    """What the course costs if the Fa year is already over when it starts."""
    years = of.book.limit("fa_year_years", of.case.pathology, of.case.start).value
    earlier = of.case.start - timedelta(days=366 * years)
    left = of.left_in(replace(of.case, first_session=earlier))
    yield {} if left is None else {"other": left}


def further_condition(of: Facts) -> Iterator[Values]:
    """How many current conditions a year have normal sessions of their own, and how many."""
    yield {
        "conditions": of.book.limit("pathologies_per_year", "current", of.case.start).value,
        "sessions": of.book.limit("normal_sessions", "current", of.case.start).value,
    }


def service_quota(of: Facts) -> Iterator[Values]:
    """How many sessions of a special service may be reimbursed each year."""
    quota = in_force(of.book.quotas.get(of.case.service, {}), of.case.start, "quota")
    yield {"fewest": quota.fewest, "most": quota.most}


def fee(of: Facts) -> Iterator[Values]:
    """The fee that the person entered; of two, the higher one, which is cut or ignored."""
    yield {"fee": max(fees_in(of.case))}


def fees_in(case: Case) -> tuple[Decimal, ...]:
    """The fees of the first session and of the others, as far as they were entered."""
    return tuple(fee for fee in (case.first_fee, case.fee) if fee is not None)


def fee_below_official(of: Facts) -> Iterator[Values]:
    """The fee that the person entered, and the official one."""
    official = max(item.official_fee for item in of.sessions)
    yield {"fee": min(fees_in(of.case)), "official": official}


def first_fee(of: Facts) -> Iterator[Values]:
    """The fee of the first session, and that of the others."""
    first, others = fees_in(of.case)
    yield {"first": first, "others": others}


def above_ceiling(of: Facts) -> Iterator[Values]:
    """The overrun fee that the person entered, and the ceiling that is charged instead."""
    ceiling = min(
        item.charged - of.case.surcharge * of.case.conventioned
        for item in of.sessions
        if item.service == OVERRUN
    )
    yield {"overrun_fee": of.case.overrun_fee or Decimal(0), "ceiling": ceiling}


VALUES: Mapping[str, Callable[[Facts], Iterable[Values]]] = {
    "overrun": overrun_begins,
    "overrun_at_once": lambda of: [{"after": of.sessions[0].patient}],
    "capped": cap_reached,
    "less_reimbursed": less_reimbursed,
    "new_year": new_year,
    "tariff_change": tariff_change,
    "reduction": reduction,
    "reduction_change": reduction_change,
    "reduction_open": reduction_open,
    "no_convention": lambda of: first_place(
        of.sessions, lambda item: not in_force(of.book.conventions, item.date).binds
    ),
    "limit_change": limit_change,
    "share_change": share_change,
    "travel_change": travel_change,
    "report_again": lambda of: (
        place(item) for item in of.items if item.service == "report" and item.session > 1
    ),
    "fa_after_year": counted_as_current,
    "perinatal_over": counted_as_current,
    "edition_after_known": after_known,
    "fa_conditions": fa_conditions,
    "first_session_missing": first_session_missing,
    "further_condition": further_condition,
    "treatment_start": lambda of: [
        {"months": of.book.limit("treatment_start_months", None, of.case.start).value}
    ],
    "service_quota": service_quota,
    "cerebral_palsy_quota": service_quota,
    "unusual_day": lambda of: first_place(of.sessions, lambda item: of.is_day_off(item.date)),
    "first_fee": first_fee,
    "fee_ignored_conventioned": fee,
    "fee_ignored_bim": fee,
    "fee_ignored_palliative": fee,
    "fee_below_official": fee_below_official,
    "overrun_fee_above_ceiling": above_ceiling,
    "surcharge_ignored": lambda of: [{"surcharge": of.case.surcharge}],
    "overrun_fee_ignored": lambda of: [{"overrun_fee": of.case.overrun_fee or Decimal(0)}],
}
