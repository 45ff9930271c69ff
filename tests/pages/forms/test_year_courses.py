"""The courses that the browser's tab keeps: the same after a reload, and nonsense does no harm."""

import json

import pytest

from estimator.pages.forms.year_courses import (
    MOST_COURSES,
    YearCourse,
    course_in,
    written,
    year_in,
)

COURSE = YearCourse("a1", "a1", "Zoë", {"pathology": "current", "sessions": "18"})
ABOUT = {"maf_band": "1", "maf_counted": "250"}


def test_what_is_kept_comes_back() -> None:
    assert year_in(written([COURSE], ABOUT)) == ([COURSE], ABOUT)
    assert written([], ABOUT) == ""


@pytest.mark.parametrize(
    "text",
    ["", "%%%", "[" * 20_000, "3", "[]", '{"courses": 3}', '{"courses": [3, {}, {"id": "a"}]}'],
)
def test_nonsense_is_no_course(text: str) -> None:
    assert year_in(text) == ([], {})


def test_an_identity_that_could_spoil_the_page_is_passed_over() -> None:
    assert course_in({**COURSE._asdict(), "id": 'x"><script>'}) is None
    assert course_in({**COURSE._asdict(), "id": "é"}) is None


def test_no_more_than_fit_and_none_twice() -> None:
    many = [COURSE._replace(id=f"a{n}") for n in range(30)] * 2
    found, _ = year_in(written(many, {}))
    assert [it.id for it in found] == [f"a{n}" for n in range(MOST_COURSES)]


def test_only_answers_of_a_case_are_taken_and_none_is_endless() -> None:
    told = {**COURSE._asdict(), "answers": {"fee": "9" * 999, "third_party": "true"}}
    found = course_in(json.loads(json.dumps(told)))
    assert found
    assert found.answers == {"fee": "9" * 100}
