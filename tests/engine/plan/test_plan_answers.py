"""A plan is read course by course, as a single case is; what can't be used says where it stands."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from estimator import Case, CourseRefused, EstimatorError, InvalidAnswer, tariffs
from estimator.engine.answers import case_from
from estimator.engine.plan.answers import (
    COURSE_FIELDS,
    LONGEST_NAME,
    MOST_COURSES,
    courses_in,
    household_in,
    planned_from,
)
from estimator.engine.plan.household import Household
from tests.lists.tables import TODAY, USUAL


def refusal_of(*courses: Mapping[str, Any]) -> EstimatorError:
    with pytest.raises(EstimatorError) as refused:
        planned_from(courses, tariffs(), TODAY)
    return refused.value


def case_of(answers: Mapping[str, Any]) -> Case:
    return case_from(answers, tariffs(), TODAY)


def test_each_course_is_a_case_with_its_names() -> None:
    named = USUAL | {"condition": " back ", "person": "An"}
    code = {name: value for name, value in USUAL.items() if name != "start"} | {"pathology": "fa-5"}
    first, second, third = planned_from([named, code, USUAL | {"person": " "}], tariffs(), TODAY)
    assert (first.case, first.condition, first.person) == (case_of(USUAL), "back", "An")
    assert (second.case, second.condition, second.person) == (case_of(code), None, "")
    assert (third.condition, third.person) == (None, "")


@pytest.mark.parametrize("field", ["condition", "person"])
@pytest.mark.parametrize(
    "given",
    [5, True, ["back"], "x" * (LONGEST_NAME + 1), "two\nlines", "a\u202eb", "\ud800", "\x1b[2J"],
)
def test_a_name_is_a_short_text_on_one_line(field: str, given: object) -> None:
    refused = refusal_of(USUAL, USUAL | {field: given})
    assert isinstance(refused, CourseRefused)
    assert isinstance(refused.refusal, InvalidAnswer)
    assert (refused.number, refused.refusal.field) == (2, field)
    assert (refused.refusal.given, refused.refusal.allowed) == (given, (LONGEST_NAME,))


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("le\u00a0 \tdos\u202f", "le dos"),
        ("Zoe\u0308", "Zoë"),
        ("e\u0301" * LONGEST_NAME, "é" * LONGEST_NAME),
        ("a" + " " * 99 + "b", "a b"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("\u0645\u06cc\u200c\u0622", "\u0645\u06cc\u200c\u0622"),
        (" \u200d\u200c ", None),
    ],
)
def test_two_ways_to_write_a_name_are_one(given: str, read: str | None) -> None:
    (course,) = planned_from([USUAL | {"condition": given}], tariffs(), TODAY)
    assert course.condition == read


def test_a_name_may_be_as_long_as_is_allowed() -> None:
    longest = "é" * LONGEST_NAME
    (course,) = planned_from([USUAL | {"condition": f" {longest} "}], tariffs(), TODAY)
    assert course.condition == longest


@pytest.mark.parametrize("answers", [USUAL | {"sessions": "0"}, USUAL | {"start": "1999-01-01"}])
def test_a_course_is_refused_as_a_case_is(answers: dict[str, str]) -> None:
    with pytest.raises(InvalidAnswer) as alone:
        case_of(answers)
    refused = refusal_of(USUAL, USUAL, answers)
    assert isinstance(refused, CourseRefused)
    assert (refused.number, str(refused.refusal)) == (3, str(alone.value))


@pytest.mark.parametrize("courses", [0, MOST_COURSES + 1])
def test_how_many_courses(courses: int) -> None:
    refused = refusal_of(*[USUAL] * courses)
    assert isinstance(refused, InvalidAnswer)
    assert (refused.given, refused.allowed) == (courses, (1, MOST_COURSES))
    with pytest.raises(InvalidAnswer) as told:
        courses_in({"courses": [USUAL] * courses})
    assert str(told.value) == str(refused)


def test_how_many_sessions() -> None:
    assert len(planned_from([USUAL | {"sessions": "400"}] * 5, tariffs(), TODAY)) == 5
    refused = refusal_of(*[USUAL | {"sessions": "400"}] * 5, USUAL | {"sessions": "1"})
    assert isinstance(refused, InvalidAnswer)
    assert (refused.field, refused.given) == ("sessions", 2001)


def test_a_document_holds_the_answers_of_each_course() -> None:
    courses = [USUAL, USUAL | {"person": "An"}]
    assert courses_in({"courses": courses}) == courses


@pytest.mark.parametrize("document", [None, 5, "x", [], {}, {"courses": {}}, {"courses": None}])
def test_another_document_is_refused(document: object) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        courses_in(document)
    assert refused.value.field == ("courses" if isinstance(document, dict) else "plan")


def test_a_name_that_is_not_known_is_refused() -> None:
    with pytest.raises(InvalidAnswer) as top:
        courses_in({"courses": [USUAL], "cases": []})
    assert (top.value.field, top.value.reason) == ("cases", "unknown_field")
    with pytest.raises(CourseRefused) as inside:
        courses_in({"courses": [USUAL, USUAL | {"fees": 40}]})
    refused = inside.value.refusal
    assert isinstance(refused, InvalidAnswer)
    assert (inside.value.number, refused.field, refused.allowed) == (2, "fees", COURSE_FIELDS)
    with pytest.raises(CourseRefused) as none:
        courses_in({"courses": ["back"]})
    assert none.value.number == 1


def test_a_household_is_asked_for_or_not() -> None:
    assert household_in({}) is None
    given = {"income_band": 1, "bim": True, "counted": {"2026": "120,00"}}
    expected = Household(income_band=0, bim=True, counted={2026: Decimal("120.00")})
    assert household_in({"household": given}) == expected
    assert household_in({"household": given | {"counted": None}}) == Household(
        income_band=0, bim=True
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (5, "household"),
        ({}, "income_band"),
        ({"income_band": 7, "bim": True}, "income_band"),
        ({"income_band": 1}, "bim"),
        ({"income_band": 1, "bim": True, "counted": []}, "counted"),
        ({"income_band": 1, "bim": True, "counted": {"x": 1}}, "counted"),
        ({"income_band": 1, "bim": True, "counted": {"2026": None}}, "counted"),
        ({"income_band": 1, "bim": True, "band": 1}, "band"),
    ],
)
def test_a_household_that_cant_be_used(given: object, field: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        household_in({"household": given})
    assert refused.value.field == field
