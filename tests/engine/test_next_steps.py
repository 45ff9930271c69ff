"""What to ask before which session; every day below was counted on a calendar by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from estimator import Case, TariffGap, tariffs
from estimator.documents.steps import moments
from estimator.engine import next_steps as module
from estimator.engine.estimate import billed, estimate
from estimator.engine.next_steps import NextStep, next_steps, oldest_prescription
from estimator.locales import LANGUAGES, words
from tests.engine.cases import SOME, cases, estimate_of

MONDAY = date(2025, 5, 5)


def steps(**changes: Any) -> tuple[NextStep, ...]:
    return next_steps(estimate_of(**changes), tariffs())


def told(**changes: Any) -> list[tuple[str, int, date, bool]]:
    """The steps without their values."""
    return [step[:4] for step in steps(**changes)]


def values_of(name: str, **changes: Any) -> dict[str, Any]:
    (found,) = [step.values for step in steps(**changes) if step.id == name]
    return found


def test_a_current_course_ends_where_the_normal_number_ends() -> None:
    """18 sessions, two a week from Monday 5 May: the 19th is on Monday of the tenth week."""
    assert told() == [
        ("treatment_start", 1, MONDAY, False),
        ("further_condition", 1, MONDAY, False),
        ("overrun", 19, date(2025, 7, 7), True),
    ]
    assert values_of("overrun") == {"before": Decimal("6.25"), "after": Decimal("25.93")}


@pytest.mark.parametrize(("sessions", "beyond"), [(17, True), (18, True), (19, False)])
def test_the_19th_session_is_within_the_course_or_after_it(sessions: int, beyond: bool) -> None:
    assert ("overrun", 19, date(2025, 7, 7), beyond) in told(sessions=sessions)


def test_prior_sessions_bring_the_limit_nearer() -> None:
    """10 prior ones leave 8: the ninth is on Monday of the fifth week. No first session now."""
    found = told(prior_sessions=10, sessions=8)
    assert ("overrun", 9, date(2025, 6, 2), True) in found
    assert "treatment_start" not in [step[0] for step in found]


def test_past_the_normal_number_from_the_start_on() -> None:
    found = told(prior_sessions=18, sessions=8)
    assert ("overrun_at_once", 1, MONDAY, False) in found


@pytest.mark.parametrize(("sessions", "beyond"), [(72, True), (73, False)])
def test_the_54_overrun_sessions(sessions: int, beyond: bool) -> None:
    """18 + 54 = 72: three a week, the 73rd begins the 25th week, on Monday 20 October."""
    found = told(sessions=sessions, per_week=3)
    assert ("capped", 73, date(2025, 10, 20), beyond) in found


def test_the_year_after_the_cap_is_looked_at_as_well() -> None:
    """The 19th session of 2026, from Thursday 1 January on: no more than a year ahead."""
    *_, last = told(sessions=73, per_week=3)
    assert last[0] == "overrun"
    assert last[2] == date(2026, 2, 13)


@pytest.mark.parametrize(("sessions", "beyond"), [(60, True), (61, False)])
def test_the_acute_list_has_60_sessions_and_a_year(sessions: int, beyond: bool) -> None:
    """61 = 30 weeks and a session; two a week, the first one after the year is the 106th."""
    assert told(pathology="fa", sessions=sessions)[:4] == [
        ("treatment_start", 1, MONDAY, False),
        ("notification", 1, MONDAY, False),
        ("overrun", 61, date(2025, 12, 1), beyond),
        ("fa_after_year", 106, date(2026, 5, 7), True),
    ]


def test_the_year_of_the_acute_list_ends_on_the_same_day() -> None:
    """Once a week from Monday 5 May 2025: the 53rd is on Monday 4 May 2026, the last day of the
    year; the 54th a week later. The counter begins anew then: 18 more, and the 72nd is past them.
    """
    found = told(pathology="fa", sessions=20, per_week=1)
    assert found[2:] == [
        ("fa_after_year", 54, date(2026, 5, 11), True),
        ("overrun", 72, date(2026, 9, 14), True),
    ]
    over = values_of("fa_after_year", pathology="fa", sessions=20, per_week=1)
    assert over == {"year_over": date(2026, 5, 5)}


def test_a_year_from_29_february_is_over_on_1_march() -> None:
    changes = {"pathology": "fa", "sessions": 20, "per_week": 1, "start": date(2024, 2, 29)}
    assert values_of("fa_after_year", **changes) == {"year_over": date(2025, 3, 1)}


def test_a_further_condition_is_asked_about_where_the_course_becomes_a_current_one() -> None:
    """Past the year of the acute list; the nine sessions of a pregnancy."""
    fa = told(pathology="fa", sessions=60, per_week=1, start=date(2024, 2, 29))
    assert [step[:2] for step in fa if step[1] in (1, 54)] == [
        ("treatment_start", 1),
        ("notification", 1),
        ("fa_after_year", 54),
        ("further_condition", 54),
    ]
    assert ("further_condition", 10, date(2025, 6, 5), False) in told(
        pathology="perinatal", sessions=12
    )


def test_an_earlier_first_session_ends_the_year_earlier() -> None:
    changes = {
        "pathology": "fa",
        "sessions": 20,
        "prior_sessions": 30,
        "first_session": date(2024, 7, 1),
    }
    assert values_of("fa_after_year", **changes) == {"year_over": date(2025, 7, 1)}


def test_the_chronic_list_begins_anew_at_new_year() -> None:
    """Two a week from Monday 1 September 2025: the 36th is on Thursday 1 January 2026."""
    found = told(pathology="fb", sessions=40, start=date(2025, 9, 1))
    assert found[:3] == [
        ("treatment_start", 1, date(2025, 9, 1), False),
        ("fibromyalgia", 1, date(2025, 9, 1), False),
        ("notification", 1, date(2025, 9, 1), False),
    ]
    assert ("new_year", 36, date(2026, 1, 1), False) in found


def test_a_new_tariff_within_the_course() -> None:
    """Two a week from Monday 6 January 2025: after 1 February the first is on Monday 3."""
    found = told(start=date(2025, 1, 6), sessions=9)
    assert ("tariff_change", 9, date(2025, 2, 3), False) in found
    assert "tariff_change" not in [it[0] for it in told(start=date(2025, 1, 6), sessions=8)]


@pytest.mark.parametrize(("sessions", "crosses"), [(35, False), (36, True)])
def test_new_year_is_a_step_of_a_course_that_reaches_it(sessions: int, crosses: bool) -> None:
    found = told(pathology="fb", sessions=sessions, start=date(2025, 9, 1))
    assert ("new_year" in [step[0] for step in found]) is crosses


@pytest.mark.parametrize(("sessions", "beyond"), [(80, True), (81, False)])
def test_the_chronic_list_has_80_sessions_a_year(sessions: int, beyond: bool) -> None:
    """Three a week from Wednesday 1 January 2025: the 81st begins no week, it is 26 weeks and two
    sessions later, on Sunday 6 July."""
    found = told(pathology="fb", sessions=sessions, per_week=3, start=date(2025, 1, 1))
    assert ("overrun", 81, date(2025, 7, 6), beyond) in found


def test_a_chronic_course_in_a_home_gets_less_back_after_60() -> None:
    changes: dict[str, Any] = {
        "pathology": "fb",
        "setting": "elderly_home",
        "conventioned": False,
        "fee": 40,
        "per_week": 3,
        "start": date(2025, 1, 1),
    }
    (step,) = [it for it in steps(sessions=60, **changes) if it.id == "less_reimbursed"]
    assert step[1:4] == (61, date(2025, 5, 21), True)
    assert step.values["after"] > step.values["before"]  # type: ignore[operator]
    assert "rest_home" in [it.id for it in steps(sessions=60, **changes)]


def test_a_heavy_condition_needs_approval_and_has_no_limit() -> None:
    assert told(pathology="heavy", sessions=60) == [
        ("treatment_start", 1, MONDAY, False),
        ("heavy_approval", 1, MONDAY, False),
    ]


def test_a_quota_is_told_from_the_start() -> None:
    found = steps(pathology="heavy", service="respiratory_60", sessions=5)
    assert ("service_quota", {"fewest": 30, "most": 30}) in [(it.id, it.values) for it in found]


@pytest.mark.parametrize(("sessions", "beyond"), [(9, True), (10, False)])
def test_nine_sessions_for_a_pregnancy_then_18(sessions: int, beyond: bool) -> None:
    """The tenth is on Thursday of the fifth week, the 28th (9 + 18 + 1) on that of the 14th."""
    found = told(pathology="perinatal", sessions=sessions)
    assert ("perinatal_over", 10, date(2025, 6, 5), beyond) in found
    assert ("overrun", 28, date(2025, 8, 7), True) in found
    assert ("further_condition" in [step[0] for step in found]) is not beyond


def test_past_the_last_known_tariff() -> None:
    """Two a week from Tuesday 1 December 2026: the tenth is on Friday 1 January 2027."""
    found = steps(conventioned=False, fee=40, start=date(2026, 12, 1))
    (known,) = [it for it in found if it.id == "edition_after_known"]
    assert known[1:4] == (10, date(2027, 1, 1), False)
    assert known.values["known_until"] == date(2026, 12, 31)
    assert ("reduction_open", 10) in [it[:2] for it in found]


def test_an_amount_past_the_last_known_tariff_says_so() -> None:
    """80 from Monday 5 January 2026: the sessions of 2027 begin with the 105th."""
    found = {step.id: step for step in steps(sessions=80, start=date(2026, 1, 5))}
    assert not found["capped"].presumed
    assert (found["overrun"].session, found["overrun"].presumed) == (123, True)
    (moment,) = moments(words("en"), [found["overrun"]], True)
    (sentence,) = moment.sentences
    assert "€25.93" in sentence
    assert "We do not know the tariff of that day" in sentence


@pytest.mark.parametrize("sessions", [1, 17, 18])
def test_a_rehabilitation_centre_has_no_tariff_past_its_limit(sessions: int) -> None:
    found = told(setting="rehabilitation_centre", sessions=sessions)
    assert found[-1] == ("no_tariff", 19, date(2025, 7, 7), True)


def test_nothing_to_ask() -> None:
    assert told(pathology="palliative", setting="home", prior_sessions=3) == []


def test_a_gap_in_the_tariff_after_the_course_hides_no_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def known(case: Any, sheet: Any) -> Any:
        if case.sessions > 18:
            raise TariffGap("code", case.start)
        return billed(case, sheet)

    monkeypatch.setattr(module, "billed", known)
    assert told()[-1] == ("no_tariff", 19, date(2025, 7, 7), True)


@pytest.mark.parametrize(
    ("start", "oldest"),
    [
        (date(2025, 5, 5), date(2025, 3, 5)),
        (date(2025, 4, 28), date(2025, 2, 28)),
        (date(2025, 4, 29), date(2025, 3, 1)),  # two months from 28 February reach only 28 April
        (date(2025, 4, 30), date(2025, 3, 1)),
        (date(2025, 5, 31), date(2025, 3, 31)),
        (date(2024, 4, 29), date(2024, 2, 29)),
        (date(2025, 1, 15), date(2024, 11, 15)),
    ],
)
def test_the_oldest_prescription_that_still_counts(start: date, oldest: date) -> None:
    assert oldest_prescription(start, 2) == oldest
    assert values_of("treatment_start", start=start) == {"months": 2, "oldest": oldest}


def test_the_steps_stand_in_the_order_of_the_sessions() -> None:
    found = steps(pathology="fb", sessions=300, per_week=2, start=date(2024, 1, 15))
    assert [it.session for it in found] == sorted(it.session for it in found)
    assert len(found) == len({it[:2] for it in found})


@SOME
@given(cases())
def test_every_course_has_its_steps(drawn: Case) -> None:
    result = estimate(drawn, tariffs())
    found = next_steps(result, tariffs())
    assert all(step.beyond == (step.session > drawn.sessions) for step in found)
    days = {item.session: item.date for item in result.items}
    assert all(step.day == days[step.session] for step in found if not step.beyond)
    assert [step.session for step in found] == sorted(step.session for step in found)
    assert sum(step.beyond for step in found) <= 2
    for language in LANGUAGES:
        moments(words(language), found, None)
