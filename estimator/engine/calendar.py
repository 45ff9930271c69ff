"""Days as numbers, and the stretches of days on which nothing in the tariff changes.

A *period* is a stretch of days under one tariff; a *span* is a period within a calendar year.
"""

from calendar import isleap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from estimator.engine.case import LAST_START, MAX_SESSIONS
from estimator.engine.sheet import FAR, Span
from estimator.engine.tariffs import TariffBook

EPOCH = date(1970, 1, 1).toordinal()
TO_MARCH, FROM_MARCH = 59, 306
"""Days of a year before and after 29 February."""
LAST_YEAR = (LAST_START + timedelta(weeks=MAX_SESSIONS)).year


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - EPOCH


def periods_of(book: TariffBook) -> tuple[date, ...]:
    """The first day of each period, from the first edition on."""
    return tuple(sorted({day for day in changes(book) if day >= book.first_day}))


def spans_of(periods: Sequence[date]) -> list[Span]:
    """Every day from the first period on, cut wherever a tariff or a year begins."""
    years = {date(year, 1, 1) for year in range(periods[0].year + 1, LAST_YEAR + 2)}
    starts = sorted({*periods, *years})
    ends = [*map(day_number, starts[1:]), FAR]
    return [
        Span(
            day_number(start),
            end,
            day_number(start.replace(month=1, day=1)),
            sum(first <= start for first in periods) - 1,
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def span_by_day(spans: Sequence[Span]) -> list[int]:
    """The span of each day; the last span only has its first one."""
    found = [place for place, span in enumerate(spans[:-1]) for _ in range(span.start, span.end)]
    return [*found, len(spans) - 1]


def anniversaries(first: date, years: int) -> list[int]:
    """The same day some years later, for the first possible start and each one after it; 29
    February becomes 1 March."""
    found: list[int] = []
    for year in range(first.year, LAST_START.year + 1):
        january, march = (day_number(date(year + years, month, 1)) for month in (1, 3))
        found += range(january, january + TO_MARCH)
        found += [march] * isleap(year)
        found += range(march, march + FROM_MARCH)
    return found[(first - date(first.year, 1, 1)).days :]


def changes(book: TariffBook) -> Iterable[date]:
    """The first day of everything dated in the book, and the first day past what is known."""
    dated: list[Mapping[date, object]] = [book.nomenclatures, book.editions, book.reductions]
    dated += [*book.copayments.values(), *book.travel.values(), *book.limits.values()]
    for values in dated:
        yield from values
    for edition in book.editions.values():
        if edition.known_until:
            yield edition.known_until + timedelta(days=1)
