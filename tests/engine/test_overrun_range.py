"""What a kiné bound by official fees asks for an overrun session isn't known: both ends count."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from estimator import Case, estimate, tariffs
from estimator.engine.estimate import estimate as estimate_with
from estimator.engine.numbers.layout import lay_out
from estimator.engine.ranges import BothKinds, EuroRange, both_kinds
from tests.engine import oracle
from tests.engine.cases import SOME, case, cases, estimate_of, euros
from tests.shipped import BOOK, needs_tariff_of

#: 20 sessions in one year: two beyond the 18 normal ones.
TWENTY = {"sessions": 20, "start": date(2025, 6, 2)}
ANSWERS = {
    "pathology": "current",
    "bim": "false",
    "conventioned": "true",
    "fee": "40",
    "sessions": "20",
    "start": "2025-06-02",
    "intake": "false",
}


def met(unknown: tuple[str, ...] = (), **answers: str) -> BothKinds:
    given = {name: value for name, value in (ANSWERS | answers).items() if name not in unknown}
    may_be = dict.fromkeys(unknown, ("true", "false"))
    return both_kinds(given, may_be, tariffs(), date(2025, 6, 2))


def test_two_overrun_sessions_cost_from_their_tariff_to_the_ceiling() -> None:
    """By hand: 18 x 6.25 are 112.50. Of the starred code 11.12 - 6.25 = 4.87 come back: at its
    tariff 6.25 is left, at the ceiling of 30.80 it is 25.93. 112.50 + 2 x 6.25 = 125.00, and
    112.50 + 2 x 25.93 = 164.36."""
    result = estimate_of(**TWENTY)
    starred = result.items[18]
    assert [starred.official_fee, starred.charged, starred.reimbursed, starred.patient] == [
        euros(amount) for amount in ("11.12", "30.80", "4.87", "25.93")
    ]
    assert result.range is not None
    assert (result.range.low.patient, result.range.high) == (euros("125.00"), result.totals)
    assert result.totals.patient == euros("164.36")
    assert result.open_questions == ("overrun_fee",)
    low = result.range.low
    assert (low.charged, low.supplement) == (euros("576.64"), euros("0"))
    assert (low.reimbursed, low.copayment) == (result.totals.reimbursed, result.totals.copayment)


def test_in_2026_at_the_shipped_tariffs() -> None:
    """By hand: 5.17 of 11.42 come back; 20 x 6.25, or 18 x 6.25 + 2 x (31.64 - 5.17)."""
    start = date(2026, 6, 1)
    needs_tariff_of(start)
    result = estimate_with(case(**TWENTY | {"start": start}), lay_out(BOOK))
    assert (result.least.patient, result.most.patient) == (euros("125.00"), euros("165.44"))


@pytest.mark.parametrize(
    "known",
    [
        {"overrun_fee": "30.80"},
        {"overrun_fee": "0"},
        {"conventioned": False, "fee": "40"},
        {"sessions": 18},
        # the fee given for a protected patient is below the tariff: no more is asked in any case
        {"conventioned": False, "bim": True, "fee": "11.12"},
    ],
    ids=str,
)
def test_there_is_no_range_where_nothing_is_open(known: dict[str, Any]) -> None:
    result = estimate_of(**TWENTY | known)
    assert (result.range, result.open_questions) == (None, ())


def test_protected_patients_have_the_range_at_any_kine_up_to_the_fee_given() -> None:
    """2.50 are left of a normal session with BIM, and 30.80 - 8.62 = 22.18 of an overrun one."""
    for other in ({}, {"conventioned": False}, {"conventioned": False, "fee": "40"}):
        result = estimate_of(**TWENTY, bim=True, **other)
        assert (result.least.patient, result.most.patient) == (euros("50.00"), euros("89.36"))
    cheap = estimate_of(**TWENTY, bim=True, conventioned=False, fee="15.42")
    assert cheap.most.patient - cheap.least.patient == 2 * (euros("15.42") - euros("11.12"))


def test_past_the_yearly_cap_the_tariff_is_the_lower_end_too() -> None:
    """Rank 73: nothing comes back of 11.12 or 30.80."""
    result = estimate_of(start=date(2025, 6, 2), sessions=1, prior_sessions=72)
    assert (result.least.patient, result.most.patient) == (euros("11.12"), euros("30.80"))


def test_a_surcharge_comes_on_top_at_both_ends() -> None:
    plain, dearer = estimate_of(**TWENTY), estimate_of(**TWENTY, surcharge="5")
    assert dearer.least.patient - plain.least.patient == euros("100")
    assert dearer.most.patient - plain.most.patient == euros("100")


def test_it_is_named_before_what_nobody_knows() -> None:
    result = estimate_of(start=date(2027, 1, 4), sessions=20)
    assert result.open_questions == ("overrun_fee", "fees_2027")


@SOME
@given(drawn=cases())
def test_both_ends_are_those_of_the_oracle(drawn: Case) -> None:
    result = estimate(drawn)
    if drawn.bound:
        ends = oracle.least_and_most(drawn, oracle.items_of(drawn))
        assert (result.least.patient, result.most.patient) == ends
        assert ("overrun_fee" in result.open_questions) is (ends[0] < ends[1])
    else:
        assert "overrun_fee" not in result.open_questions


def test_a_free_kine_costs_more_than_either_end() -> None:
    """At 40 euros: 18 x (40 - 18.42) + 2 x (40 - 3.66) are 461.12."""
    found = met()
    assert found.non_conventioned.span("patient") == EuroRange(euros("461.12"), euros("461.12"))
    assert found.difference == EuroRange(euros("296.76"), euros("336.12"))


def test_for_a_protected_patient_the_kinds_stay_the_same() -> None:
    assert met(bim="true").same
    found = met(("conventioned",), bim="true").own
    assert not found.span("patient").certain
    assert found.narrowing is None


def test_both_ends_of_an_unknown_kine_are_those_of_either() -> None:
    own = met(("conventioned",)).own
    assert own.span("patient") == EuroRange(euros("125.00"), euros("461.12"))
    assert own.narrowing == "conventioned"
