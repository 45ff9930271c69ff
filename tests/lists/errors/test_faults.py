"""Every fault between the answers of a row, and no false one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.answers import found_case
from estimator.engine.estimate import estimate
from estimator.engine.model.case import Case, Pathology, Service, Setting
from estimator.engine.model.errors import EstimatorError, InvalidAnswer, TariffGap
from estimator.engine.numbers.tables import Sheet
from estimator.engine.reach import check_priced
from estimator.lists.errors import faults
from estimator.lists.errors.faults import MOST_TRIES, faults_between
from estimator.lists.errors.tally import kind_of
from tests.engine.cases import SOME
from tests.lists.tables import SHEET

USUAL: dict[str, Any] = {
    "pathology": Pathology.CURRENT,
    "bim": False,
    "conventioned": True,
    "sessions": 18,
    "start": date(2025, 5, 5),
}
FREE = {"conventioned": False}
IN_HOSPITAL = {"setting": Setting.HOSPITAL, "surcharge": Decimal(5)}
EARLY = {"start": date(1999, 1, 1)}
NO_FA = {"first_session": date(2025, 1, 1)}


def kinds(answers: dict[str, Any]) -> list[tuple[str, str]]:
    return [kind_of(fault) for fault in faults_between(USUAL | answers, SHEET)]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, []),
        (FREE, [("fee", "fee_missing")]),
        ({"first_fee": Decimal(30)}, [("fee", "fee_missing")]),
        (IN_HOSPITAL, [("surcharge", "surcharge_in_hospital")]),
        (NO_FA, [("first_session", "only_fa")]),
        (EARLY, [("start", "day")]),
        (
            FREE | IN_HOSPITAL | NO_FA,
            [
                ("fee", "fee_missing"),
                ("surcharge", "surcharge_in_hospital"),
                ("first_session", "only_fa"),
            ],
        ),
        (FREE | EARLY, [("fee", "fee_missing"), ("start", "day")]),
        (
            EARLY | {"service": Service.LYMPHOEDEMA_120},
            [("start", "day"), ("service", "service")],
        ),
        (
            FREE | {"pathology": Pathology.PERINATAL, "setting": Setting.ELDERLY_HOME},
            [("fee", "fee_missing"), ("setting", "setting")],
        ),
    ],
)
def test_every_fault_in_order(answers: dict[str, Any], told: list[tuple[str, str]]) -> None:
    assert kinds(answers) == told


def test_a_first_session_on_a_start_out_of_reach_is_no_second_fault() -> None:
    """It is the day of the start, which another one replaces."""
    day = {"start": date(1999, 1, 1), "first_session": date(1999, 1, 1)}
    assert kinds(day | {"pathology": Pathology.FA}) == [("start", "day")]


def test_a_limit_in_a_place_that_is_refused_is_not_told() -> None:
    there = {"setting": Setting.REHABILITATION_CENTRE, "sessions": 400}
    assert kinds(there) == [("sessions", "limit")]
    assert kinds(there | EARLY) == [("start", "day")], "another year may have another limit"


def test_prior_sessions_past_the_limit() -> None:
    there = {"setting": Setting.REHABILITATION_CENTRE, "prior_sessions": 400}
    assert kinds(there) == [("prior_sessions", "limit_used_up")]
    assert kinds(there | FREE) == [("fee", "fee_missing"), ("prior_sessions", "limit_used_up")]


def test_what_the_tariff_lacks_is_told_last(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = TariffGap("code", date(2025, 5, 5))

    def lacking(case: Case, sheet: Sheet) -> None:
        check_priced(case, sheet)
        raise gap

    monkeypatch.setattr(faults, "billed", lacking)
    fee, last = faults_between(USUAL | FREE, SHEET)
    assert (kind_of(fee), last) == (("fee", "fee_missing"), gap)
    assert kinds(EARLY) == [("start", "day")], "on another day it may lack nothing"


def test_the_tries_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(case: Case, _: Sheet) -> None:
        raise InvalidAnswer("report", given="", reason="missing")

    monkeypatch.setattr(faults, "billed", refusing)
    assert kinds({}) == [("report", "missing")]


days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
fees = st.none() | st.integers(0, 9_999).map(Decimal)
answers_of_rows = st.fixed_dictionaries(
    {
        "pathology": st.sampled_from(Pathology),
        "setting": st.sampled_from(Setting),
        "service": st.sampled_from(Service),
        "bim": st.booleans(),
        "conventioned": st.booleans(),
        "fee": fees,
        "first_fee": fees,
        "surcharge": st.sampled_from([Decimal(0), Decimal(5)]),
        "sessions": st.integers(1, 400),
        "prior_sessions": st.integers(0, 400),
        "start": days,
        "first_session": st.none() | days,
    }
)


@SOME
@given(answers_of_rows)
def test_the_first_fault_is_that_of_the_single_case(answers: dict[str, Any]) -> None:
    told = faults_between(answers, SHEET)
    first: EstimatorError | None = None
    try:
        estimate(found_case(answers, SHEET), SHEET)
    except EstimatorError as error:
        first = error
    assert [str(it) for it in told[:1]] == ([str(first)] if first else [])
    fields = [kind_of(it)[0] for it in told]
    assert len(fields) == len(set(fields)) < MOST_TRIES


@SOME
@given(answers_of_rows)
def test_a_fault_stays_until_its_answer_is_changed(answers: dict[str, Any]) -> None:
    """No false alarm: each fault told is still told first once those before it are mended."""
    told = faults_between(answers, SHEET)
    mended: Mapping[str, Any] = answers
    for fault in told[:-1]:
        assert isinstance(fault, InvalidAnswer)
        mended = faults.without_fault(mended, fault)
    if told:
        assert kind_of(told[-1]) in map(kind_of, faults_between(mended, SHEET))
