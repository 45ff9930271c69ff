"""What the page says of a year: the amounts, the chart, the ceiling, a change compared."""

from decimal import Decimal

import pytest

from estimator.engine.model.plan import PlanResult
from estimator.engine.plan import plan
from estimator.engine.progress import plan_points, plan_steps
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import LANGUAGES, words
from estimator.pages.blocks.year_chart import MOST_LINES, lines_of, year_spec, year_table
from estimator.pages.forms.year_courses import YearCourse
from estimator.pages.year.building_up import building_up
from estimator.pages.year.plan_of import priced
from tests.pages.asking import plain
from tests.pages.year.planning import BACK, KNEE, Planning, course

LONG = {**KNEE, "sessions": "30", "start": "2025-03-03"}


def result(*courses: YearCourse) -> PlanResult:
    found = priced(courses)
    assert isinstance(found, PlanResult)
    return found


def test_the_amount_is_that_of_the_plan() -> None:
    planning = Planning(course("a", BACK), course("b", KNEE, "An"))
    left = plan(result(*planning.courses).planned, tariffs()).totals.patient
    assert f"il vous reste {planning.say.euros(left)}".replace("\xa0", " ") in planning.read
    for name in ("Traitement par traitement", "Mois par mois", "Personne par personne"):
        assert name in planning.read
    assert "Année par année" not in planning.read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_its_words(language: str) -> None:
    planning = Planning(course("a", LONG), course("b", BACK), language=language)
    planning.household(maf_counted="700").what_if(if_sessions=12, if_per_week="1", if_kine="true")
    say = planning.say
    for key in (
        "year.chart",
        "year.shared",
        "warnings.heading",
        "year.if.caption",
        "plan_paper.heading",
    ):
        assert plain(say(key)) in planning.read
    assert not planning.errors


def test_the_points_add_up_to_the_totals() -> None:
    found = result(course("a", LONG), course("b", BACK))
    points = plan_points(found)
    assert points[-1].together == found.totals.patient
    last = {point.course: point.so_far for point in points}
    assert [*last.values()] == [it.totals.patient for it in found.courses]
    assert [it.day for it in points] == sorted(it.day for it in points)


def test_the_steps_are_named_by_course() -> None:
    found = result(course("a", LONG), course("b", BACK))
    named = [
        (it.course, it.step.session, it.step.ids) for of in plan_steps(found).values() for it in of
    ]
    assert (0, 19, ("overrun",)) in named
    text = plain("".join(map(str, building_up(words("fr"), found, ["A", "B"]))))
    assert "A, séance 19 : au-delà du nombre normal" in text


def test_a_line_for_each_course_while_they_can_be_told_apart() -> None:
    assert lines_of(["a"], "all") == ["a"]
    assert lines_of(["a", "b"], "all") == ["all", "a", "b"]
    assert lines_of(["a"] * MOST_LINES, "all") == ["all"]


def test_a_mark_stands_once_with_the_line_of_all() -> None:
    found = result(course("a", LONG), course("b", BACK))
    day = next(iter(plan_steps(found)))
    numbers = year_table(plan_points(found), ["all", "a", "b"], {day: "A"}).to_pydict()
    marked = [line for line, step in zip(numbers["course"], numbers["step"], strict=True) if step]
    assert marked == ["all"]
    assert numbers["euros"][-1] == float(found.courses[1].totals.patient)


def test_days_are_named_in_the_language() -> None:
    time = year_spec("nl", 2)["config"]["locale"]["time"]
    assert time["shortMonths"][2] == words("nl").locale.months["format"]["abbreviated"][3]
    assert time["days"][0] == "zondag"


def test_the_ceiling_is_reached_in_a_named_month() -> None:
    planning = Planning(course("a", BACK)).household(maf_band="5", maf_counted="")
    assert "n’est pas atteint" in planning.read
    planning.household(maf_band="0", maf_counted="500")
    assert "Compteur du ménage en 2025" in planning.read
    assert "Le plafond est atteint" in planning.read
    planning.household(maf_counted="rien")
    assert any("rien" in error for error in planning.errors)


def test_a_change_is_compared_and_leaves_the_year_as_it_is() -> None:
    planning = Planning(course("a", BACK))
    planning.what_if(if_sessions=12)
    assert "Traitement 1 : 12 séances. Il vous reste à payer : 75,00 €" in planning.read
    assert planning.courses[0].answers == BACK


@pytest.mark.parametrize(
    "answers", [{"if_sessions": 99}, {"if_kine": "false"}, {"if_kine": "false", "if_fee": "x"}]
)
def test_a_change_that_is_none_is_refused(answers: dict[str, object]) -> None:
    planning = Planning(course("a", BACK)).what_if(**answers)
    assert planning.errors
    assert planning.say("year.if.caption") not in planning.read


def test_nothing_left_to_pay_draws_no_chart() -> None:
    free = {**BACK, "pathology": "palliative", "setting": "home", "travel": "false"}
    planning = Planning(course("a", free))
    assert result(*planning.courses).totals.patient == Decimal(0)
    assert planning.say("year.nothing_left", n=1) in planning.read
    assert planning.say("year.chart") not in planning.read
