"""Days as numbers, and the days between which nothing in the tariff changes.

A *period* is a number of days under one tariff; a *span* is a period within one calendar year.
"""

from calendar import isleap
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dateutil.easter import easter

from estimator.engine.model.case import MAX_SESSIONS
from estimator.engine.model.fields import day_number
from estimator.engine.model.tariff_book import Holiday, TariffBook
from estimator.engine.numbers.tables import FAR, Span

#: Days of a year before and after 29 February.
TO_MARCH, FROM_MARCH = 59, 306
SATURDAY = 5


def periods_of(book: TariffBook) -> tuple[date, ...]:
    """The first day of each period, from the first edition on."""
    days = {day for values in book.dated for day in values}
    days |= {question.first_day for question in book.open_questions}
    known = (edition.known_until for edition in book.editions.values())
    days |= {until + timedelta(days=1) for until in known if until}
    return tuple(sorted(day for day in days if day >= book.first_day))


def last_day(book: TariffBook) -> date:
    """The last day on which a session of any course can fall, rounded up to the end of the year."""
    return date((book.last_start + timedelta(weeks=MAX_SESSIONS)).year, 12, 31)


def spans_of(periods: Sequence[date], until: date) -> list[Span]:
    """The spans from the first period on; each begins with a tariff or a year."""
    years = {date(year, 1, 1) for year in range(periods[0].year + 1, until.year + 2)}
    starts = sorted({*(day for day in periods if day <= until), *years})
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
    """The span of each day, and of the first day of the last span."""
    found = [place for place, span in enumerate(spans[:-1]) for _ in range(span.start, span.end)]
    return [*found, len(spans) - 1]


def days_off(first: date, until: date, holidays: Iterable[Holiday]) -> list[int]:
    """For each day, 1 if it is a weekend day or a public holiday, else 0."""
    off = {day for year in range(first.year, until.year + 1) for day in in_year(year, holidays)}
    days = (first + timedelta(days=n) for n in range((until - first).days + 1))
    return [int(day.weekday() >= SATURDAY or day in off) for day in days]


def in_year(year: int, holidays: Iterable[Holiday]) -> Iterable[date]:
    """The public holidays of a year."""
    for holiday in holidays:
        if holiday.month and holiday.day:
            yield date(year, holiday.month, holiday.day)
        else:
            yield easter(year) + timedelta(days=holiday.days_after_easter or 0)


def anniversaries(first: date, until: date, years: int) -> list[int]:
    """The same day some years later, for each day; 29 February becomes 1 March."""
    found: list[int] = []
    for year in range(first.year, until.year + 1):
        january, march = (day_number(date(year + years, month, 1)) for month in (1, 3))
        found += range(january, january + TO_MARCH)
        found += [march] * isleap(year)
        found += range(march, march + FROM_MARCH)
    return found[(first - date(first.year, 1, 1)).days :]
