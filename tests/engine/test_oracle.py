"""The engine against the oracle, on every valid combination of answers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import Case, InvalidAnswer, Pathology, Service, Setting, estimate
from tests.engine import oracle
from tests.engine.cases import COMBINATIONS, FEW, Combination, unpriced_cases

HOSPITALISED = (Setting.HOSPITAL, Setting.DAY_HOSPITAL)


def agree(case: Case) -> None:
    """Every field of every item but its status, and the totals; or the same refusal."""
    try:
        expected = oracle.items_of(case)
    except oracle.NoPrice:
        with pytest.raises(InvalidAnswer) as refused:
            estimate(case)
        known = oracle.priced(case)
        assert refused.value.field == ("sessions" if known else "prior_sessions")
        assert refused.value.allowed == ((1, known) if known else ())
        return
    result = estimate(case)
    for item, other in zip(result.items, expected, strict=False):
        assert tuple(item)[:-1] == tuple(other)
    assert len(result.items) == len(expected)
    assert tuple(result.totals) == oracle.totals_of(expected)


def test_the_nomenclature_holds_the_same_combinations() -> None:
    def known(pathology: Pathology, setting: Setting, service: Service) -> bool:
        group = oracle.GROUPS.get(pathology, pathology)
        group = "day_hospital" if setting is Setting.DAY_HOSPITAL else group
        return bool(oracle.code_row(setting, group, service))

    every = [(p, where, what) for p in Pathology for where in Setting for what in Service]
    assert [of for of in every if known(*of)] == COMBINATIONS


@FEW
@given(data=st.data())
@pytest.mark.parametrize("of", COMBINATIONS, ids=" ".join)
def test_every_item_and_total_agree(of: Combination, data: st.DataObject) -> None:
    agree(data.draw(unpriced_cases(of)))


@pytest.mark.parametrize("bim", [False, True], ids=["not bim", "bim"])
@pytest.mark.parametrize("conventioned", [False, True], ids=["free", "conventioned"])
def test_long_course_of_every_combination(conventioned: bool, bim: bool) -> None:
    """200 sessions from November 2024, with every extra: over all limits and dates of 2025."""
    for pathology, setting, service in COMBINATIONS:
        agree(
            Case(
                pathology=pathology,
                setting=setting,
                service=service,
                bim=bim,
                conventioned=conventioned,
                fee=Decimal("33.50"),
                surcharge=Decimal(0) if setting in HOSPITALISED else Decimal("4.25"),
                sessions=200,
                prior_sessions=3,
                start=date(2024, 11, 20),
                per_week=3,
                intake=True,
                report=True,
            )
        )
