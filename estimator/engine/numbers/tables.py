"""The tariff book as tables of whole numbers, which the rules look up for one course or many.

Tables are nested rows, looked up one axis after the other: `price[code][period][bim]`. For one
course they are Python's sequences, for many courses arrays of records (see `machine_code`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from estimator.engine.model.case import Pathology, Service, Setting
from estimator.engine.model.schedules import PaidCode
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.tariffs.prices import UnitPrice

OVERRUN = "overrun"
#: No place in a table.
NOWHERE = -1
#: After all days and all sessions.
FAR = 1 << 28


class Schedule(NamedTuple):
    """One pathology in one setting with one service."""

    pathology: Pathology
    setting: Setting
    service: Service


class Span(NamedTuple):
    """Days within one calendar year on which nothing changes; as days since 1970."""

    start: int
    end: int
    """The first day after it."""
    year: int
    """1 January of its year."""
    period: int


class Period(NamedTuple):
    """Days under one tariff."""

    edition: int
    """The number of the edition in force."""
    reduction: int
    """How often the reduction has changed so far."""
    reduction_open: bool
    """Whether nobody knows the reduction yet."""
    binds: bool
    """Whether a convention is in force whose fees bind."""


class Counting(NamedTuple):
    """How the sessions of a schedule are counted, and what comes with it."""

    then: int
    """The schedule that the course falls back to, or this one."""
    counts: bool
    """Whether its sessions count for the condition; those in a day hospital have no counter."""
    by_year: bool
    """Whether ranks begin again each calendar year."""
    report_yearly: bool
    current: bool
    fb: bool
    palliative: bool
    in_hospital: bool
    travel_twice: bool
    """Whether the indemnity may be asked twice a day (M/24 art. 3 § 4)."""
    ends: bool
    """Whether no code is known after its last rank."""
    notices: int
    """The notices that every course of this schedule carries, as bits."""


class Terms(NamedTuple):
    """The rules for a schedule in a period; `intake`, `report`, `travel`: codes, or NOWHERE."""

    own_limit: int
    """The rank after which the course is counted as current."""
    fa_years: int
    """After how many years it is counted as current; 0 for never."""
    since: int
    """The day from which these limits hold."""
    intake: int
    report: int
    travel: int


class Ranks(NamedTuple):
    """The ranks that one code serves: from `first` up to, not including, `until`."""

    first: int
    until: int
    code: int
    earlier: int
    """The code of the ranks before, or NOWHERE: at the first rank, in an overrun, past the cap."""


class CodeKind(NamedTuple):
    """What kind of code it is."""

    is_extra: bool
    is_starred: bool


class CodeNotices(NamedTuple):
    """What the notices about a code depend on in a period; days since 1970."""

    rests_on: int
    """The notices that come with the code, as bits."""
    reduction_rests_on: int
    """Those that come with the reduction, where it applies."""
    price_since: int
    """The first day of the fixed share, or of the travel indemnity."""
    listed_since: int
    """The first day on which the nomenclature lists the code with its present fee."""


class Tables(NamedTuple):
    """All that the rules look up. Axes: s schedule, p period, c code, b BIM (0 no, 1 yes)."""

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
    code: Sequence[CodeKind]
    """[c]"""
    notices: Sequence[Sequence[CodeNotices]]
    """[c][p]"""
    price: Sequence[Sequence[Sequence[UnitPrice]]]
    """[c][p][b]"""
    most_above: int
    """The most that any kiné may ask above a covered fee, in cents; FAR where the law has no such
    limit."""


class Names(NamedTuple):
    """What the numbers in the tables mean, for the items of a result."""

    code: Sequence[PaidCode]
    sources: Sequence[Sequence[tuple[str, ...]]]
    """[c][p] the texts that a price comes from."""
    first_day: Sequence[date]
    """[p] of the edition in force."""
    reduction_source: Sequence[str]
    """[p]"""
    status: Sequence[Sequence[tuple[str, str]]]
    """[c][p] how sure a price is: where official fees bind the kiné, and where they don't."""


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
