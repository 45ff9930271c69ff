"""Courses whose amounts are known: the issue's examples, both sides of every date and limit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from estimator import InvalidAnswer, Result, TariffGap, compare, tariffs
from estimator.engine.estimate import check_complete
from estimator.engine.estimate import estimate as estimate_with
from estimator.engine.model.result import Item, Totals
from estimator.engine.numbers.layout import lay_out
from tests.engine.cases import BOOK, case, codes, estimate_of, euros, patients

JANUARY = date(2026, 1, 5)
#: 1 January 2026 to 31 December at 7 a week: 365 sessions in one year, under one tariff.
DAILY = {"start": date(2026, 1, 1), "per_week": 7}


def one(**changes: Any) -> Item:
    """The only item of a one-session course."""
    (item,) = estimate_of(sessions=1, **changes).items
    return item


def billed(**changes: Any) -> list[tuple[int, str]]:
    """Session and service of every item."""
    return [(item.session, item.service) for item in estimate_of(**changes).items]


def ids(result: Result) -> set[str]:
    """The ids of the notices."""
    return {notice.id for notice in result.notices}


def ranked(rank: int, **changes: Any) -> Item:
    """The session that has this rank, in the middle of a year."""
    return one(prior_sessions=rank - 1, **changes)


# The examples of the issue ----------------------------------------------------------------------


def test_conventioned_course_of_the_issue() -> None:
    assert [str(amount) for amount in estimate_of().totals] == [
        "554.40",
        "441.90",
        "112.50",
        "0.00",
        "0.00",
        "112.50",
    ]


def test_non_conventioned_course_of_the_issue() -> None:
    expected = Totals(
        charged=euros("720.00"),
        reimbursed=euros("331.56"),
        copayment=euros("112.50"),
        reduction=euros("110.34"),
        supplement=euros("165.60"),
        patient=euros("388.44"),
    )
    assert estimate_of(conventioned=False, fee="40").totals == expected


def test_bim_course_of_the_issue() -> None:
    conventioned, free = estimate_of(bim=True), estimate_of(bim=True, conventioned=False, fee="40")
    assert conventioned.totals.patient == free.totals.patient == euros("45.00")
    assert conventioned.items == free.items
    assert "fee_ignored_bim" in ids(free)
    assert "fee_ignored_bim" not in ids(conventioned)


def test_thirty_sessions_over_new_year() -> None:
    """Twice a week from 3 October 2025: session 19 falls on 5 December, session 27 on 2 January."""
    shares = patients(estimate_of(sessions=30, start=date(2025, 10, 3)).items)
    assert shares == [euros("6.25")] * 18 + [euros("25.93")] * 8 + [euros("6.25")] * 4
    assert euros("25.93") == euros("30.80") - euros("4.87")


def test_items_carry_day_edition_code_and_official_fee() -> None:
    first, *_, last = estimate_of(sessions=3).items
    assert (first.session, first.date, first.edition) == (1, date(2025, 5, 5), date(2025, 2, 1))
    assert (first.code, first.service, first.official_fee) == ("567011", "session", euros("30.80"))
    assert (last.session, last.date) == (3, date(2025, 5, 12))


# Days -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("per_week", range(1, 8))
def test_days_of_a_course(per_week: int) -> None:
    start = date(2025, 5, 5)
    days = [(item.date - start).days for item in estimate_of(sessions=15, per_week=per_week).items]
    assert days == [7 * k // per_week for k in range(15)]
    assert days[per_week] == 7


@pytest.mark.parametrize(
    ("eve", "day", "before", "after"),
    [
        ("2024-01-31", "2024-02-01", "28.60", "30.00"),
        ("2025-01-31", "2025-02-01", "30.00", "30.80"),
        ("2026-12-31", "2027-01-01", "30.80", "30.80"),
        ("2024-12-31", "2025-01-01", "30.00", "30.00"),
    ],
)
def test_fee_on_both_sides_of_a_date(eve: str, day: str, before: str, after: str) -> None:
    items = estimate_of(sessions=2, start=date.fromisoformat(eve), per_week=7).items
    assert [str(item.date) for item in items] == [eve, day]
    assert [item.official_fee for item in items] == [euros(before), euros(after)]
    assert {item.copayment for item in items} == {euros("6.25")}


def test_edition_on_both_sides_of_a_date() -> None:
    items = estimate_of(sessions=2, start=date(2025, 1, 31), per_week=7).items
    assert [item.edition for item in items] == [date(2024, 2, 1), date(2025, 2, 1)]


def test_range_of_january_2024_has_two_fees() -> None:
    items = estimate_of(sessions=10, start=date(2024, 1, 1), per_week=7).items
    assert [item.charged for item in items] == [euros("28.60")] * 9 + [euros("25.60")]


@pytest.mark.parametrize(
    ("eve", "before", "after"),
    [
        ("2024-03-31", "0.00", "5.93"),
        ("2024-12-31", "5.93", "0.00"),
        ("2025-04-30", "0.00", "6.13"),
    ],
)
def test_reduction_on_both_sides_of_a_date(eve: str, before: str, after: str) -> None:
    start = date.fromisoformat(eve)
    items = estimate_of(sessions=2, start=start, per_week=7, conventioned=False, fee="40").items
    assert [item.reduction for item in items] == [euros(before), euros(after)]


def test_new_year_gives_the_first_rank_again() -> None:
    eve = {"start": date(2026, 12, 31), "per_week": 7, "sessions": 2}
    assert codes(estimate_of(prior_sessions=30, **eve)) == ["560055", "567011"]
    assert codes(estimate_of(pathology="fb", prior_sessions=90, **eve)) == ["563651", "563614"]
    assert codes(estimate_of(pathology="fa", prior_sessions=70, **eve)) == ["563054", "563054"]


def test_prior_sessions_count_in_the_year_of_the_start_only() -> None:
    course = estimate_of(prior_sessions=15, sessions=30, start=date(2025, 12, 20), per_week=7)
    found = codes(course)
    assert found[:4] == ["560011"] * 3 + ["560055"]
    assert found[12:21] == ["567011"] * 9
    assert found[21:30] == ["560011"] * 9


def test_a_later_year_has_no_prior_sessions() -> None:
    found = codes(
        estimate_of(prior_sessions=18, sessions=400, start=date(2025, 12, 31), per_week=7)
    )
    assert found[0] == "560055"
    assert found[1:20] == ["567011"] * 9 + ["560011"] * 9 + ["560055"]
    assert found[366] == "567011"


# Limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pathology", "rank", "last", "first"),
    [
        ("current", 9, "567011", "560011"),
        ("current", 18, "560011", "560055"),
        ("fa", 20, "567276", "563010"),
        ("fa", 60, "563010", "563054"),
        ("fa_polytrauma", 20, "567276", "563010"),
        ("fa_polytrauma", 60, "563010", "563010"),
        ("fa_polytrauma", 120, "563010", "563054"),
        ("fb", 60, "563614", "564270"),
        ("fb", 80, "564270", "563651"),
        ("perinatal", 9, "561595", "567011"),
        ("heavy", 399, "560652", "560652"),
    ],
)
@pytest.mark.parametrize("way", ["prior", "in the course"])
def test_both_sides_of_a_limit(pathology: str, rank: int, last: str, first: str, way: str) -> None:
    if way == "prior":
        found = codes(
            estimate_of(pathology=pathology, prior_sessions=rank - 1, sessions=2, start=JANUARY)
        )
    else:
        found = codes(estimate_of(pathology=pathology, sessions=min(rank + 1, 365), **DAILY))[-2:]
    assert found == [last, first]


@pytest.mark.parametrize(
    ("setting", "pathology", "limit", "normal", "starred"),
    [
        ("practice_in_hospital", "current", 18, "560114", "560151"),
        ("medical_service", "current", 18, "560210", "560254"),
        ("home", "current", 18, "560313", "560350"),
        ("disability_home", "current", 18, "560416", "560453"),
        ("psychiatric_home", "current", 18, "564395", "564410"),
        ("elderly_home", "current", 18, "560571", "560615"),
        ("disability_home", "fa", 60, "563415", "563452"),
        ("disability_home", "fa_polytrauma", 120, "563415", "563452"),
        ("psychiatric_home", "fa", 60, "564572", "564594"),
        ("elderly_home", "fa", 60, "563496", "563533"),
        ("elderly_home", "fb", 80, "564373", "564130"),
        ("home", "fb", 80, "564336", "563953"),
    ],
)
def test_overrun_in_every_setting(
    setting: str, pathology: str, limit: int, normal: str, starred: str
) -> None:
    known = {"setting": setting, "pathology": pathology, "travel": False}
    assert ranked(limit, **known).code == normal
    assert ranked(limit + 1, **known).code == starred


def test_nothing_is_reimbursed_past_the_cap() -> None:
    last, beyond = estimate_of(prior_sessions=71, sessions=2, start=JANUARY).items
    assert (last.code, last.reimbursed, last.patient) == ("560055", euros("4.87"), euros("25.93"))
    assert (beyond.code, beyond.charged) == ("560055", euros("30.80"))
    assert beyond.supplement == beyond.patient == euros("30.80")
    assert beyond.reimbursed == beyond.copayment == beyond.reduction == 0


def test_nothing_is_reimbursed_past_the_cap_at_a_free_fee() -> None:
    beyond = ranked(73, conventioned=False, fee="40")
    assert beyond.supplement == beyond.patient == euros("40.00")
    assert beyond.reimbursed == beyond.copayment == beyond.reduction == 0


def test_cap_holds_for_bim_too() -> None:
    assert ranked(72, bim=True).patient == euros("22.18")
    assert ranked(73, bim=True).patient == ranked(73, bim=True).supplement == euros("30.80")


def test_no_cap_in_hospital() -> None:
    """75 sessions, one a day: 75 × 6.25 (issue 16)."""
    known = {"setting": "hospital", "sessions": 75, "start": date(2025, 2, 3), "per_week": 7}
    result = estimate_of(**known)
    assert result.totals.patient == result.totals.copayment == euros("468.75")
    assert set(codes(result)) == {"567206", "560501"}


def test_the_cap_concerns_the_codes_it_names_alone() -> None:
    """Overrun codes of the seven settings; none of Fa and Fb."""
    for setting in ("practice", "home", "elderly_home"):
        assert ranked(72, setting=setting, travel=False).reimbursed > 0
        assert ranked(73, setting=setting, travel=False).reimbursed == 0
    assert ranked(133, pathology="fa").reimbursed > 0
    assert ranked(153, pathology="fb").reimbursed > 0


def test_cap_ends_with_the_year() -> None:
    start = date(2025, 12, 31)
    items = estimate_of(prior_sessions=72, sessions=2, start=start, per_week=7).items
    assert patients(items) == [euros("30.80"), euros("6.25")]


def test_no_cap_outside_current() -> None:
    assert ranked(400, pathology="fb").reimbursed > 0
    assert ranked(400, pathology="heavy").reimbursed > 0
    assert ranked(400, setting="day_hospital").reimbursed > 0


def test_the_last_range_goes_on_in_hospital() -> None:
    before, after = (ranked(n, setting="hospital") for n in (18, 19))
    assert before.code == after.code == "560501"
    assert before.patient == after.patient


@pytest.mark.parametrize(
    ("pathology", "last", "code"),
    [
        ("current", 18, "560534"),
        ("fa", 60, "563570"),
        ("fa_polytrauma", 120, "563570"),
        ("fb", 60, "564174"),
    ],
)
def test_a_rehabilitation_centre_is_priced_up_to_its_limit(
    pathology: str, last: int, code: str
) -> None:
    """The limits hold there, and no code is known past them (M/24 art. 4 § 1)."""
    known = {"setting": "rehabilitation_centre", "pathology": pathology}
    assert ranked(last, **known).code == code
    with pytest.raises(InvalidAnswer) as refused:
        estimate_of(sessions=last + 12, per_week=7, **known)
    assert (refused.value.field, refused.value.reason) == ("sessions", "limit")
    assert refused.value.allowed == (1, last)
    with pytest.raises(InvalidAnswer) as refused:
        estimate_of(sessions=1, prior_sessions=last, **known)
    assert (refused.value.field, refused.value.reason) == ("prior_sessions", "limit_used_up")


def test_a_rehabilitation_centre_counts_anew_in_the_new_year() -> None:
    known = {"setting": "rehabilitation_centre", "start": date(2025, 12, 22), "per_week": 7}
    assert len(codes(estimate_of(sessions=28, **known))) == 10 + 18
    with pytest.raises(InvalidAnswer) as refused:
        estimate_of(sessions=29, **known)
    assert refused.value.allowed == (1, 28)


def test_lymphoedema_goes_on_as_fb() -> None:
    known = {"pathology": "fb", "service": "lymphoedema_45"}
    found = codes(estimate_of(sessions=81, **known, **DAILY))
    assert found == ["639656"] * 60 + ["564270"] * 20 + ["563651"]
    assert ranked(60, **known).official_fee == euros("45.13")
    assert ranked(61, **known).official_fee == euros("25.67")


@pytest.mark.parametrize(
    ("setting", "service", "code"),
    [
        ("hospital", "short_session", "561260"),
        ("hospital", "second_session", "561282"),
        ("practice", "specific_45", "562332"),
        ("practice", "cerebral_palsy_60", "560755"),
        ("practice", "respiratory_60", "562413"),
        ("practice", "lymphoedema_60", "639332"),
        ("practice", "lymphoedema_120", "639494"),
    ],
)
def test_services_of_heavy_have_no_limit(setting: str, service: str, code: str) -> None:
    known = {"pathology": "heavy", "setting": setting, "service": service}
    assert set(codes(estimate_of(sessions=400, **known))) == {code}


def test_short_sessions_in_hospital_have_no_limit() -> None:
    known = {"setting": "hospital", "service": "short_session"}
    assert ranked(72, **known).copayment == ranked(73, **known).copayment == euros("2.00")
    assert ranked(73, **known).code == "560523"


@pytest.mark.parametrize(
    "pathology", ["current", "fa", "fa_polytrauma", "fb", "heavy", "perinatal", "palliative"]
)
def test_day_hospital_has_one_code(pathology: str) -> None:
    known = {"pathology": pathology, "setting": "day_hospital", "intake": True, "report": True}
    result = estimate_of(sessions=400, per_week=1, prior_sessions=50, travel=True, **known)
    assert {item.code for item in result.items} == {"564255"}
    assert len(result.items) == 400
    assert {item.patient for item in result.items} == {euros("2.00")}


# Counted as current -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "over"),
    [
        (date(2024, 2, 28), date(2025, 2, 28)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2024, 3, 1), date(2025, 3, 1)),
        (date(2025, 5, 5), date(2026, 5, 5)),
    ],
)
@pytest.mark.parametrize("pathology", ["fa", "fa_polytrauma"])
def test_fa_year(pathology: str, start: date, over: date) -> None:
    items = estimate_of(pathology=pathology, start=start, per_week=7, sessions=370).items
    acute = [item for item in items if item.code in ("567276", "563010", "563054")]
    assert all(item.date < over for item in acute)
    assert items[len(acute)].date == over
    assert [item.code for item in items[len(acute) :]][:1] == ["567011"]


def test_fa_after_its_year_counts_from_one_each_calendar_year() -> None:
    start = date(2024, 12, 10)
    items = estimate_of(
        pathology="fa", start=start, per_week=7, sessions=400, prior_sessions=5
    ).items
    after = [item.code for item in items if item.date >= date(2025, 12, 10)]
    assert after[:22] == ["567011"] * 9 + ["560011"] * 9 + ["560055"] * 4
    assert after[22:] == ["567011"] * 9 + ["560011"] * 4


def test_perinatal_after_nine_counts_from_one() -> None:
    items = estimate_of(pathology="perinatal", sessions=31, prior_sessions=3, start=JANUARY).items
    assert [item.code for item in items][:6] == ["561595"] * 6
    assert [item.code for item in items][6:] == ["567011"] * 9 + ["560011"] * 9 + ["560055"] * 7


def test_perinatal_counts_again_after_new_year() -> None:
    start = date(2025, 12, 22)
    found = codes(estimate_of(pathology="perinatal", sessions=20, start=start, per_week=7))
    assert found == ["561595"] * 9 + ["567011"] * 10 + ["560011"]
    assert found[9:11] == ["567011", "567011"]
    eve = codes(
        estimate_of(pathology="perinatal", sessions=30, start=date(2025, 12, 13), per_week=7)
    )
    assert eve == ["561595"] * 9 + ["567011"] * 9 + ["560011"] + ["567011"] * 9 + ["560011"] * 2


@pytest.mark.parametrize("prior", [9, 10, 400])
def test_perinatal_over_before_it_starts(prior: int) -> None:
    found = codes(estimate_of(pathology="perinatal", sessions=10, prior_sessions=prior))
    assert found == ["567011"] * 9 + ["560011"]


def test_perinatal_in_hospital_has_no_limit() -> None:
    known = {"pathology": "perinatal", "setting": "hospital"}
    assert set(codes(estimate_of(sessions=400, prior_sessions=400, **known))) == {"561702"}


def test_perinatal_in_residence_and_centre_goes_on_as_current() -> None:
    for setting, code in (("disability_home", "560416"), ("rehabilitation_centre", "567232")):
        assert ranked(10, pathology="perinatal", setting=setting).code == code


# Who charges what -------------------------------------------------------------------------------


def test_starred_code_is_charged_up_to_the_ceiling() -> None:
    item = ranked(19)
    assert item.official_fee == euros("11.12")
    assert item.charged == euros("30.80")
    assert item.supplement == euros("19.68")
    assert item.copayment == euros("6.25")


@pytest.mark.parametrize(
    ("on", "bim", "patient"),
    [
        (date(2024, 2, 1), False, "25.42"),
        (date(2024, 2, 1), True, "21.67"),
        (date(2025, 5, 5), False, "25.93"),
        (date(2025, 5, 5), True, "22.18"),
    ],
)
def test_share_jumps_at_overrun(on: date, bim: bool, patient: str) -> None:
    assert ranked(19, start=on, bim=bim).patient == euros(patient)


@pytest.mark.parametrize(
    ("asked", "charged", "reimbursed", "copayment", "supplement"),
    [
        (None, "30.80", "4.87", "6.25", "19.68"),
        ("40.00", "30.80", "4.87", "6.25", "19.68"),
        ("30.81", "30.80", "4.87", "6.25", "19.68"),
        ("30.80", "30.80", "4.87", "6.25", "19.68"),
        ("20.00", "20.00", "4.87", "6.25", "8.88"),
        ("11.12", "11.12", "4.87", "6.25", "0.00"),
        ("8.00", "8.00", "4.87", "3.13", "0.00"),
        ("4.00", "4.00", "4.00", "0.00", "0.00"),
        ("0", "0.00", "0.00", "0.00", "0.00"),
    ],
)
def test_overrun_fee(
    asked: str | None, charged: str, reimbursed: str, copayment: str, supplement: str
) -> None:
    item = ranked(19, overrun_fee=asked)
    found = (item.charged, item.reimbursed, item.copayment, item.supplement)
    assert [str(amount) for amount in found] == [charged, reimbursed, copayment, supplement]


@pytest.mark.parametrize(("asked", "charged"), [(None, "30.80"), ("40", "30.80"), ("20", "20.00")])
def test_overrun_fee_binds_a_non_conventioned_kine_of_a_bim_patient(
    asked: str | None, charged: str
) -> None:
    item = ranked(19, bim=True, conventioned=False, fee="60", overrun_fee=asked)
    assert item.charged == euros(charged)
    assert (item.reimbursed, item.copayment) == (euros("8.62"), euros("2.50"))


def test_overrun_fee_is_for_overrun_sessions_only() -> None:
    items = estimate_of(sessions=19, overrun_fee="15").items
    assert {item.charged for item in items[:18]} == {euros("30.80")}
    assert items[18].charged == euros("15.00")


def test_free_kine_asks_the_same_fee_for_every_session() -> None:
    items = estimate_of(sessions=20, conventioned=False, fee="40", overrun_fee="15").items
    assert {item.charged for item in items} == {euros("40.00")}
    assert items[18].reimbursed == euros("3.66")
    assert items[18].reduction == euros("1.21")
    assert items[18].supplement == euros("28.88")


def test_surcharge_is_supplement_on_top() -> None:
    item = one(surcharge="5")
    assert (item.charged, item.reimbursed, item.supplement) == (
        euros("35.80"),
        euros("24.55"),
        euros("5.00"),
    )
    assert item.copayment == euros("6.25")


def test_surcharge_on_an_overrun_fee_below_the_official_one() -> None:
    item = ranked(19, surcharge="5", overrun_fee="8")
    assert (item.charged, item.supplement, item.copayment) == (
        euros("13.00"),
        euros("5.00"),
        euros("3.13"),
    )


def test_surcharge_past_the_cap() -> None:
    assert ranked(73, surcharge="5").supplement == euros("35.80")


def test_surcharge_touches_no_extra() -> None:
    items = estimate_of(sessions=1, setting="home", surcharge="5", intake=True).items
    assert [item.supplement for item in items] == [euros("5.00"), 0, euros("1.13")]


@pytest.mark.parametrize("who", [{"bim": True}, {"fee": "40"}])
def test_surcharge_of_a_non_conventioned_kine_is_ignored(who: dict[str, Any]) -> None:
    plain = estimate_of(conventioned=False, **who)
    more = estimate_of(conventioned=False, surcharge="5", **who)
    assert more.items == plain.items


@pytest.mark.parametrize(
    ("fee", "reimbursed", "copayment", "reduction", "supplement"),
    [
        ("40.00", "18.42", "6.25", "6.13", "9.20"),
        ("30.81", "18.42", "6.25", "6.13", "0.01"),
        ("30.80", "18.42", "6.25", "6.13", "0.00"),
        ("30.00", "18.42", "6.25", "5.33", "0.00"),
        ("24.67", "18.42", "6.25", "0.00", "0.00"),
        ("24.66", "18.42", "6.24", "0.00", "0.00"),
        ("18.42", "18.42", "0.00", "0.00", "0.00"),
        ("18.00", "18.00", "0.00", "0.00", "0.00"),
        ("0", "0.00", "0.00", "0.00", "0.00"),
    ],
)
def test_free_fee(
    fee: str, reimbursed: str, copayment: str, reduction: str, supplement: str
) -> None:
    item = one(conventioned=False, fee=fee)
    assert item.charged == euros(fee)
    found = (item.reimbursed, item.copayment, item.reduction, item.supplement)
    assert [str(amount) for amount in found] == [reimbursed, copayment, reduction, supplement]


def test_palliative_is_free_of_charge_everywhere() -> None:
    known = {"pathology": "palliative", "setting": "home"}
    free = {"conventioned": False}
    for who in ({}, free, free | {"fee": "50"}, free | {"bim": True}):
        result = estimate_of(**known, **who)
        assert result.totals.patient == 0
        assert result.totals.charged == 18 * (euros("27.72") + euros("1.31"))


# Extras -----------------------------------------------------------------------------------------


def test_order_of_the_items_of_a_session() -> None:
    known = {"setting": "home", "sessions": 2, "report": True}
    assert billed(intake=True, **known) == [
        (1, "session"),
        (1, "intake"),
        (1, "travel"),
        (2, "session"),
        (2, "travel"),
    ]
    assert billed(pathology="fb", **known)[:4] == [
        (1, "session"),
        (1, "report"),
        (1, "travel"),
        (2, "session"),
    ]


def test_intake_is_usual_at_the_start_of_current() -> None:
    assert billed(sessions=2, intake=None)[:2] == [(1, "session"), (1, "intake")]
    assert (1, "intake") not in billed(sessions=2, intake=None, prior_sessions=1)
    assert (1, "intake") not in billed(sessions=2, intake=None, pathology="fa")
    assert (1, "intake") in billed(sessions=2, intake=True, prior_sessions=1)


def test_intake_costs_its_official_amount_everywhere() -> None:
    _, conventioned = estimate_of(sessions=1, intake=True).items
    _, free = estimate_of(sessions=1, intake=True, conventioned=False, fee="40").items
    assert (conventioned.code, conventioned.charged) == ("567033", euros("7.19"))
    assert conventioned.patient == 0
    assert (free.charged, free.reimbursed) == (euros("7.19"), euros("5.40"))
    assert free.reduction == free.patient == euros("1.79")


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("practice", "567033"),
        ("practice_in_hospital", "567070"),
        ("medical_service", "567114"),
        ("home", "567151"),
        ("disability_home", "567173"),
        ("psychiatric_home", "566974"),
        ("elderly_home", "566996"),
        ("hospital", "567221"),
        ("rehabilitation_centre", "567254"),
    ],
)
def test_intake_code_of_each_setting(setting: str, code: str) -> None:
    items = estimate_of(sessions=1, setting=setting, intake=True).items
    assert [item.code for item in items if item.service == "intake"] == [code]


@pytest.mark.parametrize("pathology", ["fa", "fb", "heavy", "perinatal"])
def test_intake_exists_for_current_only(pathology: str) -> None:
    assert billed(pathology=pathology, sessions=1, intake=True) == [(1, "session")]


def test_intake_of_a_course_that_starts_as_current() -> None:
    known = {"pathology": "perinatal", "sessions": 1, "intake": True}
    assert billed(prior_sessions=8, **known) == [(1, "session")]
    assert billed(prior_sessions=9, **known) == [(1, "session"), (1, "intake")]


def reports(**changes: Any) -> list[tuple[int, str]]:
    """Session and code of every report."""
    items = estimate_of(report=True, **changes).items
    return [(item.session, item.code) for item in items if item.service == "report"]


@pytest.mark.parametrize(
    ("pathology", "codes_due"),
    [
        ("heavy", [(1, "560711"), (6, "560711")]),
        ("fb", [(1, "563673"), (6, "563673")]),
        ("fa", [(1, "563076")]),
        ("fa_polytrauma", [(1, "563076")]),
        ("current", []),
        ("perinatal", []),
    ],
)
def test_reports_over_new_year(pathology: str, codes_due: list[tuple[int, str]]) -> None:
    start = date(2025, 12, 27)
    assert reports(pathology=pathology, sessions=8, start=start, per_week=7) == codes_due


def test_report_of_each_calendar_year() -> None:
    found = reports(pathology="heavy", sessions=120, per_week=1, start=date(2025, 5, 5))
    assert [session for session, _ in found] == [1, 36, 88]


def test_no_report_by_default_nor_without_a_code() -> None:
    assert all(service != "report" for _, service in billed(pathology="heavy"))
    assert reports(pathology="heavy", setting="hospital") == []
    assert reports(pathology="heavy", setting="disability_home") == [(1, "561190")]


def test_report_is_reimbursed_less_the_reduction() -> None:
    known = {"pathology": "heavy", "sessions": 1, "report": True}
    _, free = estimate_of(conventioned=False, fee="40", **known).items
    assert (free.charged, free.reimbursed, free.patient) == (
        euros("32.86"),
        euros("24.65"),
        euros("8.21"),
    )
    assert estimate_of(**known).items[1].patient == 0


@pytest.mark.parametrize(
    ("pathology", "prior", "bim", "code", "patient"),
    [
        ("current", 0, False, "639170", "1.13"),
        ("current", 20, True, "639170", "1.13"),
        ("perinatal", 0, False, "639170", "1.13"),
        ("perinatal", 9, False, "639170", "1.13"),
        ("heavy", 0, False, "639133", "0.96"),
        ("heavy", 0, True, "639133", "0.45"),
        ("fa", 0, False, "639192", "0.96"),
        ("fa_polytrauma", 130, True, "639192", "0.45"),
        ("fb", 0, False, "639155", "0.96"),
        ("fb", 90, True, "639155", "0.45"),
        ("palliative", 0, False, "639111", "0.00"),
    ],
)
def test_travel_code_of_each_group(
    pathology: str, prior: int, bim: bool, code: str, patient: str
) -> None:
    known = {"pathology": pathology, "setting": "home", "prior_sessions": prior, "bim": bim}
    items = estimate_of(sessions=2, **known).items
    travel = [item for item in items if item.service == "travel"]
    assert [(item.session, item.code) for item in travel] == [(1, code), (2, code)]
    assert {item.patient for item in travel} == {euros(patient)}
    never_reimbursed = code == "639170"
    assert {item.supplement for item in travel} == {euros(patient) if never_reimbursed else 0}
    assert {item.copayment for item in travel} == {0 if never_reimbursed else euros(patient)}


def test_travel_follows_the_group_a_session_is_priced_in() -> None:
    known = {"pathology": "fa", "setting": "home", "start": date(2024, 3, 1), "per_week": 7}
    items = [item for item in estimate_of(sessions=366, **known).items if item.service == "travel"]
    assert {item.code for item in items[:365]} == {"639192"}
    assert items[365].code == "639170"


def test_travel_is_not_reduced_at_a_free_kine() -> None:
    known = {"pathology": "heavy", "setting": "home", "sessions": 1}
    _, travel = estimate_of(conventioned=False, fee="50", **known).items
    assert (travel.charged, travel.reimbursed) == (euros("1.13"), euros("0.17"))
    assert travel.reduction == 0


@pytest.mark.parametrize("pathology", ["heavy", "palliative"])
@pytest.mark.parametrize("travel", [None, True])
def test_no_travel_with_a_second_session(pathology: str, travel: bool | None) -> None:
    known = {"pathology": pathology, "setting": "home", "service": "second_session"}
    assert billed(sessions=2, travel=travel, **known) == [
        (1, "second_session"),
        (2, "second_session"),
    ]


def test_no_travel_elsewhere_nor_when_it_is_not_charged() -> None:
    assert billed(sessions=1, travel=True) == [(1, "session")]
    assert billed(sessions=1, travel=True, setting="elderly_home") == [(1, "session")]
    assert billed(sessions=1, travel=False, setting="home") == [(1, "session")]


# Refusals ---------------------------------------------------------------------------------------


def test_a_combination_that_the_nomenclature_does_not_hold() -> None:
    with pytest.raises(InvalidAnswer) as refusal:
        estimate_of(pathology="fa", setting="hospital")
    assert (refusal.value.field, refusal.value.reason) == ("setting", "setting")
    assert refusal.value.allowed == tariffs().settings_of(case(pathology="fa").pathology)


# Both kinds of kiné -----------------------------------------------------------------------------


def test_compare_the_course_of_the_issue() -> None:
    for conventioned in (True, False):
        found = compare(case(conventioned=conventioned, fee="40"))
        assert found.conventioned.totals.patient == euros("112.50")
        assert found.non_conventioned.totals.patient == euros("388.44")
        assert found.difference == euros("275.94")
        assert found.conventioned.case.conventioned is True
        assert found.non_conventioned.case.conventioned is False
        assert "fee_ignored_conventioned" not in ids(found.conventioned)


def test_compare_needs_the_fee_where_it_counts() -> None:
    with pytest.raises(InvalidAnswer) as refusal:
        compare(case())
    assert (refusal.value.field, refusal.value.reason) == ("fee", "fee_missing")
    assert compare(case(bim=True)).difference == 0


def test_compare_with_a_surcharge() -> None:
    found = compare(case(fee="31", surcharge="10"))
    assert found.conventioned.totals.patient == euros("292.50")
    assert "surcharge_ignored" in ids(found.non_conventioned)


# Sources ----------------------------------------------------------------------------------------


def sources(**changes: Any) -> Sequence[str]:
    """The ids of the sources."""
    return [source.id for source in estimate_of(**changes).sources]


def test_sources_of_an_estimate() -> None:
    assert sources(start=date(2024, 1, 1), sessions=1) == ["circular-oa-2023-390", "cm-courante"]
    assert sources()[0] == "convention-m25"
    assert "axxon-668" not in sources()
    assert "axxon-668" in sources(conventioned=False, fee="40")
    assert "axxon-668" not in sources(conventioned=False, bim=True)


def test_both_editions_are_sources_of_a_course_over_two() -> None:
    found = sources(start=date(2025, 1, 20))
    assert {"convention-m24", "convention-m25"} <= set(found)
    assert all(one != other for one, other in pairwise(found))


def test_amounts_are_decimals_of_two_places() -> None:
    assert {str(item.patient) for item in estimate_of().items} == {"6.25"}
    assert isinstance(estimate_of().totals.patient, Decimal)


# Protected patients -----------------------------------------------------------------------------


def test_a_bim_patient_pays_what_the_kine_asks_where_that_is_less() -> None:
    item = one(bim=True, conventioned=False, fee="29")
    assert (item.charged, item.reimbursed) == (euros("29.00"), euros("28.30"))
    assert (item.copayment, item.reduction, item.supplement) == (euros("0.70"), euros(0), euros(0))
    assert one(bim=True, conventioned=False, fee="25").patient == 0
    assert one(bim=True, conventioned=False, fee="31").charged == euros("30.80")


def test_a_palliative_patient_pays_what_the_kine_asks_where_that_is_less() -> None:
    known = {"pathology": "palliative", "setting": "home", "travel": False, "conventioned": False}
    assert one(fee="20", **known).charged == euros("20.00")
    assert one(fee="90", **known).charged == one(**(known | {"conventioned": True})).charged


def test_an_overrun_session_of_a_bim_patient_costs_the_least_of_all_that_was_told() -> None:
    known = {"bim": True, "conventioned": False, "prior_sessions": 18}
    assert one(**known).charged == euros("30.80")
    assert one(fee="28", **known).charged == euros("28.00")
    assert one(fee="28", overrun_fee="20", **known).charged == euros("20.00")


# The Fa year ------------------------------------------------------------------------------------


def test_the_fa_year_runs_from_the_very_first_session() -> None:
    """60 sessions since 10 January 2025, ten more from 12 January 2026: ordinary ones."""
    known = {"pathology": "fa", "prior_sessions": 60, "start": date(2026, 1, 12), "sessions": 10}
    assert estimate_of(first_session=date(2025, 1, 10), **known).totals.patient == euros("62.50")
    assert set(codes(estimate_of(first_session=date(2025, 1, 13), **known))) == {"563054", "567011"}
    assert set(codes(estimate_of(**known))) == {"563054"}


@pytest.mark.parametrize(
    ("first_session", "reason", "changes"),
    [
        (date(2025, 5, 4), "only_fa", {"pathology": "fb", "prior_sessions": 3}),
        (date(2025, 5, 4), "no_prior", {"pathology": "fa"}),
        (date(2025, 5, 6), "after_start", {"pathology": "fa", "prior_sessions": 3}),
    ],
)
def test_a_first_session_that_makes_no_sense_is_refused(
    first_session: date, reason: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        case(first_session=first_session, **changes)
    assert (refused.value.field, refused.value.reason) == ("first_session", reason)


# How sure, and what nobody knows ----------------------------------------------------------------


def test_status_of_an_official_a_computed_and_a_presumed_amount() -> None:
    assert one(start=date(2024, 2, 1)).status == "official"
    assert one(start=date(2025, 5, 5)).status == "derived"
    assert one(start=date(2027, 1, 1)).status == "presumed"


def test_a_result_is_as_sure_as_its_weakest_item() -> None:
    result = estimate_of(start=date(2025, 1, 31), sessions=2, per_week=7)
    assert [item.status for item in result.items] == ["official", "derived"]
    assert result.status == "derived"


def test_a_reading_of_ours_makes_an_amount_assumed() -> None:
    palliative = {"pathology": "palliative", "setting": "home", "travel": False}
    day = {"start": date(2024, 2, 1)}
    assert one(conventioned=False, **palliative, **day).status == "assumed"
    assert one(**palliative, **day).status == "official"
    overrun = {"bim": True, "prior_sessions": 18}
    assert one(conventioned=False, **overrun, **day).status == "assumed"
    assert one(**overrun, **day).status == "official"
    assert one(conventioned=False, fee="40", start=date(2024, 4, 1)).status == "assumed"


def test_a_course_over_new_year_2027_has_a_range() -> None:
    """Ten sessions in 2026 at 25 %, eight in 2027 at 25 % or at nothing: 8 × 6.13 between them."""
    known = {"conventioned": False, "fee": "40", "start": date(2026, 11, 30)}
    result = estimate_of(**known)
    assert result.totals.patient == euros("388.44")
    assert result.range is not None
    assert result.range.high == result.totals
    assert result.range.low.patient == euros("339.40")
    assert result.open_questions == ("reduction_2027", "fees_2027")


def test_where_the_reduction_does_not_count_there_is_no_range() -> None:
    for known in ({}, {"conventioned": False, "bim": True}):
        result = estimate_of(start=date(2026, 11, 30), **known)
        assert result.range is None
        assert result.open_questions == ("fees_2027",)
    early = estimate_of(conventioned=False, fee="40", start=date(2026, 10, 1))
    assert early.range is None
    assert early.open_questions == ()


def test_the_day_the_reduction_is_known_the_range_is_gone() -> None:
    """One row of data answers the question."""
    known = case(conventioned=False, fee="40", start=date(2026, 11, 30))
    last = BOOK.reductions[max(BOOK.reductions)]
    answered = last._replace(first_day=date(2027, 1, 1), percent=0)
    book = replace(
        BOOK,
        reductions={**BOOK.reductions, answered.first_day: answered},
        open_questions=tuple(it for it in BOOK.open_questions if it.about != "reduction"),
    )
    result = estimate_with(known, lay_out(book))
    assert result.range is None
    assert result.totals.patient == euros("339.40")


def test_sessions_without_a_code_are_never_left_out() -> None:
    """A guard: whatever is asked is refused before where no code is known."""
    with pytest.raises(TariffGap, match="current in practice on 2025-05-05"):
        check_complete(case(start=date(2025, 5, 5)), [])
