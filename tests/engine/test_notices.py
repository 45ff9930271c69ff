"""Every notice: an estimate that carries it with the right values, and a neighbour without it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given

from estimator import Case, Notice, estimate
from estimator.engine.estimate import estimate as estimate_with
from estimator.engine.model.notices import BIT, NOTICES, bits, notices_in
from estimator.engine.numbers.layout import lay_out
from estimator.engine.numbers.tables import Sheet
from tests.engine.cases import BOOK, SOME, case, cases, euros, sessions

Changes = dict[str, Any]
FREE: Changes = {"conventioned": False, "fee": "40"}
DAILY: Changes = {"per_week": 7}
PALLIATIVE: Changes = {"pathology": "palliative", "setting": "home"}
RESPIRATORY: Changes = {"pathology": "heavy", "setting": "home", "service": "respiratory_60"}
EVE: Changes = {"sessions": 2, "per_week": 7}


class Told(NamedTuple):
    """A notice: the changes that raise it, its values, and changes that don't."""

    id: str
    raised: Changes
    values: Changes
    neighbour: Changes


def place(session: int, day: str) -> Changes:
    """The values that say where in the course something happens."""
    return {"session": session, "date": date.fromisoformat(day)}


TOLD = [
    Told(
        "capped",
        {"prior_sessions": 71, "sessions": 2},
        place(2, "2025-05-08") | {"after": euros("30.80")},
        {"prior_sessions": 71, "sessions": 1},
    ),
    Told(
        "capped",
        {"prior_sessions": 72, "sessions": 2} | FREE,
        place(1, "2025-05-05") | {"after": euros("40.00")},
        {"pathology": "fb", "prior_sessions": 72, "sessions": 2} | FREE,
    ),
    Told(
        "overrun",
        {"sessions": 30, "start": date(2025, 10, 3)},
        place(19, "2025-12-05") | {"before": euros("6.25"), "after": euros("25.93")},
        {"sessions": 18},
    ),
    Told(
        "overrun",
        {"pathology": "fb", "prior_sessions": 79, "sessions": 2, "bim": True},
        place(2, "2025-05-08") | {"before": euros("2.00"), "after": euros("21.68")},
        {"pathology": "fb", "prior_sessions": 78, "sessions": 2, "bim": True},
    ),
    Told(
        "overrun_at_once",
        {"prior_sessions": 18, "sessions": 3},
        {"after": euros("25.93")},
        {"prior_sessions": 17, "sessions": 3},
    ),
    Told("bim_protected", FREE | {"bim": True}, {}, {"bim": True}),
    Told(
        "first_fee",
        FREE | {"first_fee": "50"},
        {"first": euros(50), "others": euros(40)},
        FREE | {"first_fee": "40"},
    ),
    Told("palliative_full", FREE | PALLIATIVE, {}, PALLIATIVE),
    Told(
        "less_reimbursed",
        {"pathology": "fb", "prior_sessions": 59, "sessions": 2} | FREE,
        place(2, "2025-05-08") | {"before": euros("21.02"), "after": euros("24.87")},
        {"pathology": "fb", "prior_sessions": 59, "sessions": 2},
    ),
    Told(
        "reduction_open",
        FREE | {"start": date(2026, 12, 31)} | EVE,
        place(2, "2027-01-01") | {"first_day": date(2027, 1, 1)},
        FREE | {"start": date(2026, 12, 30)} | EVE,
    ),
    Told(
        "no_convention",
        {"start": date(2024, 12, 31)} | EVE,
        place(2, "2025-01-01"),
        {"start": date(2025, 2, 1)} | EVE,
    ),
    Told(
        "report_again",
        {"pathology": "heavy", "report": True, "start": date(2025, 12, 31)} | EVE,
        place(2, "2026-01-01"),
        {"pathology": "fa", "report": True, "start": date(2025, 12, 31)} | EVE,
    ),
    Told("notification", {"pathology": "fa"}, {}, {"pathology": "heavy"}),
    Told(
        "fa_conditions",
        {"pathology": "fa", "sessions": 20},
        {"ordinary": euros("164.36")},  # 18 × 6.25 + 2 × 25.93
        {"pathology": "fb"},
    ),
    Told(
        "first_session_missing",
        {"pathology": "fa", "prior_sessions": 30, "sessions": 10},
        {"other": euros("62.50")},
        {"pathology": "fa", "prior_sessions": 30, "first_session": date(2025, 3, 3)},
    ),
    Told(
        "further_condition",
        {},
        {"conditions": 3, "sessions": 18},
        {"pathology": "perinatal", "sessions": 9},
    ),
    Told("fibromyalgia", {"pathology": "fb"}, {}, {"pathology": "fa"}),
    Told(
        "lymphoedema_lists",
        {"pathology": "fb", "service": "lymphoedema_45"},
        {},
        {"pathology": "fb"},
    ),
    Told(
        "service_quota",
        {"pathology": "heavy", "service": "lymphoedema_60"},
        {"fewest": 120, "most": 120},
        {"pathology": "fb", "service": "lymphoedema_45"},
    ),
    Told("rest_home", {"setting": "elderly_home"}, {}, {"setting": "home"}),
    Told(
        "unusual_day",
        {"start": date(2025, 5, 28)} | EVE,
        place(2, "2025-05-29"),  # Ascension
        {"start": date(2025, 5, 27)} | EVE,
    ),
    Told("treatment_start", {}, {"months": 2}, {"prior_sessions": 1}),
    Told(
        "fb_counter",
        {"pathology": "fb", "start": date(2025, 12, 31)} | EVE,
        {},
        {"pathology": "fb", "start": date(2025, 12, 30)} | EVE,
    ),
    Told(
        "reduction",
        FREE,
        {"percent": 25, "first_day": date(2025, 5, 1)},
        FREE | {"sessions": 1, "start": date(2025, 4, 30)},
    ),
    Told("fee_ignored_bim", FREE | {"bim": True}, {"fee": euros("40")}, FREE),
    Told(
        "fee_ignored_palliative",
        FREE | PALLIATIVE,
        {"fee": euros("40")},
        FREE | PALLIATIVE | {"bim": True},
    ),
    Told("fee_ignored_conventioned", {"fee": "40"}, {"fee": euros("40")}, FREE),
    Told(
        "fee_below_official",
        FREE | {"fee": "30.79"},
        {"fee": euros("30.79"), "official": euros("30.80")},
        FREE | {"fee": "30.80"},
    ),
    Told(
        "surcharge_ignored",
        FREE | {"surcharge": "5"},
        {"surcharge": euros("5")},
        {"surcharge": "5"},
    ),
    Told(
        "overrun_fee_ignored",
        FREE | {"overrun_fee": "20"},
        {"overrun_fee": euros("20")},
        FREE | {"overrun_fee": "20", "bim": True},
    ),
    Told(
        "overrun_fee_above_ceiling",
        {"sessions": 19, "overrun_fee": "30.81", "surcharge": "4"},
        {"overrun_fee": euros("30.81"), "ceiling": euros("30.80")},
        {"sessions": 19, "overrun_fee": "30.80", "surcharge": "4"},
    ),
    Told("intake_not_billed", {"pathology": "fa", "intake": True}, {}, {"intake": True}),
    Told("report_not_billed", {"report": True}, {}, {"pathology": "fa", "report": True}),
    Told("travel_not_billed", {"travel": True}, {}, {"setting": "home", "travel": True}),
    Told(
        "new_year",
        {"start": date(2025, 12, 31)} | EVE,
        place(2, "2026-01-01"),
        {"start": date(2025, 12, 30)} | EVE,
    ),
    Told(
        "tariff_change",
        {"start": date(2025, 1, 31)} | EVE,
        place(2, "2025-02-01"),
        {"start": date(2025, 1, 30)} | EVE,
    ),
    Told(
        "reduction_change",
        FREE | {"start": date(2025, 4, 30)} | EVE,
        place(2, "2025-05-01") | {"before": 0, "percent": 25},
        FREE | {"start": date(2025, 5, 1)} | EVE,
    ),
    Told(
        "fa_after_year",
        {"pathology": "fa", "start": date(2024, 2, 29), "per_week": 1, "sessions": 54},
        place(54, "2025-03-06"),
        {"pathology": "fa", "start": date(2024, 2, 29), "per_week": 1, "sessions": 53},
    ),
    Told(
        "perinatal_over",
        {"pathology": "perinatal", "prior_sessions": 8, "sessions": 2},
        place(2, "2025-05-08"),
        {"pathology": "perinatal", "prior_sessions": 8, "sessions": 1},
    ),
    Told("heavy_approval", {"pathology": "heavy"}, {}, {"pathology": "fb"}),
    Told(
        "edition_after_known",
        {"start": date(2026, 12, 31)} | EVE,
        place(2, "2027-01-01")
        | {"known_until": date(2026, 12, 31), "checked_on": date(2026, 11, 22)},
        {"start": date(2026, 12, 30)} | EVE,
    ),
    Told(
        "travel_amount",
        {"setting": "home", "start": date(2025, 2, 1)},
        {},
        {"setting": "home", "start": date(2025, 1, 30)} | EVE,
    ),
    Told("travel_once", RESPIRATORY, {}, RESPIRATORY | {"travel": False}),
    Told(
        "reduction_2024_04",
        FREE | {"start": date(2024, 3, 31)} | EVE,
        {},
        FREE | {"start": date(2024, 3, 30)} | EVE,
    ),
    Told(
        "reduction_scope",
        FREE | {"setting": "home"},
        {},
        FREE | {"setting": "home", "travel": False, "intake": True},
    ),
    Told("overrun_cap_one_condition", {"sessions": 19}, {}, {"sessions": 18}),
    Told(
        "bim_overrun_ceiling",
        {"bim": True, "conventioned": False, "sessions": 19},
        {},
        {"bim": True, "sessions": 19},
    ),
    Told(
        "cerebral_palsy_quota",
        {"pathology": "heavy", "service": "cerebral_palsy_60"},
        {"fewest": 100, "most": 200},
        {"pathology": "heavy", "service": "respiratory_60"},
    ),
    Told("meaning_inferred", {"setting": "hospital"}, {}, {}),
    Told("report_frequency", {"pathology": "heavy", "report": True}, {}, {"pathology": "heavy"}),
    Told(
        "perinatal_prior",
        {"pathology": "perinatal", "prior_sessions": 10},
        {},
        {"pathology": "perinatal", "prior_sessions": 9},
    ),
    Told("fee_constant", FREE, {}, FREE | {"sessions": 1}),
]


#: No edition so far has any of these; see "Days on which the book changes".
ON_A_CHANGED_BOOK = {"limit_change", "share_change", "travel_change"}


def notices(**changes: Any) -> dict[str, Notice]:
    """The notices of the usual case with changes, by id."""
    return {notice.id: notice for notice in estimate(case(**changes)).notices}


def values(name: str, **changes: Any) -> Changes:
    """The values of one notice."""
    return dict(notices(**changes)[name].values)


def test_every_notice_is_covered() -> None:
    assert {told.id for told in TOLD} | ON_A_CHANGED_BOOK == set(NOTICES)
    assert len(set(NOTICES)) == len(NOTICES)


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.id)
def test_notice_is_told_with_its_values(told: Told) -> None:
    assert values(told.id, **told.raised) == told.values


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.id)
def test_notice_is_not_told_next_door(told: Told) -> None:
    assert told.id not in notices(**told.neighbour)


def test_assumptions_that_an_estimate_can_rest_on_have_a_notice() -> None:
    about_maf = {"maf_year", "maf_counts"}
    assert BOOK.assumptions.keys() - about_maf <= set(NOTICES)


# The usual cases --------------------------------------------------------------------------------


#: A session falls on Ascension Day 2025, or on Easter Monday 2024.
ALWAYS = ["further_condition", "unusual_day", "treatment_start"]


def test_notices_of_the_course_of_the_issue() -> None:
    assert list(notices()) == ALWAYS
    free = ["further_condition", "reduction", "treatment_start", "fee_constant"]
    assert list(notices(**FREE)) == free
    protected = notices(conventioned=False, bim=True, fee="40")
    told = ["further_condition", "bim_protected", "fee_ignored_bim", "treatment_start"]
    assert list(protected) == told


def test_official_tariff_of_2024_rests_on_nothing() -> None:
    assert list(notices(start=date(2024, 2, 1))) == ALWAYS


def test_the_weightiest_notice_stands_first() -> None:
    found = list(notices(sessions=80, setting="home", travel=True, start=date(2024, 3, 1), **FREE))
    assert found == sorted(found, key=NOTICES.index)
    assert len(found) == 10


# Limits -----------------------------------------------------------------------------------------


def test_overrun_of_the_second_year_is_told_where_it_begins() -> None:
    """From the 18th of December: at once, then again in the new year."""
    told = notices(prior_sessions=18, sessions=40, start=date(2025, 12, 30), **DAILY)
    assert told["overrun_at_once"].values == {"after": euros("25.93")}
    assert told["new_year"].values == place(3, "2026-01-01")
    expected = place(21, "2026-01-19") | {"before": euros("6.25"), "after": euros("25.93")}
    assert told["overrun"].values == expected


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"prior_sessions": 20, "start": date(2025, 1, 20)}, id="over an edition"),
        pytest.param({"prior_sessions": 18, "sessions": 60}, id="up to the cap"),
        pytest.param(
            {"pathology": "fa", "prior_sessions": 60, "start": date(2025, 12, 28)},
            id="over New Year",
        ),
    ],
)
def test_overrun_from_the_start_is_no_cliff_later(changes: Changes) -> None:
    told = notices(**changes)
    assert "overrun_at_once" in told
    assert "overrun" not in told


def test_overrun_past_the_cap_is_no_cliff() -> None:
    assert "overrun" not in notices(prior_sessions=75, sessions=5)


def test_overrun_over_an_edition_is_told_where_it_begins() -> None:
    told = values("overrun", prior_sessions=16, sessions=8, start=date(2025, 1, 20))
    assert told == place(3, "2025-01-27") | {"before": euros("6.25"), "after": euros("25.42")}


def test_overrun_where_the_fallback_to_current_runs_over() -> None:
    told = values("overrun", pathology="perinatal", sessions=30)
    assert told["session"] == 28


def test_cap_is_told_where_it_is_reached_in_the_course() -> None:
    told = values("capped", sessions=80, per_week=7, start=date(2025, 6, 1))
    assert told == place(73, "2025-08-12") | {"after": euros("30.80")}


def test_polytrauma_runs_over_at_121() -> None:
    known = {"pathology": "fa_polytrauma", "sessions": 2}
    assert "overrun" not in notices(prior_sessions=118, **known)
    assert values("overrun", prior_sessions=119, **known)["session"] == 2


# Years ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pathology", ["fa", "heavy"])
def test_new_year_changes_nothing_without_a_yearly_rank(pathology: str) -> None:
    assert "new_year" not in notices(pathology=pathology, start=date(2025, 12, 20))
    assert "new_year" not in notices(setting="day_hospital", start=date(2025, 12, 20))


def test_new_year_of_a_course_that_falls_back_to_current() -> None:
    """An Fa course from 5 May 2025: ranked by year from 5 May 2026 on, so from rank 1 in 2027."""
    known = {"pathology": "fa", "per_week": 4}
    assert "new_year" not in notices(sessions=300, **known)
    told = values("new_year", sessions=400, **known)
    assert told == place(348, "2027-01-02")


def test_new_year_of_a_perinatal_course_that_is_over() -> None:
    known = {"pathology": "perinatal", "sessions": 19, "per_week": 7}
    assert "new_year" not in notices(start=date(2025, 12, 23), **known)
    told = values("new_year", start=date(2025, 12, 22), **known)
    assert told == place(11, "2026-01-01")


def test_reduction_that_stops_and_comes_back_is_told() -> None:
    known = {"start": date(2024, 12, 30), "per_week": 1, "sessions": 30}
    told = estimate(case(**known, **FREE)).notices
    assert [notice.values for notice in told if notice.id == "reduction_change"] == [
        place(2, "2025-01-06") | {"before": 25, "percent": 0},
        place(19, "2025-05-05") | {"before": 0, "percent": 25},
    ]
    assert "reduction_change" not in notices(**known)
    assert "reduction_change" not in notices(conventioned=False, bim=True, **known)


def test_edition_after_known_is_told_from_the_first_session_past_it() -> None:
    told = values("edition_after_known", start=date(2027, 2, 28), sessions=1)
    assert told["date"] == date(2027, 2, 28)
    assert told["known_until"] == date(2026, 12, 31)


# Fees -------------------------------------------------------------------------------------------


def test_fee_below_the_highest_official_fee_of_the_course() -> None:
    told = values("fee_below_official", sessions=19, conventioned=False, fee="11.11")
    assert told == {"fee": euros("11.11"), "official": euros("30.80")}
    past_the_limit = {"prior_sessions": 18, "sessions": 1, "conventioned": False}
    assert "fee_below_official" not in notices(fee="11.12", **past_the_limit)
    assert values("fee_below_official", fee="11.11", **past_the_limit)["official"] == euros("11.12")


@pytest.mark.parametrize("setting", ["practice", "home"])
def test_extras_are_never_below_their_official_fee(setting: str) -> None:
    known = {"setting": setting, "intake": True, "sessions": 1, "conventioned": False}
    assert "fee_below_official" not in notices(fee="33.88", **known)


def test_overrun_fee_above_the_ceiling_of_a_bim_patient() -> None:
    known = {"bim": True, "conventioned": False, "sessions": 19, "surcharge": "3"}
    told = values("overrun_fee_above_ceiling", overrun_fee="31", **known)
    assert told == {"overrun_fee": euros("31"), "ceiling": euros("30.80")}
    assert "overrun_fee_above_ceiling" not in notices(overrun_fee="30", **known)


def test_overrun_fee_above_the_ceiling_of_an_earlier_edition() -> None:
    known = {"prior_sessions": 18, "start": date(2024, 1, 31)} | EVE
    told = values("overrun_fee_above_ceiling", overrun_fee="28", **known)
    assert told["ceiling"] == euros("25.60")


def test_overrun_fee_without_overrun_sessions_tells_nothing() -> None:
    assert list(notices(overrun_fee="40")) == ALWAYS


def test_fees_of_zero_are_fees() -> None:
    assert values("fee_ignored_conventioned", fee=0) == {"fee": Decimal(0)}
    assert "fee_ignored_conventioned" not in notices()
    assert values("overrun_fee_ignored", overrun_fee=0, **FREE) == {"overrun_fee": Decimal(0)}
    assert "surcharge_ignored" not in notices(surcharge=0, **FREE)


# Extras -----------------------------------------------------------------------------------------


def test_travel_is_not_billed_with_a_second_session() -> None:
    second = {"pathology": "heavy", "setting": "home", "service": "second_session"}
    assert "travel_not_billed" in notices(**second)
    assert "travel_amount" not in notices(**second)
    assert "travel_not_billed" not in notices(travel=False, **second)


def test_travel_twice_a_day_is_a_matter_of_home_visits() -> None:
    practice = {"pathology": "heavy", "service": "respiratory_60", "travel": True}
    assert "travel_once" not in notices(**practice)


def test_scope_of_the_reduction_touches_travel_too() -> None:
    assert "reduction_scope" in notices(setting="home", **(FREE | {"fee": "50"}))
    assert "reduction_scope" not in notices(setting="home")


# Days on which the book changes ------------------------------------------------------------------


def changed(**tables: Any) -> Sheet:
    """The sheet of a book with other tables."""
    return lay_out(replace(BOOK, **tables))


def told_on(sheet: Sheet, name: str, **changes: Any) -> list[Changes]:
    """The values of one notice on another sheet, each time that it is told."""
    found = estimate_with(case(start=date(2025, 7, 31), **changes), sheet).notices
    return [dict(notice.values) for notice in found if notice.id == name]


def test_a_share_that_changes_within_the_course_is_told() -> None:
    rows = BOOK.copayments["current"]
    dearer = rows[date(2024, 1, 1)]._replace(first_day=date(2025, 8, 1), not_bim=Decimal("6.50"))
    shares = {**BOOK.copayments, "current": {**rows, dearer.first_day: dearer}}
    sheet = changed(copayments=shares)
    assert told_on(sheet, "share_change", **EVE) == [place(2, "2025-08-01")]
    assert told_on(sheet, "share_change", sessions=1) == []
    assert told_on(sheet, "share_change", pathology="fb", **EVE) == []


def test_a_share_restated_as_it_was_is_no_change() -> None:
    rows = BOOK.copayments["current"]
    same = rows[date(2024, 1, 1)]._replace(first_day=date(2025, 8, 1))
    shares = {**BOOK.copayments, "current": {**rows, same.first_day: same}}
    assert told_on(changed(copayments=shares), "share_change", **EVE) == []


def test_a_travel_amount_that_changes_within_the_course_is_told() -> None:
    rows = BOOK.travel["639170"]
    dearer = rows[max(rows)]._replace(first_day=date(2025, 8, 1), amount=Decimal("1.20"))
    travel = {**BOOK.travel, "639170": {**rows, dearer.first_day: dearer}}
    sheet = changed(travel=travel)
    assert told_on(sheet, "travel_change", setting="home", **EVE) == [place(2, "2025-08-01")]
    assert told_on(sheet, "share_change", setting="home", **EVE) == []
    assert told_on(sheet, "travel_change", setting="home", travel=False, **EVE) == []


def test_a_limit_that_changes_within_the_course_is_told() -> None:
    key = ("overrun_cap", "current")
    rows = BOOK.limits[key]
    lower = rows[date(2024, 1, 1)]._replace(first_day=date(2025, 8, 1), value=40)
    sheet = changed(limits={**BOOK.limits, key: {**rows, lower.first_day: lower}})
    assert told_on(sheet, "limit_change", **EVE) == [place(2, "2025-08-01")]
    assert told_on(sheet, "limit_change", pathology="fb", **EVE) == []


# Bits -------------------------------------------------------------------------------------------


def test_bits_there_and_back() -> None:
    assert notices_in(bits(NOTICES)) == NOTICES
    assert notices_in(0) == ()
    assert notices_in(bits(["new_year", "capped", "capped"])) == ("capped", "new_year")
    assert len(set(BIT)) == len(NOTICES)
    assert max(BIT) < 1 << 63, "columns hold 64 bits"


@SOME
@given(case=cases())
def test_values_of_every_notice_belong_to_the_course(case: Case) -> None:
    result = estimate(case)
    places = [(item.session, item.date) for item in sessions(result)]
    for notice in result.notices:
        told = notice.values
        if "session" in told:
            assert (told["session"], told["date"]) in places
