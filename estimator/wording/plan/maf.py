"""The counter of a household in words: when the ceiling is reached, what is left to pay before and
after, what does not count."""

from collections.abc import Iterator, Sequence
from datetime import date

from babel.dates import format_skeleton

from estimator.engine.plan.household import CounterRange, HouseholdYear, total_of
from estimator.engine.ranges import EuroRange
from estimator.locales import Words
from estimator.wording.amounts import amount, within

#: The columns of the table of a year.
COUNTER_COLUMNS = ("added", "counted", "back", "left")
#: What stays to be paid after the ceiling.
OUTSIDE = ("supplement", "travel")


def year_sentences(words: Words, year: HouseholdYear) -> list[str]:
    """The ceiling of a year, then when it is reached; once for each way of counting the part that
    the 25 % rule takes away, where that makes a difference."""
    key = "household.ceiling" if year.ceiling.year == year.year else "household.ceiling_of"
    said = [
        words(key, year=year.year, ceiling=year.ceiling.ceiling, ceiling_year=year.ceiling.year)
    ]
    if not year.open:
        return [*said, counter_sentence(words, year.shares)]
    return [
        *said,
        words("household.if_not_counted", sentence=counter_sentence(words, year.shares)),
        words("household.if_counted", sentence=counter_sentence(words, year.with_reduction)),
    ]


def counter_sentence(words: Words, counter: CounterRange) -> str:
    """What the counter comes to, when the ceiling is reached, and what is left to pay."""
    names = ("added", "counted", "remaining", "back", "left_before", "left_after")
    values = {name: within(words, counter.span(name)) for name in names}
    reached = counter.reached
    if counter.least.already:
        key = "already"
    elif not reached:
        key = "below"
    elif not counter.sure:
        key = "maybe"
    else:
        key = "reached" if reached[0].month == reached[-1].month else "between"
    months = {}
    if reached:
        months = {
            "month": month_name(words, reached[0].month),
            "last": month_name(words, reached[-1].month),
        }
    sums = words("household.sums", **values)
    return f"{sums} {words(f'household.{key}', **values, **months)}"


def household_notes(words: Words, years: Sequence[HouseholdYear]) -> list[str]:
    """What the counter takes, what it does not, and what nobody knows."""
    return list(notes_in(words, years))


def notes_in(words: Words, years: Sequence[HouseholdYear]) -> Iterator[str]:
    """The same, one by one."""
    yield words("household.note.together")
    for name in OUTSIDE:
        spans = [year.shares.span_not_counted(name) for year in years]
        lows, highs = zip(*spans, strict=True)
        whole = EuroRange(total_of(lows), total_of(highs))
        if whole.high:
            yield words(f"household.note.{name}", amount=amount(words, whole))
    if any(year.open for year in years):
        yield words("household.note.reduction")
    yield words("household.note.other_care")


def counter_head(words: Words) -> list[str]:
    """The heads of the table of a year."""
    return [
        words("payment.month"),
        *(words(f"household.column.{name}") for name in COUNTER_COLUMNS),
    ]


def counter_rows(words: Words, counter: CounterRange) -> list[list[str]]:
    """The counter month by month."""
    return [
        [
            month_name(words, month.month),
            *(amount(words, getattr(month, name)) for name in COUNTER_COLUMNS),
        ]
        for month in counter.months
    ]


def month_name(words: Words, month: date) -> str:
    """A month with its year: mars 2026."""
    return format_skeleton("yMMMM", month, locale=words.locale)
