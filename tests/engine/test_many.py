"""Many courses at once give the totals and notices of each one."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import Case, estimate, tariffs
from estimator.engine import many
from estimator.engine.courses import Course, course_of
from estimator.engine.grounds import notices_in
from estimator.engine.money import euros
from tests.engine.cases import COMBINATIONS, FEW, case, cases

SHEET = tariffs()


def columns_of(drawn: list[Case]) -> Course:
    """Some cases as columns, a row each."""
    courses = [course_of(of, SHEET) for of in drawn]
    names = [field.name for field in fields(Course)]
    return Course(**{name: np.array([getattr(c, name) for c in courses]) for name in names})


def agree(drawn: list[Case]) -> None:
    """To the cent, notice by notice, in the order of the rows; parted by who pays, or not."""
    for few in (1, 1 + len(drawn)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(many, "FEW", few)
            same(drawn, many.totals_of(columns_of(drawn), SHEET))


def same(drawn: list[Case], totals: many.Totals) -> None:
    """Each row is what its case gives."""
    for row, of in enumerate(drawn):
        result = estimate(of)
        amounts = [euros(int(amount[row])) for amount in totals.amounts]
        assert tuple(amounts) == result.totals
        told = notices_in(int(totals.notices[row]))
        assert told == tuple(notice.id for notice in result.notices)


@FEW
@given(drawn=st.lists(cases(), min_size=1, max_size=20))
def test_any_courses(drawn: list[Case]) -> None:
    agree(drawn)


@FEW
@given(data=st.data())
def test_courses_of_every_combination(data: st.DataObject) -> None:
    agree([data.draw(cases(of)) for of in COMBINATIONS[:: data.draw(st.integers(3, 9))]])


def test_courses_alike_worked_on_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "BLOCK", 3)
    agree([case(sessions=n, pathology=p) for n in range(1, 11) for p in ("current", "fb")])


def test_the_highest_fees_for_the_longest_courses() -> None:
    dear = {"conventioned": False, "fee": "99999.99", "sessions": 400}
    agree([case(**dear), case(**dear, pathology="fb", per_week=7), case(**dear | {"fee": "20000"})])


def test_no_courses() -> None:
    none = columns_of([case()]).rows(np.array([], np.intp))
    totals = many.totals_of(none, SHEET)
    assert [len(column) for column in (*totals.amounts, totals.notices)] == [0] * 7
