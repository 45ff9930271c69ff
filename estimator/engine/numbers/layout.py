"""Lays a tariff book out as the tables of a sheet, once per process."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from estimator.engine.model import notices
from estimator.engine.model.case import HOSPITALISED, Pathology, Service, Setting
from estimator.engine.model.fields import day_number
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
from estimator.engine.numbers import calendar
from estimator.engine.numbers.tables import (
    FAR,
    NOWHERE,
    OVERRUN,
    CodeKind,
    CodeNotices,
    Counting,
    Names,
    Period,
    Ranks,
    Schedule,
    Sheet,
    Tables,
    Terms,
)
from estimator.engine.tariffs.prices import EXTRAS, UnitPrice, unit_price

TRAVEL_TWICE = (Setting.HOME, Service.RESPIRATORY_60)
#: A second session of the day brings no second journey (M/24 art. 3 § 4).
NO_JOURNEY = ("travel", Service.SECOND_SESSION)
#: Fills up the rows of schedules with fewer ranges than others.
NO_RANKS = Ranks(FAR, FAR, NOWHERE, NOWHERE)
#: For a code on a day whose nomenclature lacks it.
NO_PRICE = UnitPrice(0, 0, 0, 0, 0, 0, 0, 0)
NO_NOTICES = CodeNotices(0, 0, 0, 0)


class _Laid(NamedTuple):
    """A schedule in one period."""

    ranges: tuple[RankRange, ...]
    extras: tuple[PaidCode | None, ...]
    own_limit: int | None
    fa_years: int

    @property
    def limits(self) -> object:
        """The limits that a person notices when they change, whatever the codes."""
        return [(r.first, r.last, r.paid.reimbursed) for r in self.ranges], *self[2:]

    @property
    def ends(self) -> bool:
        """Whether no code is known, or none after the last rank, and the course doesn't go on as
        current."""
        return not self.ranges or bool(self.ranges[-1].last and not self.own_limit)

    @property
    def codes(self) -> list[PaidCode]:
        """Every code that the schedule bills."""
        return [*(r.paid for r in self.ranges), *filter(None, self.extras)]


def lay_out(book: TariffBook, most_above: int = FAR) -> Sheet:
    """The tables of a tariff book. Raises `TariffGap` where a session would have no price.
    `most_above` (cents): the most that may be asked above a covered fee."""
    periods = calendar.periods_of(book)
    every = (Schedule(p, where, what) for p in Pathology for where in Setting for what in Service)
    known = [it for it in every if any(rank_ranges(book, *it, day) for day in periods)]
    laid = {schedule: _laid_by_period(book, schedule, periods) for schedule in known}
    codes = list(dict.fromkeys(code for row in laid.values() for of in row for code in of.codes))
    by_code = partial(_by_code, book, codes, periods)
    names = Names(
        code=codes,
        sources=by_code(notices.price_sources, ()),
        first_day=[in_force(book.editions, day).first_day for day in periods],
        reduction_source=[in_force(book.reductions, day).source for day in periods],
        status=by_code(_statuses, ("", "")),
    )
    tables = _tables(book, periods, laid, codes, most_above)
    return Sheet(book, periods, _services(known), tables, names)


def _by_code(
    book: TariffBook,
    codes: Sequence[PaidCode],
    periods: Sequence[date],
    of: Callable[[TariffBook, PaidCode, date], Any],
    absent: Any,
) -> list[list[Any]]:
    """A value for each code and period; `absent` where the nomenclature lacks the code."""
    days = [(day, book.nomenclature(day).codes) for day in periods]
    return [
        [of(book, paid, day) if paid.code in listed else absent for day, listed in days]
        for paid in codes
    ]


def _services(known: Iterable[Schedule]) -> dict[tuple[Pathology, Setting], tuple[Service, ...]]:
    """The services of each pathology and setting, in their order."""
    services: dict[tuple[Pathology, Setting], tuple[Service, ...]] = {}
    for treated, where, what in known:
        services[treated, where] = (*services.get((treated, where), ()), what)
    return services


def _tables(
    book: TariffBook,
    periods: Sequence[date],
    laid: Mapping[Schedule, Sequence[_Laid]],
    codes: Sequence[PaidCode],
    most_above: int,
) -> Tables:
    """What the rules look up: schedules, codes, periods and spans by their numbers."""
    by_code = partial(_by_code, book, codes, periods)
    until = calendar.last_day(book)
    spans = calendar.spans_of(periods, until)
    place = {code: n for n, code in enumerate(codes)}
    number = {schedule: n for n, schedule in enumerate(laid)}
    years = range(1, 1 + max(of.fa_years for row in laid.values() for of in row))
    most = max(len(of.ranges) for row in laid.values() for of in row)
    fa_years_from = date(book.first_day.year - max(years, default=0), 1, 1)
    return Tables(
        first_day=day_number(book.first_day),
        last_start=day_number(book.last_start),
        span_of=calendar.span_by_day(spans),
        day_off=calendar.days_off(book.first_day, until, book.holidays),
        anniversaries_from=day_number(fa_years_from),
        anniversary=[
            calendar.anniversaries(fa_years_from, book.last_start, later) for later in years
        ],
        span=spans,
        period=_periods(book, periods),
        schedule=[
            [[number.get(Schedule(p, s, v), NOWHERE) for v in Service] for s in Setting]
            for p in Pathology
        ],
        hospitalised=[setting in HOSPITALISED for setting in Setting],
        counting=[_counting(schedule, number, laid) for schedule in laid],
        terms=[_terms(row, place, periods) for row in laid.values()],
        ranks=[[_ranks(book, of.ranges, place, most) for of in row] for row in laid.values()],
        code=[CodeKind((it := service_of(book, code)) in EXTRAS, it == OVERRUN) for code in codes],
        notices=by_code(_notices, NO_NOTICES),
        price=by_code(_prices, [NO_PRICE, NO_PRICE]),
        most_above=most_above,
    )


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


def _counting(
    schedule: Schedule,
    number: Mapping[Schedule, int],
    laid: Mapping[Schedule, Sequence[_Laid]],
) -> Counting:
    """How a schedule is counted; past its own limit it goes on as current in the same setting."""
    rule, then = counting_rule(schedule.pathology, schedule.setting), schedule
    if rule.then_current:
        then = Schedule(Pathology.CURRENT, schedule.setting, Service.SESSION)
    return Counting(
        then=number[then],
        counts=rule.group != "day_hospital",
        by_year=rule.counter is Counter.CALENDAR_YEAR,
        report_yearly=rule.report is ReportDue.YEARLY,
        current=rule.group == "current",
        fb=rule.group == "fb",
        palliative=schedule.pathology is Pathology.PALLIATIVE,
        in_hospital=schedule.setting in HOSPITALISED,
        travel_twice=schedule[1:] == TRAVEL_TWICE,
        ends=any(of.ends for of in (*laid[schedule], *laid[then])),
        notices=notices.bits(notices.of_schedule(*schedule)),
    )


def _terms(
    row: Sequence[_Laid], place: Mapping[PaidCode, int], periods: Sequence[date]
) -> list[Terms]:
    since = periods[0]
    found: list[Terms] = []
    for n, of in enumerate(row):
        if n and of.limits != row[n - 1].limits:
            since = periods[n]
        extras = (place[code] if code else NOWHERE for code in of.extras)
        found.append(Terms(of.own_limit or FAR, of.fa_years, day_number(since), *extras))
    return found


def _ranks(
    book: TariffBook, ranges: Sequence[RankRange], place: Mapping[PaidCode, int], most: int
) -> list[Ranks]:
    """The ranges of ranks, each up to its last rank or the next range; filled up to `most`.

    The step to an overrun or past the cap has notices of its own, and so no code before it.
    """
    found = []
    for before, of, after in zip((None, *ranges), ranges, (*ranges[1:], None), strict=False):
        own_notice = not of.paid.reimbursed or service_of(book, of.paid) == OVERRUN
        found.append(
            Ranks(
                of.first,
                min(after.first if after else FAR, (of.last or FAR) + 1),
                place[of.paid],
                place[before.paid] if before and not own_notice else NOWHERE,
            )
        )
    return [*found, *[NO_RANKS] * (most - len(found))]


def service_of(book: TariffBook, paid: PaidCode) -> str:
    """The service of a code."""
    codes = (of.codes.get(paid.code) for of in book.nomenclatures.values())
    return next(code.service for code in codes if code)


def _notices(book: TariffBook, paid: PaidCode, day: date) -> CodeNotices:
    return CodeNotices(
        notices.bits(notices.rests_on(book, paid, day)),
        notices.bits(notices.reduction_rests_on(book, paid, day)),
        day_number(notices.price_since(book, paid, day)),
        day_number(notices.listed_since(book, paid, day)),
    )


def _statuses(book: TariffBook, paid: PaidCode, day: date) -> tuple[str, str]:
    return notices.status_where_bound(book, paid, day), notices.status_where_free(book, paid, day)


def _prices(book: TariffBook, paid: PaidCode, day: date) -> list[UnitPrice]:
    """The prices without and with BIM. Past the cap nothing is covered: all is supplement."""
    prices = [unit_price(book, paid.code, day, bim=bim) for bim in (False, True)]
    if paid.reimbursed:
        return prices
    return [NO_PRICE._replace(official_fee=it[0], bound_fee=it[1]) for it in prices]


def _periods(book: TariffBook, periods: Sequence[date]) -> list[Period]:
    percents = [in_force(book.reductions, day).percent for day in periods]
    changed = accumulate([0, *(int(one != other) for one, other in pairwise(percents))])
    numbers = {first_day: n for n, first_day in enumerate(sorted(book.editions))}
    return [
        Period(
            numbers[in_force(book.editions, day).first_day],
            times,
            bool(book.open_on(day, "reduction")),
            in_force(book.conventions, day, "convention").binds,
        )
        for day, times in zip(periods, changed, strict=True)
    ]
