"""Columns of courses give what single courses give: the rules are written once for both."""

from collections import defaultdict
from dataclasses import fields
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from estimator import Case, estimate, tariffs
from estimator.engine.columns import either, every, isnt, least, most, shared, some
from estimator.engine.costs import amounts_of, parts_of, price_of
from estimator.engine.courses import Course, course_of
from estimator.engine.estimate import bills_of
from estimator.engine.grounds import notices_in
from estimator.engine.notices import course_bits, not_billed_bits, run_bits
from estimator.engine.sessions import EXTRA_ORDERS, own_end, reach_of, runs_in
from tests.engine.cases import COMBINATIONS, FEW, case, cases

SHEET = tariffs()
Billed = list[tuple[int, ...]]


def columns_of(courses: list[Course]) -> Course:
    """Some courses as one, a row each."""
    names = [field.name for field in fields(Course)]
    return Course(**{name: np.array([getattr(of, name) for of in courses]) for name in names})


def billed_singly(course: Course) -> Billed:
    """Everything billed for one course, run by run, and what one item costs."""
    reach = reach_of(course, SHEET)
    bills = bills_of(course, reach, own_end(course, reach, SHEET), SHEET)
    return sorted((*map(int, bill.run), *map(int, bill.amounts)) for bill in bills)


def notices_singly(of: Case) -> tuple[str, ...]:
    """The notices of one course."""
    return tuple(notice.id for notice in estimate(of).notices)


class Batch:
    """Courses in columns: every span that any of them touches, one after the other."""

    def __init__(self, courses: list[Course]) -> None:
        self.course = columns_of(courses)
        first, last = reach = reach_of(self.course, SHEET)
        self.over = own_end(self.course, reach, SHEET)
        self.billed: dict[int, Billed] = defaultdict(list)
        self.bits = course_bits(self.course, reach, self.over, SHEET)
        self.orders = {order: np.zeros(len(courses), dtype=bool) for order in EXTRA_ORDERS}
        for span in range(int(first.min()), int(last.max()) + 1):
            for run in runs_in(self.course, np.full(len(courses), span), self.over, SHEET):
                self.take(run)
        self.bits = self.bits | not_billed_bits(self.course, self.orders)

    def take(self, run: Any) -> None:
        """What one run bills, course by course."""
        price = price_of(self.course, run, SHEET)
        amounts = amounts_of(parts_of(self.course, run, price, SHEET))
        told = run_bits(self.course, run, price, SHEET)
        real = run.count > 0
        self.bits = np.where(real, self.bits | told, self.bits)
        for row in np.flatnonzero(real).tolist():
            cells = (np.broadcast_to(of, real.shape)[row] for of in (*run, *amounts))
            self.billed[row].append(tuple(map(int, cells)))
        if run.order in self.orders:
            self.orders[run.order] |= real


def agree(drawn: list[Case]) -> None:
    """Columns and single courses bill and tell the same."""
    courses = [course_of(of, SHEET) for of in drawn]
    batch = Batch(courses)
    for row, (of, course) in enumerate(zip(drawn, courses, strict=True)):
        assert own_end(course, reach_of(course, SHEET), SHEET) == batch.over[row]
        assert sorted(batch.billed[row]) == billed_singly(course)
        assert notices_in(int(batch.bits[row])) == notices_singly(of)


@FEW
@given(drawn=st.lists(cases(), min_size=1, max_size=12))
def test_columns_of_any_courses_agree(drawn: list[Case]) -> None:
    agree(drawn)


@FEW
@given(data=st.data())
def test_a_column_of_every_combination_agrees(data: st.DataObject) -> None:
    agree([data.draw(cases(of)) for of in COMBINATIONS[:: data.draw(st.integers(3, 9))]])


def test_rows_of_columns_in_the_order_asked() -> None:
    courses = [course_of(case(sessions=n, surcharge=n), SHEET) for n in (1, 2, 3)]
    picked = columns_of(courses).rows(np.array([2, 0]))
    assert picked.sessions.tolist() == [3, 1]
    assert picked.surcharge.tolist() == [300, 100]


def test_days_of_columns() -> None:
    courses = [course_of(case(per_week=per_week), SHEET) for per_week in range(1, 8)]
    days = columns_of(courses).day_of(np.full(7, 10))
    assert days.tolist() == [course.day_of(10) for course in courses]


# The few words that Python and numpy spell differently ------------------------------------------


def test_least_and_most() -> None:
    column = np.array([1, 5])
    assert (least(2, 3), most(2, 3)) == (2, 3)
    assert least(column, 3).tolist() == least(3, column).tolist() == [1, 3]
    assert most(column, 3).tolist() == [3, 5]


def test_every_and_shared() -> None:
    assert (every(True), every(np.array([True, False]))) == (True, False)
    assert shared(np.array([3, 3, 3])) == 3
    assert shared(np.array([3, 4, 3])).tolist() == [3, 4, 3]


def test_either_isnt_and_some() -> None:
    facts = np.array([True, False])
    assert (either(True, 1, 2), either(False, 1, 2)) == (1, 2)
    assert either(facts, 1, np.array([3, 4])).tolist() == [1, 4]
    assert (isnt(True), isnt(False)) == (False, True)
    assert isnt(facts).tolist() == [False, True]
    assert (some(True), some(False), some(facts), some(facts & False)) == (True, False, True, False)
