"""Days as numbers, and the stretches of days on which nothing in the tariff changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from estimator.engine.case import LAST_START, MAX_SESSIONS
from estimator.engine.columns import Number
from estimator.engine.lookups import Table
from estimator.engine.tariffs import TariffBook

EPOCH = date(1970, 1, 1)
LAST_YEAR = (LAST_START + timedelta(weeks=MAX_SESSIONS)).year
FAR = 1 << 28
MONTHS_A_YEAR = 12


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return (day - EPOCH).days


def years_later(day: Number, years: Number) -> Number:
    """The same day some years later; 29 February becomes 1 March."""
    start = np.asarray(day).astype("datetime64[D]")
    month = start.astype("datetime64[M]")
    later = (month + MONTHS_A_YEAR * years).astype("datetime64[D]") + (start - month)
    numbers = later.astype(np.int64)
    return numbers if numbers.ndim else int(numbers)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which something changes.

    A *period* is a stretch of days under one tariff; a *span* is a period within a calendar year.
    """

    periods: tuple[date, ...]
    span_start: Table
    """First day of each span, and a last entry past all days."""
    span_end: Table
    """First day after each span."""
    span_year: Table
    """1 January of the year that each span lies in."""
    span_period: Table
    """The period that each span lies in."""

    def span_of(self, day: Number) -> Number:
        """The span that a day lies in."""
        return self.span_start.position(day)

    def year_of(self, day: Number) -> Number:
        """1 January of the year that a day lies in."""
        return self.span_year(self.span_of(day))


def calendar_of(book: TariffBook) -> Calendar:
    """Every day from the first edition on, cut wherever a tariff or a year begins."""
    periods = tuple(sorted({day for day in changes(book) if day >= book.first_day}))
    years = (date(year, 1, 1) for year in range(book.first_day.year + 1, LAST_YEAR + 2))
    spans = sorted({*periods, *years})
    starts = Table([day_number(day) for day in periods])
    return Calendar(
        periods=periods,
        span_start=Table([*map(day_number, spans), FAR]),
        span_end=Table([*map(day_number, spans[1:]), FAR]),
        span_year=Table([day_number(day.replace(month=1, day=1)) for day in spans]),
        span_period=Table([starts.position(day_number(day)) for day in spans], places=True),
    )


def changes(book: TariffBook) -> Iterable[date]:
    """The first day of everything dated in the book, and the first day past what is known."""
    dated: list[Mapping[date, object]] = [book.nomenclatures, book.editions, book.reductions]
    dated += [*book.copayments.values(), *book.travel.values(), *book.limits.values()]
    for values in dated:
        yield from values
    for edition in book.editions.values():
        if edition.known_until:
            yield edition.known_until + timedelta(days=1)
