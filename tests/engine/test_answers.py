"""Answers as texts: what is read, and every reason for a refusal."""

from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from estimator import Case, EstimatorError, InvalidAnswer, Pathology, Service, Setting, tariffs
from estimator.engine.answers import case_from, refusals
from estimator.engine.model.case import fields_of_kind
from estimator.engine.model.fields import EUROS, MAX_EUROS, Count, Day
from tests.engine.cases import case, estimate_of

TODAY = date(2025, 5, 5)
LAST_START = tariffs().book.last_start
USUAL = {"pathology": "current", "bim": "false", "conventioned": "true", "sessions": "18"}
ARABIC_TWELVE = "\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO}"


def read(**answers: object) -> Case:
    """The case that the usual answers make, with changes."""
    return case_from(USUAL | answers, tariffs(), TODAY)


def refused(answers: Mapping[str, object]) -> InvalidAnswer:
    """The one refusal of some answers; the single and the full reading agree on it."""
    (refusal,) = refusals(answers, tariffs(), TODAY)
    with pytest.raises(InvalidAnswer) as raised:
        case_from(answers, tariffs(), TODAY)
    assert str(raised.value) == str(refusal)
    return refusal


# What is read -----------------------------------------------------------------------------------


def test_required_answers_alone_take_the_defaults() -> None:
    assert read() == Case(
        pathology=Pathology.CURRENT,
        setting=Setting.PRACTICE,
        service=Service.SESSION,
        bim=False,
        conventioned=True,
        fee=None,
        overrun_fee=None,
        surcharge=Decimal(0),
        sessions=18,
        prior_sessions=0,
        start=TODAY,
        per_week=2,
        travel=None,
        intake=None,
        report=None,
    )


def test_every_answer_is_read() -> None:
    found = read(
        pathology="heavy",
        setting="home",
        service="lymphoedema_60",
        bim="true",
        conventioned="false",
        fee="40",
        overrun_fee="20,5",
        surcharge="3.25",
        sessions="400",
        prior_sessions="7",
        start="2024-02-29",
        per_week="7",
        travel="false",
        intake="true",
        report="true",
    )
    assert found == Case(
        pathology=Pathology.HEAVY,
        setting=Setting.HOME,
        service=Service.LYMPHOEDEMA_60,
        bim=True,
        conventioned=False,
        fee=Decimal("40.00"),
        overrun_fee=Decimal("20.50"),
        surcharge=Decimal("3.25"),
        sessions=400,
        prior_sessions=7,
        start=date(2024, 2, 29),
        per_week=7,
        travel=False,
        intake=True,
        report=True,
    )


def test_values_of_their_own_type_are_read_too() -> None:
    found = read(
        pathology=Pathology.FB,
        bim=True,
        conventioned=False,
        fee=Decimal("40"),
        sessions=5,
        start=date(2026, 1, 1),
    )
    assert (found.pathology, found.bim, found.fee, found.sessions, found.start) == (
        Pathology.FB,
        True,
        Decimal("40"),
        5,
        date(2026, 1, 1),
    )


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_empty_answers_count_as_not_given(empty: object) -> None:
    assert read(fee=empty, start=empty, setting=empty, travel=empty) == read()


def test_names_that_are_no_answers_are_passed_over() -> None:
    assert read(name="Jo", totals="3") == read()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("33,50", "33.50"),
        ("33.50", "33.50"),
        ("33,5", "33.50"),
        ("33", "33.00"),
        (" 33.5 ", "33.50"),
        ("33,50 €", "33.50"),
        ("€33.50", "33.50"),
        ("33,50\N{NO-BREAK SPACE}€", "33.50"),
        ("0", "0.00"),
        ("0,00", "0.00"),
        ("007", "7.00"),
        ("99999.99", "99999.99"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert str(EUROS.read("fee", text)) == amount
    assert read(fee=text).fee == Decimal(amount)


@pytest.mark.parametrize("text", ["true", "True", "TRUE", " true "])
def test_truth_in_any_case(text: str) -> None:
    assert read(bim=text).bim is True


@pytest.mark.parametrize("text", ["18", " 18 ", "+18", "018"])
def test_whole_numbers(text: str) -> None:
    assert read(sessions=text).sessions == 18


# Refusals of one answer -------------------------------------------------------------------------

RANGE = {"sessions": (1, 400), "prior_sessions": (0, 400), "per_week": (1, 7)}
TRUTHS = ("true", "false")
BAD = [
    ("pathology", "knee", "group_or_code", tuple(Pathology)),
    ("pathology", "CURRENT", "group_or_code", tuple(Pathology)),
    ("setting", "garden", "one_of", tuple(Setting)),
    ("service", "massage", "one_of", tuple(Service)),
    *[("bim", text, "one_of", TRUTHS) for text in ("yes", "1", "vrai", "truefalse")],
    ("conventioned", "non", "one_of", TRUTHS),
    *[(name, "x", "one_of", TRUTHS) for name in ("travel", "intake", "report")],
    *[("sessions", text, "number", RANGE["sessions"]) for text in ("0", "401", "-1", "1.0")],
    *[("sessions", text, "number", RANGE["sessions"]) for text in ("many", "1e2", "4 0", "nan")],
    ("sessions", ARABIC_TWELVE, "number", RANGE["sessions"]),
    ("sessions", "9" * 5000, "number", RANGE["sessions"]),
    *[("prior_sessions", text, "number", RANGE["prior_sessions"]) for text in ("-1", "401", "½")],
    *[("per_week", text, "number", RANGE["per_week"]) for text in ("0", "8", "2,5")],
    *[
        (field, text, reason, allowed)
        for field in ("fee", "overrun_fee", "surcharge")
        for text, reason, allowed in (
            ("-1", "negative", ()),
            ("-0,01", "negative", ()),
            ("33.505", "decimals", ()),
            ("33,500", "decimals", ()),
            ("100000", "too_much", (MAX_EUROS,)),
            ("99999,999", "decimals", ()),
            ("999999999999", "too_much", (MAX_EUROS,)),
            ("1" * 13, "euros", ()),
            ("abc", "euros", ()),
            ("33,50,00", "euros", ()),
            ("1.000,00", "euros", ()),
            ("1 000", "euros", ()),
            ("33,", "euros", ()),
            (",50", "euros", ()),
            ("+33", "euros", ()),
            ("--3", "euros", ()),
            ("1e5", "euros", ()),
            ("NaN", "euros", ()),
            ("Infinity", "euros", ()),
            ("0x10", "euros", ()),
            ("1_000", "euros", ()),
            ("€", "euros", ()),
            ("33\n50", "euros", ()),
            (ARABIC_TWELVE, "euros", ()),
            ("\N{FULLWIDTH DIGIT THREE}", "euros", ()),
        )
    ],
    *[
        ("start", text, "not_a_day", ())
        for text in (
            "2025-02-30",
            "2025-13-01",
            "2026-02-29",
            "20250505",
            "2025-W19-1",
            "05/05/2025",
            "2025-5-5",
            "2025-05-05T10:00",
            "tomorrow",
            "0000-01-01",
            ARABIC_TWELVE,
        )
    ],
    *[
        ("start", text, "day", (date(2024, 1, 1), LAST_START))
        for text in ("2023-12-31", "1999-01-01", "0001-01-01", "2100-01-01", "9999-12-31")
    ],
]


@pytest.mark.parametrize(("field", "given", "reason", "allowed"), BAD)
def test_refusal(field: str, given: str, reason: str, allowed: tuple[object, ...]) -> None:
    refusal = refused(USUAL | {field: given})
    assert (refusal.field, refusal.reason, refusal.allowed) == (field, reason, allowed)
    assert str(refusal.given) == given


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("pathology", tuple(Pathology)),
        ("bim", TRUTHS),
        ("conventioned", TRUTHS),
        ("sessions", (1, 400)),
    ],
)
@pytest.mark.parametrize("how", ["left out", "", None])
def test_missing_answer(field: str, allowed: tuple[object, ...], how: str | None) -> None:
    answers: dict[str, object] = {name: USUAL[name] for name in USUAL if name != field}
    if how != "left out":
        answers |= {field: how}
    refusal = refused(answers)
    assert (refusal.field, refusal.reason, refusal.allowed) == (field, "missing", allowed)


def test_every_bad_answer_is_refused_at_once() -> None:
    answers = {"pathology": "knee", "bim": "perhaps", "fee": "x", "sessions": "0", "start": "now"}
    found = refusals(answers, tariffs(), TODAY)
    assert [(refusal.field, refusal.reason) for refusal in found] == [
        ("pathology", "group_or_code"),
        ("bim", "one_of"),
        ("conventioned", "missing"),
        ("fee", "euros"),
        ("sessions", "number"),
        ("start", "not_a_day"),
    ]
    with pytest.raises(InvalidAnswer, match="pathology"):
        case_from(answers, tariffs(), TODAY)


def test_no_refusal_where_a_case_can_be_made() -> None:
    assert refusals(USUAL, tariffs(), TODAY) == []


def test_today_must_be_within_the_known_days_too() -> None:
    with pytest.raises(InvalidAnswer) as raised:
        case_from(USUAL, tariffs(), date(2023, 12, 31))
    assert (raised.value.field, raised.value.reason) == ("start", "day")


# Refusals of answers that don't go together -----------------------------------------------------


@pytest.mark.parametrize("setting", list(Setting))
@pytest.mark.parametrize("pathology", list(Pathology))
def test_settings_of_each_group(pathology: Pathology, setting: Setting) -> None:
    answers = USUAL | {"pathology": pathology, "setting": setting}
    allowed = tariffs().settings_of(pathology)
    if setting in allowed:
        assert refusals(answers, tariffs(), TODAY) == []
        return
    refusal = refused(answers)
    assert (refusal.field, refusal.reason, refusal.allowed) == ("setting", "setting", allowed)


@pytest.mark.parametrize(
    ("pathology", "unknown"),
    [
        ("current", ()),
        ("fa", ("hospital",)),
        ("fa_polytrauma", ("hospital",)),
        ("fb", ("hospital",)),
        ("heavy", ()),
        ("perinatal", ("elderly_home",)),
    ],
)
def test_settings_that_a_group_does_not_know(pathology: str, unknown: tuple[str, ...]) -> None:
    allowed = tariffs().settings_of(Pathology(pathology))
    assert set(Setting) - set(allowed) == set(unknown)


def test_palliative_care_is_given_at_home_or_in_day_hospital() -> None:
    allowed = (Setting.HOME, Setting.DAY_HOSPITAL)
    assert refused(USUAL | {"pathology": "palliative"}).allowed == allowed


@pytest.mark.parametrize(
    ("pathology", "setting", "service", "allowed"),
    [
        ("current", "practice", "short_session", ("session",)),
        ("current", "hospital", "second_session", ("session", "short_session")),
        ("fb", "home", "lymphoedema_60", ("session", "lymphoedema_45")),
        ("palliative", "home", "lymphoedema_45", ("session", "second_session")),
        ("heavy", "day_hospital", "short_session", ("session",)),
        (
            "heavy",
            "elderly_home",
            "cerebral_palsy_60",
            ("session", "lymphoedema_60", "lymphoedema_120", "second_session"),
        ),
    ],
)
def test_services_that_a_setting_does_not_know(
    pathology: str, setting: str, service: str, allowed: tuple[str, ...]
) -> None:
    refusal = refused(USUAL | {"pathology": pathology, "setting": setting, "service": service})
    assert (refusal.field, refusal.reason, refusal.allowed) == ("service", "service", allowed)


@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ({}, True),
        ({"bim": "true"}, False),
        ({"conventioned": "true"}, False),
        ({"pathology": "palliative", "setting": "home"}, False),
        ({"pathology": "palliative", "setting": "day_hospital"}, False),
        ({"pathology": "heavy"}, True),
    ],
)
def test_fee_is_needed_where_it_counts(changes: dict[str, str], needed: bool) -> None:
    answers = USUAL | {"conventioned": "false"} | changes
    if not needed:
        assert refusals(answers, tariffs(), TODAY) == []
        return
    refusal = refused(answers)
    assert (refusal.field, refusal.reason, refusal.given) == ("fee", "fee_missing", "")
    assert refusals(answers | {"fee": "0"}, tariffs(), TODAY) == []


@pytest.mark.parametrize("setting", ["hospital", "day_hospital"])
@pytest.mark.parametrize("conventioned", ["true", "false"])
def test_no_surcharge_in_hospital(setting: str, conventioned: str) -> None:
    answers = USUAL | {"setting": setting, "conventioned": conventioned, "fee": "40"}
    refusal = refused(answers | {"surcharge": "0.01"})
    assert (refusal.field, refusal.reason) == ("surcharge", "surcharge_in_hospital")
    assert refusal.given == Decimal("0.01")
    assert refusals(answers | {"surcharge": "0"}, tariffs(), TODAY) == []


# Cases made directly ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"sessions": 0}, "sessions", "number"),
        ({"sessions": 401}, "sessions", "number"),
        ({"prior_sessions": -1}, "prior_sessions", "number"),
        ({"prior_sessions": 401}, "prior_sessions", "number"),
        ({"per_week": 0}, "per_week", "number"),
        ({"per_week": 8}, "per_week", "number"),
        ({"fee": "-0.01"}, "fee", "negative"),
        ({"fee": "NaN"}, "fee", "euros"),
        ({"fee": "sNaN"}, "fee", "euros"),
        ({"fee": "-Infinity"}, "fee", "euros"),
        ({"fee": "33.505"}, "fee", "decimals"),
        ({"fee": "1E-30"}, "fee", "decimals"),
        ({"fee": "100000"}, "fee", "too_much"),
        ({"fee": "1E+40"}, "fee", "too_much"),
        ({"overrun_fee": "-1"}, "overrun_fee", "negative"),
        ({"overrun_fee": "1.001"}, "overrun_fee", "decimals"),
        ({"surcharge": "-1"}, "surcharge", "negative"),
        ({"surcharge": "1.001"}, "surcharge", "decimals"),
        ({"conventioned": False}, "fee", "fee_missing"),
        ({"setting": "hospital", "surcharge": "1"}, "surcharge", "surcharge_in_hospital"),
    ],
)
def test_a_case_is_checked_at_birth(changes: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as raised:
        case(**changes)
    assert (raised.value.field, raised.value.reason) == (field, reason)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"start": date(2023, 12, 31)}, "start", "day"),
        ({"start": date(2100, 1, 1)}, "start", "day"),
        ({"pathology": "palliative"}, "setting", "setting"),
        ({"service": "lymphoedema_45"}, "service", "service"),
    ],
)
def test_a_case_is_checked_against_the_tariff(
    changes: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidAnswer) as raised:
        estimate_of(**changes)
    assert (raised.value.field, raised.value.reason) == (field, reason)


@pytest.mark.parametrize("start", [date(2024, 1, 1), LAST_START])
def test_first_and_last_start(start: date) -> None:
    items = estimate_of(start=start, sessions=400, per_week=1).items
    assert items[0].date == start
    assert len(items) == 400


def test_a_case_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        case().sessions = 3  # type: ignore[misc]


def test_a_refusal_says_all_in_one_line() -> None:
    refusal = refused(USUAL | {"sessions": "401"})
    assert isinstance(refusal, EstimatorError)
    assert str(refusal) == "sessions: '401' refused (number); allowed: 1, 400"


def test_the_fields_of_a_kind() -> None:
    assert fields_of_kind(Day, Count) == (
        "sessions", "prior_sessions", "start", "first_session", "per_week",
    )  # fmt: skip
