"""A made-up receipt for each usual cause, and some that nothing explains."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from estimator.engine.receipts import check, check_line, line_from
from estimator.engine.ways import Line, Patient, group_of_travel
from tests.engine.cases import BOOK

JUNE_2025 = date(2025, 6, 2)
APRIL_2025 = date(2025, 4, 30)
NOT_BIM = Patient(bim=False, conventioned=True)
NOT_BIM_FREE = Patient(bim=False, conventioned=False)
BIM = Patient(bim=True, conventioned=True)
BIM_FREE = Patient(bim=True, conventioned=False)


def checked(
    patient: Patient, paid: int, received: int, code: str = "560011", day: date = JUNE_2025
) -> Any:
    return check_line(BOOK, patient, Line(code, day, paid, received))


@pytest.mark.parametrize(
    ("patient", "paid", "expected"),
    [
        (NOT_BIM, 3080, 2455),
        (NOT_BIM_FREE, 4000, 1841),
        (BIM, 3080, 2830),
        (BIM_FREE, 3080, 2830),
        (NOT_BIM_FREE, 1500, 1500),
    ],
)
def test_what_was_expected_is_said_to_be_so(patient: Patient, paid: int, expected: int) -> None:
    line = checked(patient, paid, expected)
    assert (line.expected, line.left, line.difference) == (expected, paid - expected, 0)
    assert line.causes == ()


@pytest.mark.parametrize(
    ("patient", "paid", "received", "causes"),
    [
        (NOT_BIM, 3080, 1841, ["counted_not_conventioned"]),
        (NOT_BIM_FREE, 4000, 2455, ["counted_conventioned", "reduction_missing"]),
        (BIM, 3080, 2455, ["bim_not_applied"]),
        (NOT_BIM, 3080, 2830, ["bim_applied"]),
        (BIM_FREE, 3080, 2123, ["reduction_protected"]),
        (NOT_BIM, 3080, 2375, ["other_edition"]),
        (NOT_BIM, 3080, 0, ["capped"]),
    ],
)
def test_the_cause_that_gives_the_amount_is_found(
    patient: Patient, paid: int, received: int, causes: list[str]
) -> None:
    line = checked(patient, paid, received)
    assert [cause.id for cause in line.causes] == causes
    assert line.difference == received - line.expected


def test_the_reduction_taken_while_it_was_off() -> None:
    (cause,) = checked(NOT_BIM_FREE, 4000, 1841, day=APRIL_2025).causes
    assert cause == ("reduction_off", {"percent": 25})


def test_a_normal_session_counted_past_the_normal_number() -> None:
    overrun = checked(NOT_BIM, 3080, 0, code="560055").expected
    (cause,) = checked(NOT_BIM, 3080, overrun).causes
    assert cause == ("overrun_counted", {"code": "560055"})


def test_a_session_past_the_normal_number_counted_as_a_normal_one() -> None:
    (cause,) = checked(NOT_BIM, 3080, 2455, code="560055").causes
    assert cause == ("overrun_not_counted", {"code": "560011"})


def test_the_travel_indemnity_in_the_same_amount() -> None:
    session = checked(NOT_BIM, 3388, 0, code="561013")
    line = checked(NOT_BIM, 3388, session.expected + 17, code="561013")
    assert [cause.id for cause in line.causes] == ["travel_included"]


@pytest.mark.parametrize("code", ["567136", "567011", "639133", "564211"])
def test_no_travel_where_none_comes_back(code: str) -> None:
    expected = checked(NOT_BIM, 9000, 0, code=code).expected
    assert checked(NOT_BIM, 9000, expected + 17, code=code).causes == ()


def test_the_edition_is_named_by_its_first_day() -> None:
    (cause,) = checked(NOT_BIM, 3080, 2375).causes
    assert cause.values == {"first_day": date(2024, 2, 1)}


@pytest.mark.parametrize(
    ("patient", "paid", "received"),
    [
        # What a practice writes on its website in 2025: "16 euros" on a fee of 40.
        (NOT_BIM_FREE, 4000, 1600),
        (NOT_BIM, 3080, 2454),
        (BIM, 3080, 1000),
        (NOT_BIM, 3080, 9999),
    ],
)
def test_nothing_explains_these(patient: Patient, paid: int, received: int) -> None:
    line = checked(patient, paid, received)
    assert line.difference
    assert line.causes == ()


def test_nothing_received_for_a_report_has_no_cap_to_blame() -> None:
    assert checked(NOT_BIM, 4443, 0, code="560711").causes == ()


def test_nothing_received_for_a_heavy_condition_has_no_cap_to_blame() -> None:
    assert checked(NOT_BIM, 3080, 0, code="560652").causes == ()


@pytest.mark.parametrize(
    ("patient", "code", "paid", "above", "kind"),
    [
        (NOT_BIM, "560011", 3080, 0, ""),
        (NOT_BIM, "560011", 3580, 500, "surcharge"),
        (BIM_FREE, "560011", 4000, 920, "bound"),
        (NOT_BIM_FREE, "560011", 4000, 0, ""),
        (NOT_BIM, "567136", 3501, 113, "travel"),
        (NOT_BIM, "567136", 3400, 12, "surcharge"),
        (NOT_BIM_FREE, "564211", 9900, 9900 - 2772, "bound"),
    ],
)
def test_what_was_asked_above_the_fee_that_binds(
    patient: Patient, code: str, paid: int, above: int, kind: str
) -> None:
    line = checked(patient, paid, 0, code=code)
    assert (line.above, line.above_is) == (above, kind)


def test_palliative_care_is_protected_from_the_reduction_its_travel_too() -> None:
    line = checked(NOT_BIM_FREE, 2772, 2079, code="564211")
    assert [cause.id for cause in line.causes] == ["reduction_protected"]
    assert checked(NOT_BIM_FREE, 131, 131, code="639111").difference == 0


def test_the_readings_that_an_amount_rests_on() -> None:
    day = date(2024, 6, 3)
    assert checked(NOT_BIM_FREE, 4000, 0, day=day).rests_on == ("reduction_2024_04",)
    assert checked(NOT_BIM, 3000, 0, day=day).rests_on == ()
    assert checked(NOT_BIM, 3080, 0, day=date(2027, 1, 4)).rests_on == ("index_2025",)


def test_several_lines_are_summed() -> None:
    lines = [Line("560011", JUNE_2025, 3080, 2455), Line("567033", JUNE_2025, 719, 700)]
    receipt = check(BOOK, NOT_BIM, lines)
    assert receipt[1:] == (3799, 3155, 2455 + 719, 625, -19)
    assert [line.difference for line in receipt.lines] == [0, -19]


TYPED = {"code": "560011", "day": "2025-06-02", "paid": "30,80", "received": "24.55 €"}


def test_a_line_is_read_as_people_type_it() -> None:
    assert line_from(TYPED, BOOK) == (Line("560011", JUNE_2025, 3080, 2455), ())


@pytest.mark.parametrize("field", ["code", "day", "paid", "received"])
def test_a_line_waits_for_what_is_empty(field: str) -> None:
    assert line_from({**TYPED, field: " "}, BOOK) == (None, ())


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("code", "123456", "unknown_code"),
        ("code", "rug", "unknown_code"),
        ("day", "2023-12-31", "day"),
        ("day", "2100-01-01", "day"),
        ("day", "tomorrow", "not_a_day"),
        ("paid", "much", "euros"),
        ("received", "-1", "negative"),
    ],
)
def test_what_will_not_do_is_refused_by_its_field(field: str, text: str, reason: str) -> None:
    line, refused = line_from({**TYPED, field: text}, BOOK)
    assert line is None
    assert [(each.field, each.reason) for each in refused] == [(field, reason)]


def test_all_refusals_at_once() -> None:
    _, refused = line_from({"code": "1", "day": "2025-06-02", "paid": "a", "received": "b"}, BOOK)
    assert [each.field for each in refused] == ["paid", "received", "code"]


def test_a_code_younger_than_an_edition_is_not_tried_under_it() -> None:
    codes = dict(BOOK.multipliers[date(2024, 1, 1)])
    del codes["560011"]
    book = replace(BOOK, multipliers={**BOOK.multipliers, date(2024, 1, 1): codes})
    line = check_line(book, NOT_BIM, Line("560011", JUNE_2025, 3080, 1935))
    assert line.causes == ()
    assert check_line(BOOK, NOT_BIM, line.line).causes[0].id == "other_edition"


def test_the_group_of_a_travel_code() -> None:
    assert group_of_travel(BOOK, "639155") == "fb"
    assert group_of_travel(BOOK, "560011") is None
