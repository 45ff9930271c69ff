"""Courses of the year: added, changed in place, removed, put back."""

from datetime import date
from decimal import Decimal

import pytest

from estimator.engine.model.case import FIELDS
from estimator.engine.plan.answers import LONGEST_NAME
from estimator.locales import LANGUAGES
from estimator.pages.forms.year_courses import MOST_COURSES, SHOW_YEAR
from estimator.pages.year.questions import NEW
from tests.pages.asking import Asking, plain
from tests.pages.conftest import TODAY
from tests.pages.year.planning import BACK, KNEE, Planning, course


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_course_is_added_and_priced_in_every_language(language: str) -> None:
    planning = Planning(language=language)
    assert planning.say("year.none") in planning.read
    planning.click("add")
    left = planning.say.euros(Decimal("112.50"))
    assert left.replace("\N{NO-BREAK SPACE}", " ") in planning.read
    (added,) = planning.courses
    assert added.answers["start"] == TODAY.isoformat()
    assert added.answers["sessions"] == "18"


def test_a_course_is_changed_in_place() -> None:
    planning = Planning(course("a", BACK), course("b", KNEE)).click("change", number=1)
    assert planning.asks(0, "sessions")
    assert not planning.asks(1, "sessions")
    planning.reply(0, sessions=10, start=date(2025, 4, 7))
    assert planning.courses[0].answers["sessions"] == "10"
    assert "62,50 €" in planning.read
    planning.click("done", number=1)
    assert "10 séances, dès le 7 avril 2025" in planning.read
    assert planning.courses[1].answers == KNEE


def test_the_fee_is_asked_of_a_kine_who_may_set_it() -> None:
    planning = Planning(course("a", BACK)).click("change", number=1)
    assert not planning.asks(0, "fee")
    planning.reply(0, conventioned="false", fee="50")
    assert planning.courses[0].answers["fee"] == "50"
    planning.reply(0, conventioned="true")
    assert "fee" not in planning.courses[0].answers


def test_what_a_course_brought_along_is_kept() -> None:
    brought = {**BACK, "pathology": "fa-5", "overrun_fee": "20", "report": "true"}
    planning = Planning(course("a", brought)).click("change", number=1)
    planning.reply(0, sessions=12)
    assert planning.courses[0].answers.items() >= {**brought, "sessions": "12"}.items()


def test_a_course_of_the_same_problem_follows_it() -> None:
    planning = Planning(course("a", BACK, "An"), course("b", KNEE)).click("change", number=2)
    planning.reply(1, same="a")
    assert not planning.asks(1, "pathology")
    assert planning.courses[1].condition == "a"
    assert planning.courses[1].person == "An"
    planning.click("change", number=1).reply(0, pathology="fb", person="Bea")
    assert planning.courses[1].answers["pathology"] == "fb"
    assert planning.courses[1].person == "Bea"
    planning.click("change", number=2).reply(1, same=NEW)
    assert planning.courses[1].condition not in ("a", "b")
    planning.reply(1, pathology="heavy")
    assert planning.courses[0].answers["pathology"] == "fb"


def test_problems_of_one_name_are_told_apart_by_their_courses() -> None:
    found = (course("a", BACK), course("b", KNEE), course("c", KNEE, condition="a"))
    planning = Planning(*found)
    assert planning.read.count("Même problème que le traitement 1.") == 1
    planning.click("change", number=3)
    (box,) = [it for it in planning.app.selectbox if str(it.key).endswith("_same")]
    assert len(set(box.options)) == 3, "the widget knows its options by their names"


def test_a_course_goes_on_alone_when_the_first_of_its_problem_is_removed() -> None:
    planning = Planning(course("a", BACK), course("b", KNEE, condition="a"))
    planning.click("remove", number=1)
    assert [it.id for it in planning.courses] == ["b"]
    planning.click("change", number=1)
    assert planning.asks(0, "pathology")
    assert planning.courses[0].condition == "a"


def test_what_was_removed_can_be_put_back_in_its_place() -> None:
    before = (course("a", BACK), course("b", KNEE), course("c", BACK))
    planning = Planning(*before).click("remove", number=2)
    assert [it.id for it in planning.courses] == ["a", "c"]
    planning.click("put_back")
    assert [*planning.courses] == [*before]


def test_no_more_than_so_many() -> None:
    planning = Planning(*(course(f"a{n}", BACK) for n in range(MOST_COURSES)))
    assert plain(planning.say("year.full", n=MOST_COURSES)) in planning.read
    assert planning.say("year.add") not in [it.label for it in planning.app.button]


@pytest.mark.parametrize(
    ("field", "given"), [("sessions", 0), ("sessions", 401), ("start", date(1999, 1, 1))]
)
def test_nonsense_is_refused_beside_its_question(field: str, given: object) -> None:
    planning = Planning(course("a", BACK), course("b", KNEE)).click("change", number=1)
    planning.reply(0, **{field: given})
    assert planning.infos == [planning.say("year.waiting")]
    assert any("Traitement 1" in error for error in planning.errors)
    planning.click("done", number=1)
    assert planning.infos, "it is still refused when its questions are closed"
    planning.click("change", number=1).reply(0, sessions=5, start=date(2025, 5, 5))
    assert not planning.infos
    assert not planning.errors


def test_a_fee_that_is_none_is_refused() -> None:
    planning = Planning(course("a", KNEE)).click("change", number=1)
    planning.reply(0, fee="beaucoup")
    assert any("beaucoup" in error for error in planning.errors)


def test_a_year_has_so_many_sessions_at_most() -> None:
    many = {**BACK, "sessions": "400"}
    planning = Planning(*(course(f"a{n}", many) for n in range(6)))
    said = planning.say("refusal.plan_sessions", field="", given="", allowed="2000")
    assert any("2" in error and said.split()[-2] in error for error in planning.errors)
    assert planning.infos == [planning.say("year.waiting")]
    assert planning.say("year.left_heading") not in planning.read


def test_a_name_is_read_as_everywhere_and_no_longer() -> None:
    planning = Planning(course("a", BACK), course("b", KNEE)).click("change", number=1)
    planning.reply(0, person=" Zoe\u0308\u00a0 B ")
    assert planning.courses[0].person == "Zoë B"
    assert planning.widget(f"year_{planning.courses[0].id}_person").max_chars == LONGEST_NAME
    planning.reply(0, person="a\u202eb")
    assert planning.infos == [planning.say("year.waiting")]
    assert len(planning.errors) == 2, "beside the question, and in place of the total"


def test_a_name_is_shown_as_it_was_typed() -> None:
    planning = Planning(course("a", BACK)).click("change", number=1)
    planning.reply(0, person="<b>An</b>")
    assert any("&lt;b&gt;An&lt;/b&gt;" in body for body in planning.bodies)
    assert not any("<b>An" in body for body in planning.bodies)


def test_answers_outlive_a_switch_of_language() -> None:
    planning = Planning(course("a", KNEE, "An")).click("change", number=1)
    planning.reply(0, conventioned="true", sessions=7)
    planning.answer(language="nl")
    assert planning.courses[0].answers["conventioned"] == "true"
    assert planning.courses[0].answers["sessions"] == "7"
    assert planning.courses[0].person == "An"


def test_the_estimate_is_added_with_one_press() -> None:
    asking = Asking().answer(sessions=12, bim="true", conventioned="false")
    button = next(it for it in asking.app.button if it.label == "Ajouter à mon année")
    button.click().run()
    assert not asking.app.exception
    (added,) = asking.app.session_state["fixed_year"]
    assert added.answers["sessions"] == "12"
    assert added.answers["bim"] == "true"
    assert added.answers["start"] == TODAY.isoformat()
    assert set(added.answers) <= set(FIELDS)
    assert asking.app.title[0].value == "Mon année de kiné"
    assert SHOW_YEAR not in asking.app.session_state


def test_a_course_with_unknown_answers_is_not_added() -> None:
    asking = Asking().answer(bim="unknown")
    assert "Ajouter à mon année" not in [it.label for it in asking.app.button]
    assert "Pour l'ajouter, répondez d'abord à" in asking.read


def test_a_course_that_another_pays_is_not_offered() -> None:
    asking = Asking().answer(other_payer="work_accident")
    assert "Ajouter à mon année" not in [it.label for it in asking.app.button]
