"""The tariff book in tables of whole numbers: what the rules look up, for one course or many.

Tables are rows within rows, looked up one axis after the other: `price[line][period][bim]`. Read as
Python's own sequences by one course, as arrays of records by many (see `compiled`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from estimator.engine.model.case import Pathology, Service, Setting
from estimator.engine.model.schedules import PaidCode
from estimator.engine.model.tariff_book import TariffBook

EXTRAS = ("intake", "report", "travel")
OVERRUN = "overrun"
NOWHERE = -1
"""No place at all in a table."""
FAR = 1 << 28
"""Past all days and all sessions."""


class Schedule(NamedTuple):
    """One pathology in one setting with one service."""

    pathology: Pathology
    setting: Setting
    service: Service


class Span(NamedTuple):
    """A stretch of days within one calendar year on which nothing changes. Days since 1970."""

    start: int
    end: int
    """The first day after it."""
    year: int
    """1 January of the year that it lies in."""
    period: int


class Period(NamedTuple):
    """A stretch of days under one tariff."""

    edition: int
    """The number of the edition in force."""
    reduction: int
    """How often the reduction has changed so far."""
    reduction_open: bool
    """Nobody knows the reduction yet."""
    binds: bool
    """A convention is in force, and its fees bind."""


class Counting(NamedTuple):
    """How the sessions of a schedule are counted, and what comes with it."""

    then: int
    """The schedule that the course falls back to."""
    by_year: bool
    """Ranks begin again each calendar year."""
    report_yearly: bool
    fb: bool
    palliative: bool
    in_hospital: bool
    travel_twice: bool
    """The indemnity may be asked twice a day (M/24 art. 3 § 4)."""
    ends: bool
    """Behind its last rank no code is known."""
    notices: int
    """The notices that every course of this schedule carries, as bits."""


class Terms(NamedTuple):
    """What holds for a schedule in a period."""

    own_limit: int
    """The rank past which the course is counted as current."""
    fa_years: int
    """The years after which it is; 0 where it never is."""
    since: int
    """The day from which these limits hold."""
    intake: int
    """The line of an extra, or NOWHERE."""
    report: int
    travel: int


class Ranks(NamedTuple):
    """The ranks that are paid on one line: from `first` up to, not including, `until`."""

    first: int
    until: int
    line: int
    earlier: int
    """The line of the ranks before, or NOWHERE: at the first rank, in an overrun, past the cap."""


class LineFacts(NamedTuple):
    """What is known of a line."""

    is_extra: bool
    is_starred: bool


class LineNotices(NamedTuple):
    """The notices that a line rests on in a period, as bits."""

    rests_on: int
    reduction_rests_on: int
    """Those of the reduction, where it counts."""
    price_since: int
    """The day from which the share of this line holds, or the amount of a journey."""
    listed_since: int
    """The day from which the nomenclature lists this line's code as it does."""


class Price(NamedTuple):
    """What a line costs, in cents: a `UnitPrice`."""

    official_fee: int
    bound_fee: int
    share: int
    reimbursed: int
    reimbursed_not_conventioned: int
    covered_fee: int
    reimbursed_least: int
    reimbursed_most: int


class Tables(NamedTuple):
    """All that the rules look up. Axes: s schedule, p period, l line, b BIM (0 no, 1 yes)."""

    first_day: int
    last_start: int
    """The last day that a course may begin."""
    span_of: Sequence[int]
    """[days after first_day] the span that a day lies in."""
    day_off: Sequence[int]
    """[days after first_day] whether a day is a weekend day or a public holiday."""
    anniversaries_from: int
    """The first day that an Fa year may have begun and still matter."""
    anniversary: Sequence[Sequence[int]]
    """[years − 1][days after anniversaries_from] the same day so many years later."""
    span: Sequence[Span]
    period: Sequence[Period]
    schedule: Sequence[Sequence[Sequence[int]]]
    """[pathology][setting][service] the schedule, or NOWHERE."""
    hospitalised: Sequence[bool]
    """[setting]"""
    counting: Sequence[Counting]
    """[s]"""
    terms: Sequence[Sequence[Terms]]
    """[s][p]"""
    ranks: Sequence[Sequence[Sequence[Ranks]]]
    """[s][p] the ranges of ranks, in order."""
    line: Sequence[LineFacts]
    """[l]"""
    grounds: Sequence[Sequence[LineNotices]]
    """[l][p]"""
    price: Sequence[Sequence[Sequence[Price]]]
    """[l][p][b]"""


class Names(NamedTuple):
    """What the places in the tables stand for, to tell of a result."""

    line: tuple[PaidCode, ...]
    sources: tuple[tuple[tuple[str, ...], ...], ...]
    """[l][p] the texts that a price comes from."""
    first_day: tuple[date, ...]
    """[p] of the edition in force."""
    reduction_source: tuple[str, ...]
    """[p]"""
    status: tuple[tuple[tuple[str, str], ...], ...]
    """[l][p] how sure a price is: where official fees bind the kiné, and where they don't."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A tariff book ready for estimates."""

    book: TariffBook
    periods: tuple[date, ...]
    """The first day of each period."""
    services: Mapping[tuple[Pathology, Setting], tuple[Service, ...]]
    """What the nomenclature holds for a pathology in a setting."""
    tables: Tables
    names: Names

    def settings_of(self, pathology: Pathology) -> tuple[Setting, ...]:
        """The settings that the nomenclature knows for a pathology."""
        return tuple(setting for treated, setting in self.services if treated is pathology)

    def services_of(self, pathology: Pathology, setting: Setting) -> tuple[Service, ...]:
        """The services that the nomenclature knows for a pathology in a setting."""
        return self.services.get((pathology, setting), ())
