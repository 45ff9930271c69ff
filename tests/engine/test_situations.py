"""Situation codes in the place of a pathology: what each leads to, and what is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import InvalidAnswer, Pathology, Result, Setting, estimate, tariffs
from estimator.engine.answers import case_from, refusals
from estimator.engine.model.situations import (
    AGREEMENTS,
    COMMON_FIRST,
    COMMON_LATER,
    LONGEST_QUERY,
    query_from,
)
from tests.engine.cases import SOME, case, cases

TODAY = date(2025, 5, 5)
CODES = tariffs().book.situations
COURSES = {code: it for code, it in CODES.items() if it.group in set(Pathology)}
USUAL = {"bim": "false", "conventioned": "true", "sessions": "18"}


def found(pathology: str, **answers: str) -> Result:
    """The estimate for a group or a code; palliative care is at home."""
    if pathology in ("palliative", "p-1"):
        answers = {"setting": "home"} | answers
    return estimate(case_from(USUAL | answers | {"pathology": pathology}, tariffs(), TODAY))


def refused(pathology: str, **answers: str) -> InvalidAnswer:
    """The one refusal of a code."""
    given = USUAL | answers | {"pathology": pathology}
    (refusal,) = refusals(given, tariffs(), TODAY)
    with pytest.raises(InvalidAnswer) as raised:
        case_from(given, tariffs(), TODAY)
    assert str(raised.value) == str(refusal)
    return refusal


def amounts(result: Result) -> Any:
    return result.items, result.totals, result.notices, result.range


def test_there_are_as_many_codes_as_the_insurer_knows() -> None:
    assert len(CODES) == 312
    assert {it.agreement for it in CODES.values()} == {*AGREEMENTS} - {COMMON_LATER}


@pytest.mark.parametrize("of", sorted({it.group for it in COURSES.values()}))
def test_a_code_is_priced_as_its_group(of: str) -> None:
    group = found(of)
    assert group.case.situation is None
    for code in (it for it in COURSES if COURSES[it].group == of):
        result = found(code)
        assert amounts(result) == amounts(group), code
        assert result.case.situation == COURSES[code]
        assert replace(result.case, situation=None) == group.case, code


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("fa-5", "fa"),
        ("fa-16", "fa_polytrauma"),
        ("fb-51", "fb"),
        ("e-a", "heavy"),
        ("eb-10", "heavy"),
        ("m-1", "perinatal"),
        ("p-1", "palliative"),
        ("co-1-1-1-0", "current"),
        ("dh-1", "current"),
    ],
)
def test_what_a_code_stands_for(code: str, group: str) -> None:
    assert found(code).case.pathology == group


@pytest.mark.parametrize("written", ["fa-5", "FA-5", " Fa-5 ", "fa-5\n"])
def test_capital_letters_and_spaces_do_not_matter(written: str) -> None:
    assert found(written) == found("fa-5")


@SOME
@given(code=st.sampled_from(sorted(COURSES)), data=st.data())
def test_a_code_changes_no_amount_of_any_course(code: str, data: st.DataObject) -> None:
    group = COURSES[code].group
    drawn = data.draw(cases().filter(lambda it: it.pathology == group))
    with_code = estimate(replace(drawn, situation=COURSES[code]))
    assert amounts(with_code) == amounts(estimate(drawn))
    assert COURSES[code].agreement in with_code.agreements


# The place that a code decides -------------------------------------------------------------------


def test_the_day_hospital_is_the_place() -> None:
    result = found("dh-1")
    assert result.case.setting is Setting.DAY_HOSPITAL
    assert amounts(result) == amounts(found("current", setting="day_hospital"))
    assert found("dh-1", setting="day_hospital") == result


def test_another_place_than_that_of_the_code() -> None:
    refusal = refused("dh-1", setting="home")
    assert (refusal.field, refusal.reason) == ("setting", "place_of_code")
    assert refusal.allowed == (Setting.DAY_HOSPITAL,)
    assert refused("dh-1", setting="garden").reason == "one_of"


@pytest.mark.parametrize("code", ["cr-1", "CR-1 "])
def test_an_exam_is_no_course(code: str) -> None:
    refusal = refused(code)
    assert (refusal.field, refusal.given, refusal.reason) == ("pathology", code, "exam")


@pytest.mark.parametrize("code", ["fa-99", "fa-", "fa5", "co-2-1-1", "day_hospital", "FA"])
def test_an_unknown_code(code: str) -> None:
    refusal = refused(code)
    assert (refusal.field, refusal.reason) == ("pathology", "group_or_code")
    assert refusal.allowed == tuple(Pathology)


# The electronic agreement ------------------------------------------------------------------------

BOTH = (COMMON_FIRST, COMMON_LATER)


def test_a_code_tells_the_agreement() -> None:
    for code in CODES.keys() - {"cr-1"}:
        of = CODES[code].agreement
        assert found(code).agreements == (BOTH if of == COMMON_FIRST else (of,)), code


@pytest.mark.parametrize(
    ("answers", "agreements"),
    [
        ({"pathology": "current"}, BOTH),
        ({"pathology": "fa"}, ("physiotherapy-fa",)),
        ({"pathology": "fa_polytrauma"}, ("physiotherapy-fa",)),
        ({"pathology": "fb"}, ("physiotherapy-fb",)),
        ({"pathology": "heavy"}, ("physiotherapy-e", "physiotherapy-eb")),
        ({"pathology": "perinatal"}, ("physiotherapy-maternity",)),
        ({"pathology": "palliative", "setting": "home"}, ("physiotherapy-palliative",)),
        (
            {"pathology": "fa", "setting": "day_hospital"},
            ("physiotherapy-day-hospitalization",),
        ),
    ],
)
def test_a_group_tells_it_as_far_as_it_can(
    answers: dict[str, str], agreements: tuple[str, ...]
) -> None:
    assert estimate(case(**answers)).agreements == agreements


# The words of a search ---------------------------------------------------------------------------


def test_the_words_of_a_search_are_read() -> None:
    assert query_from("q", "  nouveau \n genou ") == "nouveau genou"
    assert query_from("q", "x" * LONGEST_QUERY) == "x" * LONGEST_QUERY


@pytest.mark.parametrize(
    ("text", "reason"), [("", "no_words"), (" \n", "no_words"), ("x " * 60, "long_search")]
)
def test_words_that_cannot_be_searched(text: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as raised:
        query_from("q", text)
    assert (raised.value.field, raised.value.reason) == ("q", reason)
