"""Which code a session gets by its rank: the ranges of article 7 §§ 10, 13 and 14."""

from collections.abc import Iterable
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
    """How a pathology is counted, and where its sessions go when its own limit is over."""

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
    """A code as it is paid: reimbursed, or past the cap."""

    code: str
    reimbursed: bool = True


class RankRange(NamedTuple):
    """From this rank on a session is paid on this line: until the next range, or up to `last`."""

    first: int
    line: PaidCode
    last: int | None = None


def counting_rule(pathology: Pathology, setting: Setting) -> CountingRule:
    """How sessions are counted; in a day hospital the pathology makes no difference."""
    return DAY_HOSPITAL if setting is Setting.DAY_HOSPITAL else COUNTING_RULES[pathology]


def extra_code(
    book: TariffBook, setting: Setting, group: str, service: str, on: date
) -> str | None:
    """The code of an intake, a report or a journey; None where the nomenclature has none.

    A journey is paid at home only; its pseudo-code follows the group (M/24 art. 3 § 4).
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
    """The codes of a course by rank; empty where the nomenclature holds no such service."""
    group = counting_rule(pathology, setting).group
    own = [
        RankRange(code.first_session or 1, PaidCode(code.code), code.last_session)
        for code in book.nomenclature(on).serving(setting, group, service)
    ]
    if not own:
        return ()
    last = own[-1].last
    if service is Service.SESSION:
        own += overrun_ranges(book, setting, group, on)
    elif last:
        own += starting_at(last + 1, rank_ranges(book, pathology, setting, Service.SESSION, on))
    return with_limits(book, pathology, group, tuple(own), on)


def overrun_ranges(book: TariffBook, setting: Setting, group: str, on: date) -> list[RankRange]:
    """The starred code of a group, where it has one in this setting."""
    starred = book.nomenclature(on).serving(setting, group, "overrun")
    return [RankRange(code.first_session or 1, PaidCode(code.code)) for code in starred]


def last_session(
    book: TariffBook, setting: Setting, group: str, service: str, on: date
) -> int | None:
    """The last rank that a service serves, or None where it has no end."""
    lasts = [code.last_session for code in book.nomenclature(on).serving(setting, group, service)]
    return lasts[-1] if lasts else None


def starting_at(rank: int, of: Iterable[RankRange]) -> list[RankRange]:
    """The part of some ranges from a rank on; nothing where they end before it."""
    reached = [range_ for range_ in of if range_.last is None or range_.last >= rank]
    earlier = [range_ for range_ in reached if range_.first <= rank]
    later = [range_ for range_ in reached if range_.first > rank]
    return [range_._replace(first=rank) for range_ in earlier[-1:]] + later


def with_limits(
    book: TariffBook, pathology: Pathology, group: str, of: tuple[RankRange, ...], on: date
) -> tuple[RankRange, ...]:
    """The ranges with what the session limits change: multiple trauma, cap of overrun sessions."""
    if pathology is Pathology.FA_POLYTRAUMA and group == "fa":
        return with_extended_limit(of, book, on)
    if group == "current":
        return with_cap(of, book, on)
    return of


def with_extended_limit(
    of: tuple[RankRange, ...], book: TariffBook, on: date
) -> tuple[RankRange, ...]:
    """Multiple trauma: the normal ranges end after 120 sessions instead of 60."""
    last = book.limit("extended_limit", Pathology.FA_POLYTRAUMA, on).value
    normal = [range_ for range_ in of if range_.last]
    beyond = (range_._replace(first=last + 1) for range_ in of if not range_.last)
    return (*normal[:-1], normal[-1]._replace(last=last), *beyond)


def with_cap(of: tuple[RankRange, ...], book: TariffBook, on: date) -> tuple[RankRange, ...]:
    """Past the cap of overrun sessions of the year nothing is reimbursed, for the codes that the
    cap concerns."""
    cap, overrun_from = book.limit("overrun_cap", Pathology.CURRENT, on), of[-1]
    if overrun_from.line.code not in (cap.codes or "").split():
        return of
    return (
        *of,
        RankRange(overrun_from.first + cap.value, overrun_from.line._replace(reimbursed=False)),
    )


def own_limit(
    book: TariffBook, pathology: Pathology, setting: Setting, service: Service, on: date
) -> int | None:
    """The rank past which a perinatal course is counted as current; None without such a limit."""
    kind = counting_rule(pathology, setting)
    if pathology is not Pathology.PERINATAL or not kind.then_current:
        return None
    return last_session(book, setting, kind.group, service, on)


def fa_years(book: TariffBook, pathology: Pathology, setting: Setting, on: date) -> int:
    """After how many years from its first session an Fa course is counted as current; else 0."""
    if counting_rule(pathology, setting).group != "fa":
        return 0
    return book.limit("fa_year_years", pathology, on).value
