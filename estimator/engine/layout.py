"""Lays the tariff book out in the tables of a sheet, once per process."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from estimator.engine.calendar import FAR, calendar_of
from estimator.engine.case import Pathology, Service, Setting
from estimator.engine.grounds import bits, reduction_rests_on, rests_on, sources_of
from estimator.engine.lookups import Table
from estimator.engine.places import NOWHERE
from estimator.engine.schedules import (
    Counter,
    Line,
    Range,
    ReportDue,
    extra_code,
    fa_years,
    kind_of,
    own_limit,
    ranges,
)
from estimator.engine.sheet import (
    EXTRAS,
    OVERRUN,
    TRAVEL,
    ByLine,
    ByPeriod,
    BySchedule,
    Price,
    Schedule,
    Sheet,
)
from estimator.engine.tariffs import TariffBook, in_force
from estimator.engine.unit_prices import unit_price

TRAVEL_TWICE = (Setting.HOME, Service.RESPIRATORY_60)
#: A second session of the day brings no second journey (M/24 art. 3 § 4).
NO_JOURNEY = (TRAVEL, Service.SECOND_SESSION)
#: A code on a day that doesn't know it.
NO_PRICE = Price(0, 0, 0, 0, 0, 0)
Notices = Callable[[TariffBook, Line, date], Iterable[str]]


class _Laid(NamedTuple):
    """A schedule in one period."""

    ranges: tuple[Range, ...]
    extras: tuple[Line | None, ...]
    own_limit: int | None
    fa_years: int


def lay_out(book: TariffBook) -> Sheet:
    """The tables of a tariff book. Raises `TariffGap` where a session would have no price."""
    calendar = calendar_of(book)
    days = calendar.periods
    known = known_schedules(book, days)
    laid = [_laid_by_period(book, schedule, days) for schedule in known]
    lines = tuple(dict.fromkeys(line for row in laid for of in row for line in _lines(of)))
    return Sheet(
        book,
        calendar,
        _by_schedule(known, laid, {line: n for n, line in enumerate(lines)}),
        _by_line(book, lines, days),
        _by_period(book, days),
    )


def known_schedules(book: TariffBook, days: Sequence[date]) -> list[Schedule]:
    """Every pathology, setting and service that the nomenclature holds."""
    every = (Schedule(p, where, what) for p in Pathology for where in Setting for what in Service)
    return [schedule for schedule in every if any(ranges(book, *schedule, day) for day in days)]


def _laid_by_period(book: TariffBook, schedule: Schedule, days: Sequence[date]) -> list[_Laid]:
    """A schedule period by period; it only changes with the nomenclature or a limit."""
    changed = {*book.nomenclatures, *(day for limit in book.limits.values() for day in limit)}
    since = [max(day for day in changed if day <= period) for period in days]
    laid = {day: _laid(book, schedule, day) for day in set(since)}
    return [laid[day] for day in since]


def _laid(book: TariffBook, schedule: Schedule, day: date) -> _Laid:
    group = kind_of(schedule.pathology, schedule.setting).group
    billed = [extra for extra in EXTRAS if (extra, schedule.service) != NO_JOURNEY]
    codes = {extra: extra_code(book, schedule.setting, group, extra, day) for extra in billed}
    return _Laid(
        ranges(book, *schedule, day),
        tuple(Line(code) if (code := codes.get(extra)) else None for extra in EXTRAS),
        own_limit(book, *schedule, day),
        fa_years(book, schedule.pathology, schedule.setting, day),
    )


def _lines(of: _Laid) -> Iterable[Line]:
    yield from (range_.line for range_ in of.ranges)
    yield from (line for line in of.extras if line)


def _by_schedule(
    known: Sequence[Schedule], laid: Sequence[Sequence[_Laid]], line: Mapping[Line, int]
) -> BySchedule:
    number = {schedule: n for n, schedule in enumerate(known)}
    kinds = [kind_of(schedule.pathology, schedule.setting) for schedule in known]
    firsts = [[[r.first for r in of.ranges] for of in row] for row in laid]
    lines = [[[line[r.line] for r in of.ranges] for of in row] for row in laid]
    limits = [[of.own_limit or FAR for of in row] for row in laid]
    years = [[of.fa_years for of in row] for row in laid]
    extras = [[[line[x] if x else NOWHERE for x in of.extras] for of in row] for row in laid]
    return BySchedule(
        number=number,
        range_first=_filled(firsts, FAR, more=1),
        range_line=_filled(lines, NOWHERE),
        extra_line=Table(extras, places=True),
        own_limit=Table(limits),
        fa_years=Table(years),
        then=Table([number[_then(schedule)] for schedule in known], places=True),
        by_year=Table([kind.counter is Counter.CALENDAR_YEAR for kind in kinds]),
        report_yearly=Table([kind.report is ReportDue.YEARLY for kind in kinds]),
        heavy=Table([kind.group == "heavy" for kind in kinds]),
        palliative=Table([schedule.pathology is Pathology.PALLIATIVE for schedule in known]),
        travel_twice=Table([schedule[1:] == TRAVEL_TWICE for schedule in known]),
        alike=_alike([(kinds[n].counter, firsts[n], limits[n], years[n]) for n in number.values()]),
    )


def _alike(counted: Sequence[object]) -> tuple[tuple[int, ...], ...]:
    """The places of what is the same."""
    found: dict[str, list[int]] = {}
    for n, how in enumerate(counted):
        found.setdefault(repr(how), []).append(n)
    return tuple(map(tuple, found.values()))


def _then(schedule: Schedule) -> Schedule:
    """Where a course goes on when its own limit is over: the current tariff, same setting."""
    if not kind_of(schedule.pathology, schedule.setting).then_current:
        return schedule
    return Schedule(Pathology.CURRENT, schedule.setting, Service.SESSION)


def _filled(rows: Sequence[Sequence[Sequence[int]]], filler: int, more: int = 0) -> Table:
    """Lists of unequal length as one table, each filled up to the longest (and `more`)."""
    width = more + max(len(cell) for row in rows for cell in row)
    cells = [[[*cell, *[filler] * (width - len(cell))] for cell in row] for row in rows]
    return Table(cells, places=filler == NOWHERE)


def _by_line(book: TariffBook, lines: tuple[Line, ...], days: Sequence[date]) -> ByLine:
    services = [service_of(book, line) for line in lines]
    return ByLine(
        line=lines,
        price=Table([[_prices(book, line, day) for day in days] for line in lines]),
        is_extra=Table([service in EXTRAS for service in services]),
        is_starred=Table([service == OVERRUN for service in services]),
        rests_on=Table([[_bits(book, line, day, rests_on) for day in days] for line in lines]),
        reduction_rests_on=Table(
            [[_bits(book, line, day, reduction_rests_on) for day in days] for line in lines]
        ),
        sources=tuple(
            tuple(sources_of(book, line, day) if exists(book, line, day) else () for day in days)
            for line in lines
        ),
    )


def exists(book: TariffBook, line: Line, day: date) -> bool:
    """The nomenclature of a day holds the code of a line; no range leads there on other days."""
    return line.code in book.nomenclature(day).codes


def _bits(book: TariffBook, line: Line, day: date, notices: Notices) -> int:
    return bits(notices(book, line, day)) if exists(book, line, day) else 0


def service_of(book: TariffBook, line: Line) -> str:
    """What the code of a line stands for."""
    codes = (of.codes.get(line.code) for of in book.nomenclatures.values())
    return next(code.service for code in codes if code)


def _prices(book: TariffBook, line: Line, day: date) -> list[Price]:
    if not exists(book, line, day):
        return [NO_PRICE, NO_PRICE]
    return [_price(book, line, day, bim=bim) for bim in (False, True)]


def _price(book: TariffBook, line: Line, day: date, *, bim: bool) -> Price:
    """Past the cap nothing is covered: no reimbursement and no fixed share, all is supplement."""
    unit = unit_price(book, line.code, day, bim=bim)
    if line.reimbursed:
        return Price(*unit, covered_fee=unit.official_fee)
    return Price(unit.official_fee, unit.bound_fee, 0, 0, 0, 0)


def _by_period(book: TariffBook, days: Sequence[date]) -> ByPeriod:
    first_days = tuple(in_force(book.editions, day).first_day for day in days)
    reductions = [in_force(book.reductions, day) for day in days]
    percents = [reduction.percent for reduction in reductions]
    changed = [0, *(int(one != other) for one, other in pairwise(percents))]
    return ByPeriod(
        first_day=first_days,
        edition=Table([sorted(book.editions).index(first_day) for first_day in first_days]),
        reduction=Table(list(accumulate(changed))),
        reduction_source=tuple(reduction.source for reduction in reductions),
    )
