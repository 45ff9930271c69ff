"""What is handed over, what comes back, and what one's own insurance or another payer pays."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import Case, InvalidAnswer, Pathology, Payer, Payment, estimate, settle
from estimator.engine.answers import payment_from, payment_refusals
from estimator.engine.payment import (
    PaidRange,
    Settlement,
    added,
    insurance_of,
    readings_of,
    settlement_of,
)
from tests.engine.cases import BOOK, SOME, case, cases, euros

#: Eighteen sessions of 2026: eight in January, eight in February, two in March.
YEAR_2026 = {"start": date(2026, 1, 5)}
SEVENTY: dict[str, Any] = {"insurance_percent": 70}


def settled(course: dict[str, Any] | None = None, **payment: Any) -> Settlement:
    amounts = {name: euros(payment[name]) for name in ("insurance_cap",) if name in payment}
    return settle(estimate(case(**YEAR_2026 | (course or {}))), Payment(**payment | amounts))


def ends(paid: PaidRange) -> dict[str, str]:
    """Each amount as a text, a range by both its ends."""
    return {
        name: str(one.low) if one.certain else f"{one.low}-{one.high}"
        for name, one in paid._asdict().items()
    }


def row(*amounts: str) -> dict[str, str]:
    return dict(zip(PaidRange._fields, amounts, strict=True))


# By hand: 30.80 a session on the frozen tariff, of which 6.25 is the share ----------------------


def test_usually_everything_is_paid_first_and_a_part_comes_back() -> None:
    found = settled()
    assert ends(found.total) == row("554.40", "441.90", "112.50", "0.00", "112.50")
    assert ends(found.per_session) == row("30.80", "24.55", "6.25", "0.00", "6.25")
    assert [(month.month, ends(paid)["desk"]) for month, paid in found.by_month] == [
        (1, "246.40"), (2, "246.40"), (3, "61.60"),
    ]  # fmt: skip
    assert ends(found.per_month)["left"] == "12.50-50.00"
    assert found.notes == ("third_party_unknown",)


def test_with_third_party_payment_only_the_share_is_handed_over() -> None:
    found = settled(third_party=True)
    assert ends(found.total) == row("112.50", "0.00", "112.50", "0.00", "112.50")
    assert ends(found.per_session)["desk"] == "6.25"
    assert found.notes == ()


def test_the_first_visit_with_its_intake_is_a_visit_of_its_own() -> None:
    found = settled({"intake": True})
    assert ends(found.per_session)["desk"] == "30.80-37.99"
    assert ends(found.total)["desk"] == "561.59"


def test_an_insurance_pays_its_part_up_to_its_cap() -> None:
    assert ends(settled(**SEVENTY).total) == row("554.40", "441.90", "112.50", "78.75", "33.75")
    found = settled(**SEVENTY, insurance_cap="50")
    assert ends(found.total) == row("554.40", "441.90", "112.50", "50.00", "62.50")
    assert [ends(paid)["insurance"] for _, paid in found.by_month] == ["35.00", "15.00", "0.00"]
    assert "insurance_capped" in found.notes
    assert "insurance_capped" not in settled(**SEVENTY, insurance_cap="80").notes


def test_the_part_of_an_insurance_is_cut_on_the_sum_not_on_each_session() -> None:
    # 33 % of 6.25 is 2.0625: eighteen times 2.06 would lose five cents.
    found = settled(insurance_percent=33)
    assert ends(found.total)["insurance"] == "37.12"
    assert ends(found.per_session)["insurance"] == "2.06-2.07"


def test_an_insurance_pays_within_its_window_only_both_days_included() -> None:
    window: dict[str, Any] = {
        "insurance_from": date(2026, 1, 8),
        "insurance_until": date(2026, 1, 19),
    }
    found = settled(insurance_percent=100, **window)
    assert ends(found.total)["insurance"] == "25.00", "8, 12, 15 and 19 January"
    assert "insurance_window" in found.notes
    assert "insurance_window" not in settled(insurance_percent=100).notes


def test_the_cap_begins_anew_with_the_calendar_year() -> None:
    found = settled({"start": date(2025, 12, 1)}, insurance_percent=100, insurance_cap="20")
    assert [ends(paid)["insurance"] for _, paid in found.by_month] == ["20.00", "20.00"]


# Another payer -----------------------------------------------------------------------------------


def test_after_a_work_accident_only_what_is_above_the_tariff_is_left() -> None:
    asked = {"conventioned": False, "fee": "40"}
    found = settled(asked, other_payer=Payer.WORK_ACCIDENT, third_party=False)
    assert ends(found.total) == row("720.00", "554.40", "165.60", "0.00", "165.60")
    assert found.notes == ("work_accident", "payer_agreement")
    assert ends(settled(other_payer=Payer.ARMY, third_party=True).total)["desk"] == "0.00"


def test_who_advances_the_money_is_not_known_until_it_is_told() -> None:
    found = settled(other_payer=Payer.ARMY)
    assert ends(found.total) == row("0.00-554.40", "0.00-554.40", "0.00", "0.00", "0.00")
    assert found.notes == ("army", "payer_agreement", "payer_desk")


def test_what_another_pays_beyond_the_normal_number_is_not_known() -> None:
    # The overrun session: 11.12 on the tariff, up to 30.80 may be asked.
    found = settled({"sessions": 19}, other_payer=Payer.WORK_ACCIDENT, third_party=False)
    assert ends(found.total)["left"] == "0.00-19.68"
    assert "payer_overrun" in found.notes
    asked = {"sessions": 19, "conventioned": False, "fee": "40"}
    found = settled(asked, other_payer=Payer.WORK_ACCIDENT, third_party=False)
    assert ends(found.total)["left"] == "174.80-194.48", "19 × 9.20, and 19.68 more"


def test_whether_another_pays_the_travel_that_no_mutuality_pays_is_not_known() -> None:
    found = settled({"setting": "home", "sessions": 2}, other_payer=Payer.ARMY, third_party=True)
    assert ends(found.total)["desk"] == "0.00-2.26"
    assert "payer_travel" in found.notes


@pytest.mark.parametrize(
    ("course", "left"),
    [
        ({"bim": True, "fee": "45"}, "0.00-255.60"),  # 18 × 14.20
        ({"bim": True, "fee": "45", "intake": True}, "0.00-255.60"),
        ({"bim": True, "fee": "30"}, "0.00"),
        ({"bim": True, "fee": None}, "0.00"),
        ({"bim": True, "fee": "45", "sessions": 19}, "0.00-289.48"),  # 45 − 11.12 more
        ({"bim": True, "fee": "45", "sessions": 19, "overrun_fee": "20"}, "0.00-264.48"),
        (
            {"pathology": Pathology.PALLIATIVE, "setting": "day_hospital", "fee": "45"},
            "0.00-574.20",
        ),
    ],
)
def test_whether_fees_protect_a_patient_whom_another_pays_for_is_not_known(
    course: dict[str, Any], left: str
) -> None:
    asked = {"conventioned": False} | course
    found = settled(asked, other_payer=Payer.WORK_ACCIDENT, third_party=True)
    assert ends(found.total)["left"] == left
    assert "payer_ceiling" in found.notes
    conventioned = asked | {"conventioned": True, "fee": None}
    assert "payer_ceiling" not in settled(conventioned, other_payer=Payer.ARMY).notes


# Ranges ------------------------------------------------------------------------------------------


def test_while_a_rule_is_open_no_amount_is_single() -> None:
    asked = {"start": date(2027, 1, 4), "sessions": 4, "conventioned": False, "fee": "40"}
    result = estimate(case(**asked))
    assert result.range is not None
    found = settle(result, Payment())
    assert found.total.left == (result.least.patient, result.most.patient)
    assert found.total.refund == (result.most.reimbursed, result.least.reimbursed)
    assert not found.per_session.left.certain
    assert ends(found.total)["desk"] == "160.00"


def test_unknown_answers_go_from_the_least_to_the_most() -> None:
    results = [estimate(case(**YEAR_2026, bim=bim)) for bim in (True, False)]
    found = settlement_of(results, Payment(third_party=True), BOOK)
    assert ends(found.total)["desk"] == "45.00-112.50"
    assert ends(found.per_session)["desk"] == "2.50-6.25"


# For every case ----------------------------------------------------------------------------------

PAYMENTS = st.builds(
    Payment,
    third_party=st.sampled_from([None, True, False]),
    insurance_percent=st.integers(1, 100),
    insurance_cap=st.none() | st.integers(0, 20_000).map(lambda it: Decimal(it) / 100),
    insurance_from=st.none() | st.dates(date(2024, 1, 1), date(2025, 6, 1)),
    insurance_until=st.none() | st.dates(date(2025, 6, 1), date(2027, 12, 31)),
    other_payer=st.sampled_from(Payer),
)


@SOME
@given(course=cases(), payment=PAYMENTS)
def test_what_always_holds(course: Case, payment: Payment) -> None:
    result = estimate(course)
    found = settlement_of([result], payment, BOOK)
    for reading in readings_of(result, payment, BOOK):
        years: dict[int, int] = {}
        for day, paid in reading:
            assert paid.desk - paid.refund == paid.left == paid.insurance + paid.left_after
            assert min(paid) >= 0
            years[day.year] = years.get(day.year, 0) + paid.insurance
        cap = payment.insurance_cap
        assert cap is None or all(euros(of) / 100 <= cap for of in years.values())
        total = added(visit.paid for visit in reading)
        assert all(
            low <= Decimal(amount) / 100 <= high
            for (low, high), amount in zip(found.total, total, strict=True)
        )
    for at, (low, high) in enumerate(found.total):
        months = [paid[at] for _, paid in found.by_month]
        assert sum(month.low for month in months) <= low
        assert sum(month.high for month in months) >= high
        if low == high and all(month.certain for month in months):
            assert sum(month.low for month in months) == low
    assert all(before < after for (before, _), (after, _) in pairwise(found.by_month))
    if not payment.another_pays:
        assert found.total.left == (result.least.patient, result.most.patient)


@given(left=st.integers(0, 10**6), percent=st.integers(0, 100))
def test_one_cent_more_to_pay_never_leaves_less(left: int, percent: int) -> None:
    payment = Payment(insurance_percent=percent)
    before, after = (it - insurance_of(it, payment) for it in (left, left + 1))
    assert 0 <= before <= after <= left + 1


# Answers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "field", "reason"),
    [
        ({"insurance_percent": "101"}, "insurance_percent", "number"),
        ({"insurance_cap": "50"}, "insurance_percent", "percent_missing"),
        ({"insurance_until": "2026-01-01"}, "insurance_percent", "percent_missing"),
        ({"other_payer": "me"}, "other_payer", "one_of"),
        ({"third_party": "perhaps"}, "third_party", "one_of"),
        (
            {
                "insurance_percent": "70",
                "insurance_from": "2026-02-01",
                "insurance_until": "2026-01-31",
            },
            "insurance_until",
            "before_from",
        ),
    ],
)
def test_what_does_not_fit_is_refused(answers: dict[str, str], field: str, reason: str) -> None:
    (refusal,) = payment_refusals(answers)
    assert (refusal.field, refusal.reason) == (field, reason)
    with pytest.raises(InvalidAnswer):
        payment_from(answers)


def test_nothing_answered_is_the_usual_way() -> None:
    assert payment_from({"third_party": "", "sessions": "18"}) == Payment()
    assert payment_refusals({}) == []
