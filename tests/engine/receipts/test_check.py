"""A made-up receipt for each usual cause, and some that nothing explains."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from estimator.engine.receipts.check import check, check_line, line_from
from estimator.engine.receipts.counted import Line, Patient
from tests.engine.cases import BOOK
from tests.shipped import BOOK as SHIPPED
from tests.shipped import needs_tariff_of

JUNE_2025 = date(2025, 6, 2)
APRIL_2025 = date(2025, 4, 30)
NOT_BIM = Patient(bim=False, conventioned=True)
NOT_BIM_FREE = Patient(bim=False, conventioned=False)
BIM = Patient(bim=True, conventioned=True)
BIM_FREE = Patient(bim=True, conventioned=False)


#: What may explain that nothing came back for an ordinary session.
NOTHING_BACK = ["not_yet", "third_party", "medical_house", "prescription"]


def checked(
    patient: Patient, paid: int, received: int, code: str = "560011", day: date = JUNE_2025
) -> Any:
    return check_line(BOOK, patient, Line(code, day, paid, received))


@pytest.mark.parametrize(
    ("patient", "paid", "expected"),
    [
        (NOT_BIM, 3080, 2455),
        (NOT_BIM_FREE, 4000, 1842),  # 24.55 less a quarter cut down: 6.13
        (BIM, 3080, 2830),
        (BIM_FREE, 3080, 2830),
        (NOT_BIM_FREE, 1500, 1500),
    ],
)
def test_what_was_expected_is_said_to_be_so(patient: Patient, paid: int, expected: int) -> None:
    line = checked(patient, paid, expected)
    assert (line.expected, line.left, line.difference) == (expected, paid - expected, 0)
    assert (line.verdict, line.causes) == ("same", ())


@pytest.mark.parametrize("received", [1841, 1843])
def test_a_cent_of_rounding_is_as_expected_where_the_reduction_counts(received: int) -> None:
    line = checked(NOT_BIM_FREE, 4000, received)
    assert (line.verdict, line.causes) == ("rounded", ())


@pytest.mark.parametrize(
    ("patient", "paid", "received"),
    [
        (NOT_BIM_FREE, 4000, 1840),  # two cents
        (NOT_BIM, 3080, 2453),
        (BIM_FREE, 3080, 2828),
        (NOT_BIM_FREE, 1500, 1498),
    ],
)
def test_nothing_else_is_tolerated(patient: Patient, paid: int, received: int) -> None:
    assert checked(patient, paid, received).verdict == "differs"


@pytest.mark.parametrize(
    ("patient", "paid", "received", "day"),
    [
        (NOT_BIM, 3080, 2454, JUNE_2025),  # no reduction
        (NOT_BIM, 3080, 2456, JUNE_2025),
        (BIM_FREE, 3080, 2829, JUNE_2025),  # no reduction for this patient
        (NOT_BIM_FREE, 1500, 1499, JUNE_2025),  # what was paid is the limit, not the reduction
        (NOT_BIM, 3000, 2374, date(2024, 6, 3)),  # an official amount
    ],
)
def test_one_cent_is_nothing_to_explain(
    patient: Patient, paid: int, received: int, day: date
) -> None:
    line = checked(patient, paid, received, day=day)
    assert (line.verdict, line.causes) == ("cent", ())


@pytest.mark.parametrize(
    ("patient", "paid", "received", "verdict"),
    [
        (NOT_BIM, 3164, 2539, "same"),
        (NOT_BIM_FREE, 3900, 1905, "same"),
        (NOT_BIM_FREE, 3800, 1904, "rounded"),
        (BIM_FREE, 3164, 2914, "same"),
    ],
)
def test_amounts_that_honest_pages_publish_in_2026(
    patient: Patient, paid: int, received: int, verdict: str
) -> None:
    needs_tariff_of(date(2026, 1, 1))
    line = check_line(SHIPPED, patient, Line("560011", date(2026, 11, 27), paid, received))
    assert (line.verdict, line.causes, line.above) == (verdict, (), None)
    assert line.certainty == "published"


@pytest.mark.parametrize(
    ("patient", "line", "verdict", "certainty"),
    [
        (NOT_BIM, Line("560011", date(2024, 6, 3), 3080, 2000), "less", "official"),
        (NOT_BIM, Line("560011", date(2024, 6, 3), 3080, 2600), "more", "official"),
        (NOT_BIM_FREE, Line("560011", date(2024, 6, 3), 3080, 2000), "differs", "assumed"),
        (NOT_BIM_FREE, Line("560011", date(2025, 1, 6), 3080, 2000), "differs", "in_part"),
        (NOT_BIM, Line("560011", JUNE_2025, 3080, 2000), "differs", "derived"),
        (NOT_BIM_FREE, Line("564211", JUNE_2025, 3080, 2000), "differs", "assumed"),
        (NOT_BIM, Line("560011", date(2027, 1, 4), 3080, 2000), "differs", "presumed"),
    ],
)
def test_only_an_official_amount_tells_too_little_or_too_much(
    patient: Patient, line: Line, verdict: str, certainty: str
) -> None:
    found = check_line(BOOK, patient, line)
    assert (found.verdict, found.certainty) == (verdict, certainty)


@pytest.mark.parametrize("received", [1842, 2455])
def test_while_nobody_knows_the_reduction_both_amounts_are_possible(received: int) -> None:
    line = checked(NOT_BIM_FREE, 4000, received, day=date(2027, 1, 4))
    assert line.verdict == ("same" if received == 1842 else "possible")
    assert line.causes == ()
    assert checked(NOT_BIM, 3080, 1842, day=date(2027, 1, 4)).verdict == "differs"


@pytest.mark.parametrize(
    ("patient", "paid", "received", "causes"),
    [
        (NOT_BIM, 3080, 1842, ["counted_not_conventioned"]),
        (NOT_BIM, 3080, 1841, ["counted_not_conventioned"]),
        (NOT_BIM_FREE, 4000, 2455, ["counted_conventioned", "reduction_missing"]),
        (BIM, 3080, 2455, ["bim_not_applied"]),
        (NOT_BIM, 3080, 2830, ["bim_applied"]),
        (BIM_FREE, 3080, 2123, ["reduction_protected"]),
        (NOT_BIM, 3080, 2375, ["other_edition", "our_derivation"]),
        (NOT_BIM, 3080, 2453, ["our_derivation"]),
        (NOT_BIM, 3080, 2538, ["our_derivation"]),  # one index of 2.68 % of 30.80: 83 cents
        (NOT_BIM, 3080, 2539, []),
        (NOT_BIM, 3080, 0, [*NOTHING_BACK, "further_condition", "capped"]),
        (NOT_BIM, 6160, 4910, ["several_sessions"]),
        (NOT_BIM, 9240, 7365, ["several_sessions"]),
    ],
)
def test_the_cause_that_gives_the_amount_is_found(
    patient: Patient, paid: int, received: int, causes: list[str]
) -> None:
    line = checked(patient, paid, received)
    assert [cause.id for cause in line.causes] == causes
    assert line.difference == received - line.expected


def test_the_reduction_taken_while_it_was_off() -> None:
    (cause,) = checked(NOT_BIM_FREE, 4000, 1842, day=APRIL_2025).causes
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
    assert [cause.id for cause in line.causes] == ["our_derivation", "travel_included"]


@pytest.mark.parametrize("code", ["567136", "567011", "639133", "564211"])
def test_no_travel_where_none_comes_back(code: str) -> None:
    expected = checked(NOT_BIM, 9000, 0, code=code).expected
    found = checked(NOT_BIM, 9000, expected + 17, code=code).causes
    assert "travel_included" not in {cause.id for cause in found}


def test_the_edition_is_named_by_its_first_day() -> None:
    cause, _ = checked(NOT_BIM, 3080, 2375).causes
    assert cause.values == {"first_day": date(2024, 2, 1)}


def test_past_the_last_known_tariff_there_may_be_a_newer_one() -> None:
    first, *_ = checked(NOT_BIM, 3080, 2700, day=date(2027, 1, 4)).causes
    assert first == ("index_unknown", {"known_until": date(2026, 12, 31)})


def test_an_official_tariff_is_no_derivation_of_ours() -> None:
    assert checked(NOT_BIM, 3000, 2373, day=date(2024, 6, 3)).causes == ()


@pytest.mark.parametrize("code", ["560652", "560534"])
def test_nothing_received_where_no_cap_counts(code: str) -> None:
    """Neither the E list nor a rehabilitation centre has a code that the yearly cap names."""
    found = checked(NOT_BIM, 3080, 0, code=code).causes
    assert "capped" not in {cause.id for cause in found}


@pytest.mark.parametrize(
    ("patient", "paid", "received"),
    [
        # What a practice writes on its website in 2025: "16 euros" on a fee of 40.
        (NOT_BIM_FREE, 4000, 1600),
        (BIM, 3080, 1000),
        (NOT_BIM, 3080, 9999),
    ],
)
def test_nothing_explains_these(patient: Patient, paid: int, received: int) -> None:
    line = checked(patient, paid, received)
    assert line.difference
    assert line.causes == ()


def test_nothing_received_for_a_report_has_no_cap_to_blame() -> None:
    found = checked(NOT_BIM, 4443, 0, code="560711").causes
    assert [cause.id for cause in found] == ["not_yet", "third_party_free"]


@pytest.mark.parametrize(
    ("patient", "code", "causes"),
    [
        (NOT_BIM, "563614", [*NOTHING_BACK, "notification"]),  # acute F list
        (NOT_BIM, "560652", [*NOTHING_BACK, "heavy_approval"]),
        (
            NOT_BIM_FREE,
            "560011",
            ["not_yet", "third_party_free", *NOTHING_BACK[2:], "further_condition", "capped"],
        ),
    ],
)
def test_what_may_explain_that_nothing_came_back(
    patient: Patient, code: str, causes: list[str]
) -> None:
    assert [cause.id for cause in checked(patient, 3080, 0, code=code).causes] == causes


def test_a_resident_may_lie_in_a_bed_for_which_nothing_is_billed() -> None:
    assert "rest_home" in [cause.id for cause in checked(NOT_BIM, 2800, 0, code="561352").causes]


def test_nothing_back_at_all_names_the_own_share_and_the_age_of_the_prescription() -> None:
    values = {it.id: it.values for it in checked(NOT_BIM, 3080, 0).causes}
    assert values["third_party"] == {"share": Decimal("6.25")}
    assert values["prescription"] == {"months": 2}


@pytest.mark.parametrize(
    ("patient", "paid", "verdict"),
    [
        (NOT_BIM, 625, "third_party"),  # 30.80 less 24.55
        (BIM, 250, "third_party"),
        (BIM_FREE, 250, "third_party"),
        (NOT_BIM, 624, "differs"),
        (NOT_BIM, 626, "differs"),
        (NOT_BIM_FREE, 625, "differs"),  # this kiné sets the fee: nobody knows the own part
        (NOT_BIM, 0, "same"),
    ],
)
def test_only_the_own_part_was_paid_and_the_mutuality_paid_the_kine(
    patient: Patient, paid: int, verdict: str
) -> None:
    line = checked(patient, paid, 0)
    assert line.verdict == verdict
    if verdict == "third_party":
        assert (line.expected, line.left, line.difference, line.causes) == (0, paid, 0, ())


def lines_of(*lines: tuple[int, int], days: tuple[date, ...] = (JUNE_2025,)) -> list[Any]:
    """The ids of the causes of lines with one code, by what was paid and received."""
    each = [
        Line("560011", days[n % len(days)], paid, received)
        for n, (paid, received) in enumerate(lines)
    ]
    return [[it.id for it in line.causes] for line in check(BOOK, NOT_BIM, each).lines]


def test_the_second_session_of_a_day() -> None:
    one, other = lines_of((3080, 2455), (3080, 0))
    assert one == []
    assert other[0] == "one_a_day"
    _, apart = lines_of((3080, 2455), (3080, 0), days=(JUNE_2025, date(2025, 6, 3)))
    assert "one_a_day" not in apart


def test_a_second_session_has_a_code_of_its_own() -> None:
    short = checked(NOT_BIM, 3080, 0, code="561433").expected
    assert lines_of((3080, 2455), (3080, short)) == [[], ["second_session"]]
    session = Line("560011", JUNE_2025, 3080, 2455)
    _, second = check(BOOK, NOT_BIM, [session, Line("561433", JUNE_2025, 1540, 0)]).lines
    assert "one_a_day" not in [cause.id for cause in second.causes]


def test_both_amounts_of_a_day_in_one() -> None:
    assert lines_of((3080, 4910), (3080, 0)) == [
        ["several_sessions", "together"],
        ["together", "one_a_day", *NOTHING_BACK, "further_condition", "capped"],
    ]


def test_an_extra_of_the_day_is_no_second_session() -> None:
    receipt = check(
        BOOK, NOT_BIM, [Line("560011", JUNE_2025, 3080, 0), Line("567033", JUNE_2025, 719, 719)]
    )
    assert "one_a_day" not in [cause.id for cause in receipt.lines[0].causes]


@pytest.mark.parametrize("times", [2, 60])
def test_the_fee_of_several_sessions_needs_no_rule(times: int) -> None:
    above = checked(NOT_BIM, 3080 * times, 0).above
    assert (above.rule, above.reasons[0]) == ("", ("several_sessions", {"n": times}))


def test_more_sessions_than_a_receipt_holds_are_no_explanation() -> None:
    assert checked(NOT_BIM, 3080 * 61, 0).above.rule == "conventioned"


@pytest.mark.parametrize(
    ("patient", "code", "paid"),
    [(NOT_BIM, "560011", 3080), (NOT_BIM, "560011", 2500), (NOT_BIM_FREE, "560011", 4000),
     (NOT_BIM_FREE, "567033", 1000), (NOT_BIM, "560055", 3080)],
)  # fmt: skip
def test_nothing_was_asked_above_the_fee(patient: Patient, code: str, paid: int) -> None:
    assert checked(patient, paid, 0, code=code).above is None


VAGUE = ["supplement", "other_length"]


@pytest.mark.parametrize(
    ("patient", "code", "paid", "above", "rule_and_reasons"),
    [
        (NOT_BIM, "560011", 3580, 500, ("conventioned", VAGUE)),
        (NOT_BIM, "560011", 3081, 1, ("conventioned", ["our_derivation", "rounding", *VAGUE])),
        (NOT_BIM, "560011", 3799, 719, ("", ["with_intake"])),
        (BIM_FREE, "560011", 4000, 920, ("bim", [*VAGUE, "bim_not_known"])),
        (NOT_BIM, "567136", 3501, 113, ("", ["with_travel"])),
        (NOT_BIM, "567136", 3888, 500, ("conventioned", ["part_travel", *VAGUE])),
        (NOT_BIM_FREE, "564211", 9900, 7128, ("palliative", ["part_travel", *VAGUE])),
        (BIM_FREE, "564211", 9900, 7128, ("palliative", ["part_travel", *VAGUE])),
        (BIM, "560055", 3580, 500, ("conventioned", VAGUE)),
    ],
)
def test_what_was_asked_above_the_fee_has_innocent_reasons_first(
    patient: Patient, code: str, paid: int, above: int, rule_and_reasons: tuple[str, list[str]]
) -> None:
    found = checked(patient, paid, 0, code=code).above
    assert found.amount == above
    assert (found.rule, [reason.id for reason in found.reasons]) == rule_and_reasons


def test_the_fee_of_another_tariff_or_session_explains_what_was_asked() -> None:
    later = checked(NOT_BIM, 3080, 2375, day=date(2024, 6, 3)).above
    assert later.reasons[0] == ("other_edition", {"first_day": date(2025, 2, 1)})
    longer = checked(NOT_BIM, 6007, 0, code="560652").above  # 1.251413 × 48
    assert [each.id for each in longer.reasons] == ["supplement", "other_session"]
    assert longer.reasons[-1].values["minutes"] == 60


@pytest.mark.parametrize(
    ("day", "first"), [(date(2025, 1, 6), "no_convention"), (date(2027, 1, 4), "index_unknown")]
)
def test_no_rule_is_held_against_a_kine_while_none_is_known(day: date, first: str) -> None:
    found = checked(NOT_BIM, 4000, 0, day=day).above
    assert (found.rule, found.reasons[0].id) == ("unsettled", first)


def test_palliative_care_is_protected_from_the_reduction_its_travel_too() -> None:
    line = checked(NOT_BIM_FREE, 2772, 2079, code="564211")
    assert [cause.id for cause in line.causes] == ["reduction_protected"]
    assert checked(NOT_BIM_FREE, 131, 131, code="639111").difference == 0


def test_the_readings_that_an_amount_rests_on() -> None:
    day = date(2024, 6, 3)
    assert checked(NOT_BIM_FREE, 4000, 0, day=day).rests_on == ("reduction_2024_04",)
    assert checked(NOT_BIM, 3000, 0, day=day).rests_on == ()
    assert checked(NOT_BIM, 3080, 0, day=date(2027, 1, 4)).rests_on == ()
    assert checked(NOT_BIM_FREE, 2772, 0, code="564211").rests_on == ("palliative_full",)
    assert "bim_overrun_ceiling" in checked(BIM_FREE, 3080, 0, code="560055").rests_on


def test_several_lines_are_summed() -> None:
    lines = [Line("560011", JUNE_2025, 3080, 2455), Line("567033", JUNE_2025, 719, 700)]
    receipt = check(BOOK, NOT_BIM, lines)
    assert receipt[1:] == (3799, 3155, 2455 + 719, 625, -19, "differs")
    assert [line.difference for line in receipt.lines] == [0, -19]


@pytest.mark.parametrize(
    ("received", "verdict"),
    [((1842, 1842), "same"), ((1841, 1842), "rounded"), ((1841, 1000), "differs"),
     ((4000, 1842), "differs"),
     ((1842 + 500, 1842 - 500), "same")],
)  # fmt: skip
def test_the_verdict_on_the_sums(received: tuple[int, int], verdict: str) -> None:
    lines = [Line("560011", JUNE_2025, 4000, each) for each in received]
    assert check(BOOK, NOT_BIM_FREE, lines).verdict == verdict


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
    paid_more = check_line(book, NOT_BIM, Line("560011", JUNE_2025, 3500, 2455))
    assert paid_more.above is not None
    assert "other_edition" not in [reason.id for reason in paid_more.above.reasons]


def test_only_a_fee_that_a_rule_sets_is_asked_about() -> None:
    """Not in palliative care, where the rule is our reading; not beside an exact explanation."""
    lines = [
        Line("560011", JUNE_2025, 4000, 2830),
        Line("564211", JUNE_2025, 9900, 2772),
        Line("560011", JUNE_2025, 3799, 2830),
        Line("560011", JUNE_2025, 3080, 2830),
    ]
    assert [it.line for it in check(BOOK, BIM_FREE, lines).to_ask_about] == lines[:1]
    assert check(BOOK, NOT_BIM_FREE, lines).to_ask_about == ()
