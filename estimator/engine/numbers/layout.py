"""Lays the tariff book out in the tables of a sheet, once per process."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from estimator.engine.model.case import HOSPITALISED, Pathology, Service, Setting
from estimator.engine.model.fields import day_number
from estimator.engine.model.notices import (
    bits,
    listed_since,
    of_schedule,
    price_since,
    price_sources,
    reduction_rests_on,
    rests_on,
    status_where_bound,
    status_where_free,
)
from estimator.engine.model.schedules import (
    Counter,
    PaidCode,
    RankRange,
    ReportDue,
    counting_rule,
    extra_code,
    fa_years,
    own_limit,
    rank_ranges,
)
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.engine.numbers.calendar import (
    anniversaries,
    days_off,
    last_day,
    periods_of,
    span_by_day,
    spans_of,
)
from estimator.engine.numbers.tables import (
    EXTRAS,
    FAR,
    NOWHERE,
    OVERRUN,
    Counting,
    LineFacts,
    LineNotices,
    Names,
    Period,
    Price,
    Ranks,
    Schedule,
    Sheet,
    Tables,
    Terms,
)
from estimator.engine.tariffs.prices import unit_price

TRAVEL_TWICE = (Setting.HOME, Service.RESPIRATORY_60)
#: A second session of the day brings no second journey (M/24 art. 3 § 4).
NO_JOURNEY = ("travel", Service.SECOND_SESSION)
#: Fills up the ranges of a schedule that has fewer than another.
NO_RANKS = Ranks(FAR, FAR, NOWHERE, NOWHERE)
#: A code on a day that doesn't know it.
NO_PRICE = Price(0, 0, 0, 0, 0, 0, 0, 0)


class _Laid(NamedTuple):
    """A schedule in one period."""

    ranges: tuple[RankRange, ...]
    extras: tuple[PaidCode | None, ...]
    own_limit: int | None
    fa_years: int

    @property
    def limits(self) -> object:
        """What a person notices when it changes, whatever the codes are called."""
        return [(r.first, r.last, r.line.reimbursed) for r in self.ranges], *self[2:]

    @property
    def ends(self) -> bool:
        """Behind the last rank no code is known, and the course doesn't go on as current."""
        return bool(self.ranges and self.ranges[-1].last and not self.own_limit)


def lay_out(book: TariffBook) -> Sheet:
    """The tables of a tariff book. Raises `TariffGap` where a session would have no price."""
    periods = periods_of(book)
    known = known_schedules(book, periods)
    laid = [_laid_by_period(book, schedule, periods) for schedule in known]
    lines = tuple(dict.fromkeys(line for row in laid for of in row for line in _lines(of)))
    tables = _tables(book, periods, dict(zip(known, laid, strict=True)), lines)
    return Sheet(book, periods, services_by_place(known), tables, _names(book, lines, periods))


def known_schedules(book: TariffBook, days: Sequence[date]) -> list[Schedule]:
    """Every pathology, setting and service that the nomenclature holds."""
    every = (Schedule(p, where, what) for p in Pathology for where in Setting for what in Service)
    return [
        schedule for schedule in every if any(rank_ranges(book, *schedule, day) for day in days)
    ]


def services_by_place(
    known: Iterable[Schedule],
) -> dict[tuple[Pathology, Setting], tuple[Service, ...]]:
    """The services for each pathology in each setting, in the order of the schedules."""
    found: dict[tuple[Pathology, Setting], tuple[Service, ...]] = {}
    for treated, where, what in known:
        found[treated, where] = (*found.get((treated, where), ()), what)
    return found


def _laid_by_period(book: TariffBook, schedule: Schedule, days: Sequence[date]) -> list[_Laid]:
    """A schedule period by period; it only changes with the nomenclature or a limit."""
    changed = {*book.nomenclatures, *(day for limit in book.limits.values() for day in limit)}
    since = [max(day for day in changed if day <= period) for period in days]
    laid = {day: _laid(book, schedule, day) for day in set(since)}
    return [laid[day] for day in since]


def _laid(book: TariffBook, schedule: Schedule, day: date) -> _Laid:
    group = counting_rule(schedule.pathology, schedule.setting).group
    billed = [extra for extra in EXTRAS if (extra, schedule.service) != NO_JOURNEY]
    codes = {extra: extra_code(book, schedule.setting, group, extra, day) for extra in billed}
    return _Laid(
        rank_ranges(book, *schedule, day),
        tuple(PaidCode(code) if (code := codes.get(extra)) else None for extra in EXTRAS),
        own_limit(book, *schedule, day),
        fa_years(book, schedule.pathology, schedule.setting, day),
    )


def _lines(of: _Laid) -> Iterable[PaidCode]:
    yield from (range_.line for range_ in of.ranges)
    yield from (line for line in of.extras if line)


def _tables(
    book: TariffBook,
    periods: Sequence[date],
    laid: Mapping[Schedule, Sequence[_Laid]],
    lines: Sequence[PaidCode],
) -> Tables:
    place = {line: n for n, line in enumerate(lines)}
    number = {schedule: n for n, schedule in enumerate(laid)}
    until = last_day(book)
    spans = spans_of(periods, until)
    every = [of for row in laid.values() for of in row]
    years = range(1, 1 + max(of.fa_years for of in every))
    most = max(len(of.ranges) for of in every)
    fa_years_from = date(book.first_day.year - max(years, default=0), 1, 1)
    return Tables(
        first_day=day_number(book.first_day),
        last_start=day_number(book.last_start),
        span_of=span_by_day(spans),
        day_off=days_off(book.first_day, until, book.holidays),
        anniversaries_from=day_number(fa_years_from),
        anniversary=[anniversaries(fa_years_from, book.last_start, later) for later in years],
        span=spans,
        period=_periods(book, periods),
        schedule=[
            [[number.get(Schedule(p, s, v), NOWHERE) for v in Service] for s in Setting]
            for p in Pathology
        ],
        hospitalised=[setting in HOSPITALISED for setting in Setting],
        counting=[_counting(schedule, number, laid) for schedule in laid],
        terms=[_terms(row, place, periods) for row in laid.values()],
        ranks=[[_ranks(book, of, place, most) for of in row] for row in laid.values()],
        line=[_line_facts(service_of(book, line)) for line in lines],
        grounds=[[_grounds(book, line, day) for day in periods] for line in lines],
        price=[[_prices(book, line, day) for day in periods] for line in lines],
    )


def _counting(
    schedule: Schedule,
    number: Mapping[Schedule, int],
    laid: Mapping[Schedule, Sequence[_Laid]],
) -> Counting:
    kind, then = counting_rule(schedule.pathology, schedule.setting), _then(schedule)
    return Counting(
        then=number[then],
        by_year=kind.counter is Counter.CALENDAR_YEAR,
        report_yearly=kind.report is ReportDue.YEARLY,
        fb=kind.group == "fb",
        palliative=schedule.pathology is Pathology.PALLIATIVE,
        in_hospital=schedule.setting in HOSPITALISED,
        travel_twice=schedule[1:] == TRAVEL_TWICE,
        ends=any(of.ends for of in (*laid[schedule], *laid[then])),
        notices=bits(of_schedule(*schedule)),
    )


def _then(schedule: Schedule) -> Schedule:
    """Where a course goes on when its own limit is over: the current tariff, same setting."""
    if not counting_rule(schedule.pathology, schedule.setting).then_current:
        return schedule
    return Schedule(Pathology.CURRENT, schedule.setting, Service.SESSION)


def _terms(
    row: Sequence[_Laid], place: Mapping[PaidCode, int], periods: Sequence[date]
) -> list[Terms]:
    since = periods[0]
    found: list[Terms] = []
    for n, of in enumerate(row):
        if n and of.limits != row[n - 1].limits:
            since = periods[n]
        extras = (place[line] if line else NOWHERE for line in of.extras)
        found.append(Terms(of.own_limit or FAR, of.fa_years, day_number(since), *extras))
    return found


def _ranks(book: TariffBook, of: _Laid, place: Mapping[PaidCode, int], most: int) -> list[Ranks]:
    """Each range of ranks ends where it says so, or where the next one begins; filled up to the
    most that there are."""
    ends = [*(later.first for later in of.ranges[1:]), FAR]
    ends = [min(end, (r.last or FAR) + 1) for r, end in zip(of.ranges, ends, strict=False)]
    own = [
        Ranks(r.first, end, place[r.line], place[earlier.line] if earlier else NOWHERE)
        for earlier, r, end in zip(_earlier(book, of.ranges), of.ranges, ends, strict=True)
    ]
    return [*own, *[NO_RANKS] * (most - len(own))]


def _earlier(book: TariffBook, of: Sequence[RankRange]) -> Iterator[RankRange | None]:
    """The range before each one; None where there is none, and where the step to an overrun or
    past the cap has a notice of its own."""
    for before, after in zip((None, *of), of, strict=False):
        own_notice = not after.line.reimbursed or service_of(book, after.line) == OVERRUN
        yield None if own_notice else before


def _line_facts(service: str) -> LineFacts:
    return LineFacts(is_extra=service in EXTRAS, is_starred=service == OVERRUN)


def _grounds(book: TariffBook, line: PaidCode, day: date) -> LineNotices:
    if not exists(book, line, day):
        return LineNotices(0, 0, 0, 0)
    return LineNotices(
        bits(rests_on(book, line, day)),
        bits(reduction_rests_on(book, line, day)),
        day_number(price_since(book, line, day)),
        day_number(listed_since(book, line, day)),
    )


def _names(book: TariffBook, lines: tuple[PaidCode, ...], periods: Sequence[date]) -> Names:
    return Names(
        line=lines,
        sources=tuple(
            tuple(
                price_sources(book, line, day) if exists(book, line, day) else () for day in periods
            )
            for line in lines
        ),
        first_day=tuple(in_force(book.editions, day).first_day for day in periods),
        reduction_source=tuple(in_force(book.reductions, day).source for day in periods),
        status=tuple(tuple(_status(book, line, day) for day in periods) for line in lines),
    )


def _status(book: TariffBook, line: PaidCode, day: date) -> tuple[str, str]:
    if not exists(book, line, day):
        return "", ""
    return status_where_bound(book, line, day), status_where_free(book, line, day)


def exists(book: TariffBook, line: PaidCode, day: date) -> bool:
    """The nomenclature of a day holds the code of a line; no range leads there on other days."""
    return line.code in book.nomenclature(day).codes


def service_of(book: TariffBook, line: PaidCode) -> str:
    """What the code of a line stands for."""
    codes = (of.codes.get(line.code) for of in book.nomenclatures.values())
    return next(code.service for code in codes if code)


def _prices(book: TariffBook, line: PaidCode, day: date) -> list[Price]:
    if not exists(book, line, day):
        return [NO_PRICE, NO_PRICE]
    return [_price(book, line, day, bim=bim) for bim in (False, True)]


def _price(book: TariffBook, line: PaidCode, day: date, *, bim: bool) -> Price:
    """Past the cap nothing is covered: no reimbursement and no fixed share, all is supplement."""
    unit = unit_price(book, line.code, day, bim=bim)
    if line.reimbursed:
        return Price(*unit)
    return NO_PRICE._replace(official_fee=unit.official_fee, bound_fee=unit.bound_fee)


def _periods(book: TariffBook, periods: Sequence[date]) -> list[Period]:
    editions = [in_force(book.editions, day).first_day for day in periods]
    percents = [in_force(book.reductions, day).percent for day in periods]
    changed = accumulate([0, *(int(one != other) for one, other in pairwise(percents))])
    numbers = map(sorted(book.editions).index, editions)
    unknown = (bool(book.open_on(day, "reduction")) for day in periods)
    binding = (in_force(book.conventions, day, "convention").binds for day in periods)
    return [Period(*each) for each in zip(numbers, changed, unknown, binding, strict=True)]
