"""Which code a session gets by its rank, after the ranges of article 7 §§ 10, 13 and 14."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from estimator.engine.model.case import Pathology, Service, Setting
from estimator.engine.model.tariff_book import TariffBook


class Counter(Enum):
    """What the rank of a session counts."""

    CALENDAR_YEAR = "calendar year"
    COURSE = "pregnancy, or the year from the first session"


class ReportDue(Enum):
    """How often a written report is paid (three public pages agree)."""

    NEVER = "never"
    ONCE = "once per course"
    YEARLY = "once per calendar year"


class CountingRule(NamedTuple):
    """How the sessions of a pathology are counted, and whether as current after its own limit."""

    group: str
    counter: Counter
    report: ReportDue
    then_current: bool


COUNTING_RULES = {
    Pathology.CURRENT: CountingRule("current", Counter.CALENDAR_YEAR, ReportDue.NEVER, False),
    Pathology.FA: CountingRule("fa", Counter.COURSE, ReportDue.ONCE, True),
    Pathology.FA_POLYTRAUMA: CountingRule("fa", Counter.COURSE, ReportDue.ONCE, True),
    Pathology.FB: CountingRule("fb", Counter.CALENDAR_YEAR, ReportDue.YEARLY, False),
    Pathology.HEAVY: CountingRule("heavy", Counter.COURSE, ReportDue.YEARLY, False),
    Pathology.PERINATAL: CountingRule("perinatal", Counter.COURSE, ReportDue.NEVER, True),
    Pathology.PALLIATIVE: CountingRule("palliative", Counter.COURSE, ReportDue.NEVER, False),
}
DAY_HOSPITAL = CountingRule("day_hospital", Counter.COURSE, ReportDue.NEVER, False)


class PaidCode(NamedTuple):
    """A code, reimbursed or not; past the cap it is not."""

    code: str
    reimbursed: bool = True


class RankRange(NamedTuple):
    """The ranks that a code serves: from `first` to the next range, or to `last`."""

    first: int
    paid: PaidCode
    last: int | None = None


def counting_rule(pathology: Pathology, setting: Setting) -> CountingRule:
    """How sessions are counted; in a day hospital, whatever the pathology."""
    return DAY_HOSPITAL if setting is Setting.DAY_HOSPITAL else COUNTING_RULES[pathology]


def extra_code(
    book: TariffBook, setting: Setting, group: str, service: str, on: date
) -> str | None:
    """The code of an intake, a report or a journey; None if the nomenclature has none.

    Only a home visit has a journey; the group decides its pseudo-code (M/24 art. 3 § 4).
    """
    if service == "travel":
        codes = book.nomenclature(on).serving(setting, "travel", "travel")
        served = book.travel_code_of.get(group)
        return next((code.code for code in codes if code.code == served), None)
    codes = book.nomenclature(on).serving(setting, group, service)
    return codes[0].code if codes else None


def rank_ranges(
    book: TariffBook, pathology: Pathology, setting: Setting, service: Service, on: date
) -> tuple[RankRange, ...]:
    """The codes of a course by rank; empty if the nomenclature lacks the service."""
    group, nomenclature = counting_rule(pathology, setting).group, book.nomenclature(on)

    def served(by: str) -> list[RankRange]:
        codes = nomenclature.serving(setting, group, by)
        return [
            RankRange(it.first_session or 1, PaidCode(it.code), it.last_session) for it in codes
        ]

    own = served(service)
    if not own:
        return ()
    last = own[-1].last
    if service is Service.SESSION:
        own += served("overrun")
    elif last:
        own += starting_at(last + 1, rank_ranges(book, pathology, setting, Service.SESSION, on))
    if pathology is Pathology.FA_POLYTRAUMA and group == "fa":
        return with_extended_limit(own, book, on)
    return with_cap(own, book, on) if group == "current" else tuple(own)


def starting_at(rank: int, of: Iterable[RankRange]) -> list[RankRange]:
    """The part of some ranges from a rank on; empty if they end before it."""
    reached = [range_ for range_ in of if range_.last is None or range_.last >= rank]
    earlier = [range_ for range_ in reached if range_.first <= rank]
    later = [range_ for range_ in reached if range_.first > rank]
    return [range_._replace(first=rank) for range_ in earlier[-1:]] + later


def with_extended_limit(
    of: Sequence[RankRange], book: TariffBook, on: date
) -> tuple[RankRange, ...]:
    """Multiple trauma: the normal ranges end later, after 120 sessions instead of 60."""
    last = book.limit("extended_limit", Pathology.FA_POLYTRAUMA, on).value
    normal = [range_ for range_ in of if range_.last]
    beyond = (range_._replace(first=last + 1) for range_ in of if not range_.last)
    return (*normal[:-1], normal[-1]._replace(last=last), *beyond)


def with_cap(of: Sequence[RankRange], book: TariffBook, on: date) -> tuple[RankRange, ...]:
    """Past the yearly cap of overrun sessions, the codes that it concerns are not reimbursed."""
    cap, overrun_from = book.limit("overrun_cap", Pathology.CURRENT, on), of[-1]
    if overrun_from.paid.code not in (cap.codes or "").split():
        return tuple(of)
    unpaid = overrun_from.paid._replace(reimbursed=False)
    return (*of, RankRange(overrun_from.first + cap.value, unpaid))


def own_limit(
    book: TariffBook, pathology: Pathology, setting: Setting, service: Service, on: date
) -> int | None:
    """The rank after which a perinatal course is counted as current; None without a limit."""
    rule = counting_rule(pathology, setting)
    if pathology is not Pathology.PERINATAL or not rule.then_current:
        return None
    codes = book.nomenclature(on).serving(setting, rule.group, service)
    return codes[-1].last_session if codes else None


def fa_years(book: TariffBook, pathology: Pathology, setting: Setting, on: date) -> int:
    """The years from its first session after which an Fa course is counted as current; else 0."""
    if counting_rule(pathology, setting).group != "fa":
        return 0
    return book.limit("fa_year_years", pathology, on).value
