"""Tariffs under another policy, against amounts of 2026 reckoned by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from estimator.engine.estimate import estimate
from estimator.engine.model.case import Case, Pathology
from estimator.engine.numbers.layout import lay_out
from estimator.engine.policy import Policy, sheet_under
from tests.shipped import BOOK, needs_tariff_of

START = date(2026, 1, 5)
COURSE = Case(pathology=Pathology.CURRENT, bim=False, conventioned=True, sessions=1, start=START)
SHEET = lay_out(BOOK)
CAPPED = Policy(most_above=Decimal(5))
NO_REDUCTION = Policy(no_reduction=True)


def test_without_a_change_nothing_changes() -> None:
    assert estimate(COURSE, sheet_under(SHEET, Policy())) == estimate(COURSE, SHEET)


def test_a_share_is_never_more_than_the_fee_and_none_stays_none() -> None:
    """An intake has no fixed share; a share of a thousand euros leaves nothing to reimburse."""
    needs_tariff_of(START)
    case = replace(COURSE, conventioned=True, sessions=1)
    found = estimate(case, sheet_under(SHEET, Policy(raised_not_bim=Decimal(1000))))
    assert sorted((it.charged, it.reimbursed, it.copayment) for it in found.items) == [
        (Decimal("7.38"), Decimal("7.38"), Decimal("0.00")),
        (Decimal("31.64"), Decimal("0.00"), Decimal("31.64")),
    ]


def test_a_reduction_that_is_always_0_leaves_no_question_open() -> None:
    questions = {it.about for it in SHEET.book.open_questions}
    after = sheet_under(SHEET, NO_REDUCTION).book
    assert {it.about for it in after.open_questions} == questions - {"reduction"}
    assert {it.percent for it in after.reductions.values()} == {0}


def test_sessions_past_the_cap_are_not_limited() -> None:
    """18 sessions, 54 overrun ones, then two for which nothing comes back: 40 euros each stay."""
    needs_tariff_of(START)
    case = replace(COURSE, conventioned=False, fee=Decimal(40), sessions=74, per_week=7)
    found = estimate(case, sheet_under(SHEET, CAPPED))
    assert [it.charged for it in found.items[-3:]] == [
        Decimal("16.42"),
        Decimal("40.00"),
        Decimal("40.00"),
    ]


def test_a_surcharge_is_not_limited() -> None:
    needs_tariff_of(START)
    case = replace(COURSE, conventioned=True, sessions=1, intake=False, surcharge=Decimal(12))
    found = estimate(case, sheet_under(SHEET, CAPPED))
    assert found.totals.supplement == Decimal("12.00")
