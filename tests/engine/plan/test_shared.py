"""What courses share in a year: who is told what, who is refused, what is said only once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from estimator import InvalidAnswer, Pathology, Service, Setting, estimate, tariffs
from estimator.engine.model.errors import TariffGap
from estimator.engine.model.plan import CourseRefused, PlannedCourse, PlanResult
from estimator.engine.model.result import Notice
from estimator.engine.plan import plan
from tests.engine.cases import case

JANUARY = date(2026, 1, 5)


def course(
    condition: str | None = None, person: str = "", start: date = JANUARY, **answers: Any
) -> PlannedCourse:
    """A current course at a conventioned kiné, intake left to the usual practice."""
    given: dict[str, Any] = {"intake": None, "conventioned": True, "fee": None} | answers
    return PlannedCourse(case=case(start=start, **given), condition=condition, person=person)


def planned(*courses: PlannedCourse) -> PlanResult:
    """The plan of some courses."""
    return plan(courses, tariffs())


def refused(*courses: PlannedCourse) -> CourseRefused:
    """Why a plan is refused."""
    with pytest.raises(CourseRefused) as caught:
        plan(courses, tariffs())
    return caught.value


def named(notices: Sequence[Notice], name: str) -> list[dict[str, Any]]:
    """The values of the notices of one kind."""
    return [dict(notice.values) for notice in notices if notice.id == name]


def ids(result: PlanResult, place: int) -> set[str]:
    """The notices of a course."""
    return {notice.id for notice in result.courses[place].notices}


def services(result: PlanResult, place: int) -> list[str]:
    """What a course bills beside its sessions."""
    return [item.service for item in result.courses[place].items if item.service != "session"]


def test_a_plan_without_courses_is_refused() -> None:
    with pytest.raises(InvalidAnswer) as caught:
        plan([], tariffs())
    assert (caught.value.field, caught.value.reason) == ("courses", "no_courses")


def test_a_refused_course_is_named_by_its_number() -> None:
    far = course(start=date(2031, 1, 1))
    refusal = refused(course(), far)
    assert refusal.number == 2
    assert isinstance(refusal.refusal, InvalidAnswer)
    assert refusal.refusal.field == "start"
    assert str(refusal).startswith("course 2: start")


def test_courses_of_one_condition_are_on_one_list() -> None:
    refusal = refused(course("knee"), course("knee", pathology=Pathology.FA)).refusal
    assert isinstance(refusal, InvalidAnswer)
    assert (refusal.field, refusal.reason, refusal.allowed) == (
        "pathology",
        "one_group",
        (Pathology.CURRENT,),
    )


def test_the_second_and_third_condition_need_an_approval_the_fourth_has_only_overrun() -> None:
    starts = [date(2026, month, 5) for month in (1, 3, 5, 7)]
    result = planned(*(course(start=start) for start in starts))
    year = {"year": 2026, "conditions": 3}
    assert named(result.shared, "plan_approval") == [
        {"course": 2, "number": 2} | year,
        {"course": 3, "number": 3} | year,
    ]
    assert named(result.shared, "plan_fourth") == [{"course": 4, "number": 4} | year]
    assert set(services(result, 3)) == {"overrun"}
    assert "overrun_at_once" not in ids(result, 3)  # it has had no normal sessions
    assert not named(result.shared, "plan_order_assumed")
    assert all(set(services(result, place)) <= {"intake"} for place in (0, 1, 2))


def test_conditions_of_two_persons_or_two_years_do_not_count_together() -> None:
    starts = [date(2025, 6, 2), date(2025, 9, 1), date(2026, 3, 2), date(2026, 6, 1)]
    result = planned(
        *(course(start=start) for start in starts),
        course(start=date(2026, 6, 3), person="Bo"),
        course(start=date(2026, 9, 3), person="Bo"),
    )
    assert not named(result.shared, "plan_fourth")
    assert [(it["course"], it["number"]) for it in named(result.shared, "plan_approval")] == [
        (2, 2),
        (4, 2),
        (6, 2),
    ]


def test_patients_lying_in_hospital_have_no_limit_to_share() -> None:
    starts = [date(2026, month, 5) for month in (1, 3, 5, 7)]
    result = planned(*(course(start=start, setting=Setting.HOSPITAL) for start in starts))
    assert not named(result.shared, "plan_approval") + named(result.shared, "plan_fourth")


def test_a_fourth_condition_has_no_known_price_in_a_rehabilitation_centre() -> None:
    starts = [date(2026, month, 5) for month in (1, 3, 5, 7)]
    places = [*[Setting.PRACTICE] * 3, Setting.REHABILITATION_CENTRE]
    courses = [course(start=on, setting=at) for on, at in zip(starts, places, strict=True)]
    refusal = refused(*courses)
    assert refusal.number == 4
    assert isinstance(refusal.refusal, InvalidAnswer)
    assert (refusal.refusal.field, refusal.refusal.reason) == ("condition", "fourth_condition")


def test_sessions_past_a_limit_without_a_code_are_refused_with_their_course() -> None:
    answers: dict[str, Any] = {"setting": Setting.REHABILITATION_CENTRE, "sessions": 12}
    refusal = refused(course("hip", **answers), course("hip", start=date(2026, 4, 6), **answers))
    assert refusal.number == 2
    assert isinstance(refusal.refusal, InvalidAnswer)
    assert (refusal.refusal.field, refusal.refusal.allowed) == ("sessions", (1, 6))


def test_prior_overrun_sessions_use_up_the_cap_of_another_condition() -> None:
    """18 + 50 before in one condition, so that 4 of the 54 are left for the other."""
    begun = course(start=date(2026, 3, 2), prior_sessions=68, sessions=1)
    later = course(start=date(2026, 3, 3), prior_sessions=18, sessions=5)
    result = planned(begun, later)
    assert [item.reimbursed > 0 for item in result.courses[1].items] == [True] * 3 + [False] * 2
    assert named(result.shared, "plan_cap_shared") == [
        {"course": 2, "session": 4, "date": date(2026, 3, 13), "cap": 54}
    ]


def test_one_intake_a_year_and_a_condition() -> None:
    result = planned(
        course("back"),
        course("ankle", start=date(2026, 6, 1)),
        course("ankle", start=date(2027, 2, 1), intake=True),
        course("back", start=date(2027, 3, 1), intake=True),
    )
    assert [("intake" in services(result, place)) for place in range(4)] == [
        True,
        False,
        False,
        False,
    ]
    assert [it["course"] for it in named(result.shared, "plan_intake_once")] == [2, 3, 4]
    assert not ids(result, 1) & {"intake_not_billed"}
    assert [of.case.intake for of in result.courses] == [True, False, False, False]


def test_a_later_course_of_a_condition_is_no_beginning() -> None:
    fa: dict[str, Any] = {"pathology": Pathology.FA, "sessions": 10}
    result = planned(course("knee", **fa), course("knee", start=date(2026, 4, 6), **fa))
    assert "treatment_start" in ids(result, 0)
    assert not ids(result, 1) & {"treatment_start", "first_session_missing"}
    later = result.courses[1].case
    assert (later.prior_sessions, later.first_session) == (10, JANUARY)
    assert later == estimate(later).case


def test_what_came_before_a_later_course_is_passed_over() -> None:
    result = planned(course("knee"), course("knee", start=date(2026, 4, 6), prior_sessions=7))
    assert named(result.shared, "plan_prior_ignored") == [{"course": 2, "first": 1}]
    assert result.courses[1].case.prior_sessions == 18


def test_two_sessions_of_one_day_are_told_but_not_those_made_for_it() -> None:
    heavy: dict[str, Any] = {"pathology": Pathology.HEAVY}
    second = course("stroke", service=Service.SECOND_SESSION, **heavy)
    assert not named(planned(course("stroke", **heavy), second).shared, "plan_same_day")
    both = planned(course("stroke", **heavy), course("stroke", per_week=1, **heavy))
    assert named(both.shared, "plan_same_day") == [{"date": JANUARY, "course": 1, "other": 2}]
    apart = planned(course(person="An"), course(person="Bo"))
    assert not named(apart.shared, "plan_same_day")


def test_reports_are_due_once_a_year_for_a_condition() -> None:
    heavy: dict[str, Any] = {
        "pathology": Pathology.HEAVY,
        "report": True,
        "sessions": 4,
        "per_week": 1,
    }
    result = planned(
        course("stroke", **heavy),
        course("stroke", start=date(2026, 6, 1), **heavy),
        course("stroke", start=date(2026, 12, 28), **heavy),
    )
    reports = [
        [item.date for item in of.items if item.service == "report"] for of in result.courses
    ]
    assert reports == [[JANUARY], [], [date(2027, 1, 4)]]
    assert "report_not_billed" not in ids(result, 1)


def test_a_report_without_a_code_is_not_taken_for_written() -> None:
    heavy: dict[str, Any] = {"pathology": Pathology.HEAVY, "report": True, "sessions": 4}
    hospital = course("stroke", setting=Setting.HOSPITAL, **heavy)
    result = planned(hospital, course("stroke", start=date(2026, 6, 1), **heavy))
    assert [services(result, place).count("report") for place in (0, 1)] == [0, 1]
    assert "report_not_billed" in ids(result, 0)


def test_an_acute_condition_goes_on_as_current_after_its_year() -> None:
    fa: dict[str, Any] = {"pathology": Pathology.FA, "sessions": 20, "report": True}
    result = planned(
        course("knee", start=date(2025, 6, 2), **fa),
        course("knee", start=date(2026, 5, 25), **fa | {"sessions": 12}),
        course("knee", start=date(2026, 7, 6), **fa | {"sessions": 10}),
    )
    # The second course has sessions on 25 May, 28 May and 1 June: 9 and 10 are left.
    expected = estimate(case(start=date(2026, 7, 6), sessions=19, conventioned=True))
    current = [item for of in result.courses[1:] for item in of.items if item.date.year == 2026]
    codes = [item.code for item in current if item.date >= date(2026, 6, 2)]
    assert codes == [item.code for item in expected.items]
    assert [services(result, place).count("report") for place in range(3)] == [1, 0, 0]


def test_the_assumption_of_one_condition_falls_away_where_the_others_are_counted() -> None:
    long = course(sessions=30)
    assert "overrun_cap_one_condition" in ids(planned(long), 0)
    other = course(start=date(2026, 6, 1))
    assert "overrun_cap_one_condition" not in ids(planned(long, other), 0)


def test_more_sessions_than_a_case_may_name_still_count() -> None:
    endless: dict[str, Any] = {"pathology": Pathology.HEAVY, "sessions": 400, "per_week": 7}
    third = course("stroke", start=date(2027, 12, 1), **endless | {"sessions": 2})
    result = planned(
        course("stroke", **endless), course("stroke", start=date(2026, 1, 6), **endless), third
    )
    assert len(result.items) == 802
    assert result.courses[2].case.prior_sessions == 0


def test_a_day_without_a_code_is_told_with_its_course(monkeypatch: pytest.MonkeyPatch) -> None:
    def gap(*_: object) -> None:
        raise TariffGap("code", JANUARY)

    monkeypatch.setattr("estimator.engine.plan.price.check_complete", gap)
    assert isinstance(refused(course()).refusal, TariffGap)


def test_the_order_of_conditions_is_assumed_where_one_had_sessions_before() -> None:
    starts = [date(2026, month, 5) for month in (1, 3, 5)]
    running = course(start=date(2026, 7, 5), prior_sessions=10)
    result = planned(*(course(start=start) for start in starts), running)
    assert named(result.shared, "plan_order_assumed") == [{"year": 2026}]


def test_overrun_sessions_before_a_hospital_are_counted_and_told() -> None:
    begun = course(setting=Setting.HOSPITAL, prior_sessions=70, sessions=1)
    result = planned(begun, course(start=date(2026, 2, 2), prior_sessions=18, sessions=5))
    assert named(result.shared, "plan_prior_counted") == [{"course": 1, "sessions": 52}]
    assert [item.reimbursed > 0 for item in result.courses[1].items] == [True] * 2 + [False] * 3
    assert not named(planned(begun).shared, "plan_prior_counted")


def test_what_it_would_cost_otherwise_is_not_said_where_other_conditions_count() -> None:
    fa = course(pathology=Pathology.FA, start=date(2026, 4, 6), sessions=10)
    assert named(planned(fa).courses[0].notices, "fa_conditions")[0]
    assert named(planned(course(), fa).courses[1].notices, "fa_conditions") == [{}]


def test_sessions_in_a_day_hospital_have_no_counter() -> None:
    hospital = course("back", setting=Setting.DAY_HOSPITAL, sessions=5)
    result = planned(hospital, course("back", start=date(2026, 3, 2), sessions=9))
    assert result.courses[1].case.prior_sessions == 0
    assert {item.code for item in result.courses[1].items} == {"567011"}


def test_a_course_that_bills_no_intake_leaves_it_to_another_condition() -> None:
    acute = course("knee", pathology=Pathology.FA, intake=True)
    back = course("back", start=date(2026, 3, 2))
    ankle = course("ankle", start=date(2026, 6, 1))
    result = planned(acute, back, ankle)
    assert ["intake" in services(result, place) for place in range(3)] == [False, True, False]


def test_a_condition_in_two_courses_has_no_second_chance_at_an_intake() -> None:
    birth: dict[str, Any] = {"pathology": Pathology.PERINATAL, "sessions": 9, "intake": True}
    result = planned(course("birth", **birth), course("birth", start=date(2026, 3, 2), **birth))
    assert "intake" not in services(result, 0) + services(result, 1)
    assert not named(result.shared, "plan_intake_once")
