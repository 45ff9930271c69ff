"""The tariff book in tables, so that one course or a million are priced alike: what they hold."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from estimator.engine.calendar import Calendar
from estimator.engine.case import Pathology, Service, Setting
from estimator.engine.lookups import Table
from estimator.engine.schedules import Line
from estimator.engine.tariffs import TariffBook

INTAKE, REPORT, TRAVEL = "intake", "report", "travel"
EXTRAS = (INTAKE, REPORT, TRAVEL)
OVERRUN = "overrun"


class Schedule(NamedTuple):
    """One pathology in one setting with one service."""

    pathology: Pathology
    setting: Setting
    service: Service


class Price(NamedTuple):
    """What a line costs, in cents. Above `covered_fee` all that is charged is supplement."""

    official_fee: int
    bound_fee: int
    share: int
    reimbursed: int
    reimbursed_not_conventioned: int
    covered_fee: int


@dataclass(frozen=True, slots=True)
class BySchedule:
    """What is known of each schedule. Axes: s schedule, p period, r range, x extra."""

    number: dict[Schedule, int]
    range_first: Table  # [s, p, r + 1] first rank of each range, then FAR
    range_line: Table  # [s, p, r]
    extra_line: Table  # [s, p, x]
    own_limit: Table  # [s, p] rank past which the course is counted as current
    fa_years: Table  # [s, p] years after which it is; 0 where it never is
    then: Table  # [s] the schedule that the course falls back to
    by_year: Table  # [s] ranks begin again each calendar year
    report_yearly: Table  # [s]
    heavy: Table  # [s]
    palliative: Table  # [s]
    travel_twice: Table  # [s] the indemnity may be asked twice a day (M/24 art. 3 § 4)
    alike: tuple[tuple[int, ...], ...]  # the schedules of which ranks are counted alike


@dataclass(frozen=True, slots=True)
class ByLine:
    """What is known of each line. Axes: l line, p period, b BIM (0 no, 1 yes)."""

    line: tuple[Line, ...]
    price: Table  # [l, p, b, field of Price]
    is_extra: Table  # [l]
    is_starred: Table  # [l]
    rests_on: Table  # [l, p] bits of the notices that a line rests on
    reduction_rests_on: Table  # [l, p] the same for the reduction, where it counts
    sources: tuple[tuple[tuple[str, ...], ...], ...]  # [l][p]


@dataclass(frozen=True, slots=True)
class ByPeriod:
    """What is known of each period."""

    first_day: tuple[date, ...]  # of the edition in force
    edition: Table  # its number
    reduction: Table  # how often the reduction has changed so far
    reduction_source: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A tariff book ready for estimates."""

    book: TariffBook
    calendar: Calendar
    by_schedule: BySchedule
    by_line: ByLine
    by_period: ByPeriod

    def settings_of(self, pathology: Pathology) -> tuple[Setting, ...]:
        """The settings that the nomenclature knows for a pathology."""
        known = self.by_schedule.number
        return tuple(dict.fromkeys(s.setting for s in known if s.pathology is pathology))

    def services_of(self, pathology: Pathology, setting: Setting) -> tuple[Service, ...]:
        """The services that the nomenclature knows for a pathology in a setting."""
        known = self.by_schedule.number
        return tuple(s.service for s in known if s[:2] == (pathology, setting))
