"""One price for one patient: the one that the estimate counts, and the same wherever it shows."""

from datetime import date
from decimal import Decimal

import pytest

from estimator import estimate, tariffs
from estimator.engine.model.case import Case, Pathology, Setting
from estimator.engine.model.money import euros
from estimator.engine.tariffs.prices import (
    at_both_kinds,
    last_reduction,
    patient_price,
    reimbursed_if_reduced,
)
from tests.engine.cases import BOOK

DAYS = [date(2024, 2, 5), date(2024, 6, 3), date(2025, 1, 6), date(2025, 6, 2), date(2027, 3, 1)]
PATIENTS = [(bim, conventioned) for bim in (False, True) for conventioned in (False, True)]
CASES = [
    (Pathology.CURRENT, Setting.HOME, 0),
    (Pathology.CURRENT, Setting.PRACTICE, 40),
    (Pathology.FB, Setting.HOME, 70),
    (Pathology.HEAVY, Setting.PRACTICE, 0),
    (Pathology.PALLIATIVE, Setting.HOME, 0),
    (Pathology.PERINATAL, Setting.PRACTICE, 0),
]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("patient", PATIENTS)
@pytest.mark.parametrize("care", CASES)
def test_the_estimate_counts_the_price_of_each_code(
    care: tuple[Pathology, Setting, int], patient: tuple[bool, bool], day: date
) -> None:
    (pathology, setting, prior), (bim, conventioned) = care, patient
    case = Case(
        pathology=pathology,
        setting=setting,
        bim=bim,
        conventioned=conventioned,
        fee=None if conventioned else Decimal(90),
        sessions=1,
        prior_sessions=prior,
        start=day,
        report=True,
    )
    result = estimate(case)
    assert result.items
    least = most = 0
    for item in result.items:
        price = patient_price(BOOK, item.code, day, bim=bim, conventioned=conventioned)
        assert item.official_fee == euros(price.official_fee)
        assert item.reimbursed == euros(price.reimbursed)
        assert item.status == price.status
        if price.ceiling is None:
            assert item.charged == 90
        else:
            assert item.charged == euros(price.ceiling)
            assert item.patient == euros(price.left)
        least, most = least + price.least, most + price.most
    assert (result.most.reimbursed, result.least.reimbursed) == (euros(least), euros(most))


@pytest.mark.parametrize(
    ("code", "bim", "conventioned", "back", "percent"),
    [
        ("567011", False, True, 2455, 0),
        ("567011", False, False, 1842, 25),
        ("567011", True, False, 2830, 0),  # 30.80 − 2.50, not 21.23
        ("564211", False, False, 2772, 0),  # palliative: not 20.79
        ("564211", True, False, 2772, 0),
        ("639111", False, False, 131, 0),
        ("639133", False, False, 17, 0),  # travel is never reduced
        ("567033", False, False, 540, 25),  # intake: 7.19 less 1.79
        ("560055", False, False, 366, 25),  # 11.12 − 6.25 = 4.87, less 1.21
        ("560055", True, False, 862, 0),
    ],
)
def test_who_is_reduced(code: str, bim: bool, conventioned: bool, back: int, percent: int) -> None:
    price = patient_price(BOOK, code, date(2025, 6, 2), bim=bim, conventioned=conventioned)
    assert (price.reimbursed, price.percent, price.reduced) == (back, percent, percent > 0)


@pytest.mark.parametrize(
    ("code", "bim", "ceiling", "binds"),
    [
        ("567011", False, None, False),
        ("567011", True, 3080, True),
        ("564211", False, 2772, True),
        ("560055", True, 3080, True),  # a session past the limit: the fee of a normal one
        ("567033", False, 719, False),  # the intake costs the same at every kiné
    ],
)
def test_what_a_kine_without_convention_may_ask(
    code: str, bim: bool, ceiling: int | None, binds: bool
) -> None:
    price = patient_price(BOOK, code, date(2025, 6, 2), bim=bim, conventioned=False)
    assert (price.ceiling, price.binds) == (ceiling, binds)


def test_while_the_reduction_is_unknown_there_is_a_least_and_a_most() -> None:
    bound, free = at_both_kinds(BOOK, "567011", date(2027, 2, 1), bim=False)
    assert (free.least, free.reimbursed, free.most) == (1842, 1842, 2455)
    assert (free.left_least, free.left_most) == (625, 1238)
    assert (bound.least, bound.most) == (2455, 2455)


def test_the_last_reduction_explains_the_rule_while_it_is_off() -> None:
    off = date(2025, 2, 3)
    last = last_reduction(BOOK, off)
    assert last
    assert (last.percent, last.first_day) == (25, date(2024, 4, 1))
    assert reimbursed_if_reduced(BOOK, "567011", off) == 1842
    assert last_reduction(BOOK, date(2024, 1, 2)) is None
    assert reimbursed_if_reduced(BOOK, "567011", date(2024, 1, 2)) == 2235


def test_the_rules_and_this_test_use_the_same_tariffs() -> None:
    assert tariffs().book.editions == BOOK.editions
