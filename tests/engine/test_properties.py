"""The checks at the end of the contract, for every valid case."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given

from estimator import Case, Pathology, Result, Setting, compare, estimate
from estimator.engine.model.case import MAX_SESSIONS
from estimator.engine.model.errors import InvalidAnswer
from tests.engine.cases import SOME, cases, sessions

AMOUNTS = ("charged", "reimbursed", "copayment", "reduction", "supplement", "patient")


def at_least_official(case: Case) -> Case:
    """The case with a fee that is nowhere below what a bound kiné charges for a session."""
    bound = estimate(replace(case, conventioned=True, surcharge=Decimal(0)))
    official = max(item.charged for item in sessions(bound))
    first_fee = None if case.first_fee is None else max(case.first_fee, official)
    return replace(case, fee=max(case.fee or Decimal(0), official), first_fee=first_fee)


@SOME
@given(case=cases(bim=False))
def test_bim_never_pays_more_at_any_fee(case: Case) -> None:
    with_bim, without = estimate(replace(case, bim=True)), estimate(case)
    assert with_bim.totals.patient <= without.totals.patient
    for item, other in zip(with_bim.items, without.items, strict=True):
        assert item.patient <= other.patient
        assert item.charged <= other.charged


@SOME
@given(case=cases(conventioned=False, fee=Decimal("12.34")))
def test_a_protected_patient_never_pays_more_than_the_kine_asks(case: Case) -> None:
    for item in sessions(estimate(replace(case, bim=True))):
        asked = case.fee_asked(item.session)
        assert asked is not None
        assert item.charged <= asked


@SOME
@given(case=cases(surcharge=Decimal(0)))
def test_conventioned_never_costs_more(case: Case) -> None:
    comparison = compare(at_least_official(case))
    conventioned, other = comparison.conventioned, comparison.non_conventioned
    assert conventioned.totals.patient <= other.totals.patient
    assert comparison.difference == other.totals.patient - conventioned.totals.patient
    assert comparison.difference >= 0
    for item, dearer in zip(conventioned.items, other.items, strict=True):
        assert item.code == dearer.code
        assert item.patient <= dearer.patient


@SOME
@given(case=cases())
def test_one_more_session_never_lowers_a_total(case: Case) -> None:
    assume(case.sessions < MAX_SESSIONS)
    shorter = estimate(case)
    try:
        longer = estimate(replace(case, sessions=case.sessions + 1))
    except InvalidAnswer as refusal:  # past the limit of a rehabilitation centre there is no price
        assume(refusal.reason != "limit")
        raise
    assert longer.items[: len(shorter.items)] == shorter.items, "what was billed stays as it was"
    for amount, more in zip(shorter.totals, longer.totals, strict=True):
        assert more >= amount


@SOME
@given(case=cases())
def test_identity_of_every_item(case: Case) -> None:
    for item in estimate(case).items:
        assert item.patient == item.charged - item.reimbursed
        assert item.patient == item.copayment + item.reduction + item.supplement


@SOME
@given(case=cases())
def test_amounts_are_whole_cents_and_not_negative(case: Case) -> None:
    result = estimate(case)
    amounts = [value for item in result.items for value in item if isinstance(value, Decimal)]
    for amount in (*amounts, *result.totals):
        assert amount >= 0
        assert amount.as_tuple().exponent == -2


@SOME
@given(case=cases())
def test_totals_are_the_sums_of_the_items(case: Case) -> None:
    result = estimate(case)
    for name in AMOUNTS:
        summed = sum((getattr(item, name) for item in result.items), Decimal(0))
        assert getattr(result.totals, name) == summed


@SOME
@given(case=cases(surcharge=Decimal(0)))
def test_below_the_official_fee_nothing_is_supplement(case: Case) -> None:
    for item in estimate(case).items:
        assert item.reimbursed <= item.charged
        insured = item.reimbursed or item.copayment
        if item.charged <= item.official_fee and insured:
            assert item.supplement == 0


@SOME
@given(case=cases())
def test_one_item_of_a_session_stands_on_each_day(case: Case) -> None:
    result = estimate(case)
    own = sessions(result)
    assert [item.session for item in own] == list(range(1, case.sessions + 1))
    assert own[0].date == case.start
    days = [item.date for item in result.items]
    assert days == sorted(days)
    for k, item in enumerate(own):
        assert (item.date - case.start).days == 7 * k // case.per_week


@SOME
@given(case=cases())
def test_the_case_comes_back_with_its_defaults_filled_in(case: Case) -> None:
    filled = estimate(case).case
    usual = case.pathology is Pathology.CURRENT and case.prior_sessions == 0
    assert filled.travel is (case.setting is Setting.HOME if case.travel is None else case.travel)
    assert filled.intake is (usual if case.intake is None else case.intake)
    assert filled.report is bool(case.report)
    in_fa = case.pathology in (Pathology.FA, Pathology.FA_POLYTRAUMA)
    assert filled.first_session == ((case.first_session or case.start) if in_fa else None)
    as_given = replace(
        filled,
        travel=case.travel,
        intake=case.intake,
        report=case.report,
        first_session=case.first_session,
    )
    assert as_given == case
    assert same_amounts(estimate(filled), estimate(case))


def same_amounts(one: Result, other: Result) -> bool:
    """Whether two results bill the same."""
    return one.items == other.items and one.totals == other.totals


@SOME
@given(case=cases())
def test_sources_and_notices_stand_once(case: Case) -> None:
    result = estimate(case)
    assert result.sources
    assert len(set(result.sources)) == len(result.sources)
    told = [(notice.id, tuple(notice.values.items())) for notice in result.notices]
    assert len(set(told)) == len(told)
