"""What the courses of a plan cost month by month."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import add
from typing import NamedTuple

from estimator.engine.estimate import Bill
from estimator.engine.model.fields import EPOCH, day_number
from estimator.engine.model.money import Cents, euros
from estimator.engine.model.plan import Costs
from estimator.engine.model.result import Totals
from estimator.engine.numbers.costs import Amounts
from estimator.engine.numbers.courses import Course, day_of
from estimator.engine.numbers.sessions import first_session_on


class Month(NamedTuple):
    """The sessions of a course in a month: `first` up to, not including, `end`."""

    first_day: date
    first: int
    end: int


#: The amounts as known, then with what is open at its best and at its worst: six cents each.
Sums = list[Cents]


def costs_by_month(courses: Iterable[tuple[Course, Sequence[Bill]]]) -> dict[date, Costs]:
    """What is billed in each month, by its first day, in order."""
    sums: dict[date, Sums] = {}
    for course, bills in courses:
        months = list(months_of(course))
        for bill in bills:
            run = bill.run
            for month in months:
                times = min(month.end, run.first + run.times) - max(month.first, run.first)
                if times > 0:
                    before = sums.get(month.first_day)
                    more = [times * amount for amount in (*bill.amounts, *bill.least, *bill.most)]
                    sums[month.first_day] = list(map(add, before, more)) if before else more
    return {month: costs_of(of) for month, of in sorted(sums.items())}


def months_of(course: Course) -> Iterator[Month]:
    """The months of a course."""
    first = 0
    while first < course.sessions:
        day = date.fromordinal(day_of(first, course) + EPOCH).replace(day=1)
        following = (day + timedelta(days=31)).replace(day=1)
        end = first_session_on(day_number(following), course)
        yield Month(day, first, end)
        first = end


def costs_of(sums: Sums) -> Costs:
    """The amounts in euros."""
    each = len(Amounts._fields)
    amounts = list(map(euros, sums))
    return Costs(*(Totals._make(amounts[n : n + each]) for n in range(0, len(amounts), each)))
