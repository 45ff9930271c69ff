"""Days as people write them; in which order, where day and month are both numbers."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final

from babel.dates import get_day_names, get_month_names

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import ISO_DAY
from estimator.lists.columns.model import DayOrder
from estimator.lists.values.synonyms import spoken
from estimator.locales import LANGUAGES
from estimator.locales import words as words_of
from estimator.wording.search.matching import plain_letters

Days = Mapping[DayOrder, date]

NO_DAYS: Days = MappingProxyType({})
#: The day that a spreadsheet counts from, as its numbers from March 1900 on have it.
FIRST_SERIAL = date(1899, 12, 30)
#: No tariff lies outside.
SERIAL_DAYS = (date(2000, 1, 1), date(2100, 12, 31))
CENTURY = 2000
YEAR_DIGITS = 4
WIDTHS: Final = ("wide", "abbreviated")
SHORT_TOO: Final = ("wide", "abbreviated", "short")
CONTEXTS: Final = ("format", "stand-alone")
#: The time of day behind a day. With a time zone it would be another day elsewhere.
TIME = re.compile(r"[t, ] *(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?$")
#: A day of the week before a day.
WEEKDAY = re.compile(r"(?P<weekday>[a-z]+)\.?,? +(?=\S+)(?P<rest>.*\d.*)")
NUMBERS = re.compile(
    r"(?P<one>\d{1,2}) ?(?P<by>[./-]) ?(?P<two>\d{1,2}) ?(?P=by) ?(?P<year>\d{4}|\d{2})"
)
YEAR_FIRST = re.compile(
    r"(?P<year>\d{4}) ?(?P<by>[./-]) ?(?P<month>\d{1,2}) ?(?P=by) ?(?P<day>\d{1,2})"
)
COMPACT = re.compile(r"(?P<year>2[01]\d{2})(?P<month>\d{2})(?P<day>\d{2})")
SERIAL = re.compile(r"(?P<serial>\d{5})(?:[.,]\d+)?")


def day_text(field: str, text: str, order: DayOrder | None) -> str | None:
    """A day as the contract has it; None for what is no day, or none in this order.

    Raises `InvalidAnswer` for a day that may be two, without an order.
    """
    found = days_in(text)
    days = sorted({*found.values()} if order is None else {found[order]} if order in found else ())
    if len(days) > 1:
        both = tuple(map(str, days))
        raise InvalidAnswer(field, given=text, reason="day_two_ways", allowed=both)
    return str(days[0]) if days else None


def orders_possible(values: Iterable[object]) -> frozenset[DayOrder]:
    """The orders in which all days of a column can be read: none if they contradict each other.
    What can't be read as a day decides nothing."""
    possible = frozenset(DayOrder)
    for value in values:
        if found := days_in(str(value)):
            possible &= frozenset(found)
    return possible


def order_needed(values: Iterable[object]) -> bool:
    """Whether some day of a column is another one in the other order."""
    return any(len({*days_in(str(value)).values()}) > 1 for value in values)


def days_in(text: str) -> Days:
    """The day that a text names, by the orders in which it can be read; none if it is no day."""
    if ISO_DAY.fullmatch(text):
        return same_day(day_of(*map(int, text.split("-"))))
    plain = TIME.sub("", " ".join(plain_letters(text).split()))
    for form, days_of in forms():
        if found := form.fullmatch(plain):
            return days_of(found)
    found = WEEKDAY.fullmatch(plain)
    known = weekdays().get(found["weekday"], ()) if found else ()
    days = days_in(found["rest"]).items() if found and known else ()
    return {order: day for order, day in days if day.weekday() in known}


@cache
def forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]], ...]:
    """The forms in which a day is written; no text has two of them."""
    with_month = (
        (form, lambda found: same_day(day_of_month(found))) for form in forms_with_month()
    )
    return (
        (NUMBERS, days_of_numbers),
        (YEAR_FIRST, lambda found: same_day(day_of_parts(found))),
        (COMPACT, lambda found: same_day(day_of_parts(found))),
        (SERIAL, lambda found: same_day(day_of_serial(int(found["serial"])))),
        *with_month,
    )


def days_of_numbers(found: re.Match[str]) -> Days:
    """The days of 03/04/2026, of which either number may be the month."""
    one, two, year = int(found["one"]), int(found["two"]), year_of(found["year"])
    both = {
        DayOrder.DAY_FIRST: day_of(year, two, one),
        DayOrder.MONTH_FIRST: day_of(year, one, two),
    }
    return {order: day for order, day in both.items() if day}


def day_of_parts(found: re.Match[str]) -> date | None:
    """The day of 2025/05/05 or 20250505."""
    return day_of(*(int(found[part]) for part in ("year", "month", "day")))


def day_of_month(found: re.Match[str]) -> date | None:
    """The day of 5 mai 2025 or May 5, 2025."""
    month = names_of_months()[found["month"]]
    return day_of(year_of(found["year"]), month, int(found["day"]))


def same_day(day: date | None) -> Days:
    """A day that is the same in any order."""
    return dict.fromkeys(DayOrder, day) if day else NO_DAYS


def day_of(year: int, month: int, day: int) -> date | None:
    """A day that the calendar holds, or None."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of(digits: str) -> int:
    """A year; 25 is 2025."""
    return int(digits) + (0 if len(digits) == YEAR_DIGITS else CENTURY)


def day_of_serial(number: int) -> date | None:
    """The day that a spreadsheet means by a number, among those that tariffs can have."""
    day = FIRST_SERIAL + timedelta(days=number)
    first, last = SERIAL_DAYS
    return day if first <= day <= last else None


@cache
def names_of_months() -> Mapping[str, int]:
    """The number of a month by its names, whole and shortened, in all languages."""
    return {
        plain_letters(name).rstrip("."): number
        for language in LANGUAGES
        for width in WIDTHS
        for context in CONTEXTS
        for number, name in get_month_names(width, context, words_of(language).locale).items()
    }


@cache
def weekdays() -> Mapping[str, frozenset[int]]:
    """The days of the week by their names, whole and shortened, 0 being Monday: “ma” may be two."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in SHORT_TOO:
            for number, name in get_day_names(width, locale=words_of(language).locale).items():
                found.setdefault(plain_letters(name).rstrip("."), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def forms_with_month() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Days with the month in letters: 5. Mai 2025, 1er-mai-25; May 5, 2025."""
    endings = "|".join(sorted({plain_letters(each) for each in spoken("day_endings")}))
    names = "|".join(sorted(names_of_months(), key=len, reverse=True))
    day, month = rf"(?P<day>\d{{1,2}})(?:{endings})?", rf"(?P<month>{names})\.?"
    day_first = rf"{day}\.?[ ./-]?{month},?[ ./-]?(?P<year>\d{{4}}|\d{{2}})"
    month_first = rf"{month} ?{day}(?:, ?| )(?P<year>\d{{4}})"
    return re.compile(day_first), re.compile(month_first)
