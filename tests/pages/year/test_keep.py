"""What is kept of the year, and a plan opened again."""

from collections.abc import Sequence
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from estimator.documents.plan_file import plan_file, plan_told
from estimator.documents.plan_link import PLAN, unpacked
from estimator.engine.model.plan import PlannedCourse
from estimator.engine.plan.answers import LONGEST_NAME
from estimator.links.packing import packed
from estimator.locales import LANGUAGES, words
from estimator.pages.forms.year_courses import ABOUT_HOUSEHOLD, COURSES, MOST_COURSES, OURS
from estimator.pages.year.keep import keeping
from estimator.pages.year.opening import CHOSEN, year_courses
from tests.documents.plans import ANKLE, AT_HOME, BACK, BACK_FROM_JULY, YEAR, course, many

TOLD = plan_told(YEAR)
REFUSED = "plan_paper.refused"


def script() -> None:
    """The page by itself."""
    from estimator.pages.year.page import page

    page()


def page(link: str | None = None) -> AppTest:
    app = AppTest.from_function(script, default_timeout=30)
    app.query_params["lang"] = "fr"
    if link is not None:
        app.query_params[PLAN] = link
    return app.run()


def said(app: AppTest) -> str:
    return unescape(" ".join(str(it.proto.body) for it in app.get("html")))


def held(app: AppTest) -> list[tuple[str, str, dict[str, str]]]:
    """The courses of the page without what it calls them itself."""
    found = app.session_state[COURSES]
    return [(it.condition, it.person, dict(it.answers)) for it in found]


def kept(language: str = "fr", planned: tuple[PlannedCourse, ...] = YEAR) -> str:
    return unescape("".join(keeping(words(language), planned)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_is_offered_after_what_it_holds_is_told(language: str) -> None:
    say, told = words(language), kept(language)
    query = f"year?lang={language}&{PLAN}={packed(TOLD)}"
    assert 0 < told.index(say("plan_paper.link.what")) < told.index("<details") < told.index(query)
    assert unpacked(parse_qs(urlsplit(query).query)[PLAN][0]) == TOLD


def test_a_plan_too_long_for_a_link_leads_to_its_file() -> None:
    told = kept(planned=tuple(course(f"{n * 7919**9:x}") for n in range(150)))
    assert words("fr")(f"{REFUSED}.too_long") in told
    assert f"?lang=fr&{PLAN}=" not in told


def kept_names(planned: Sequence[PlannedCourse]) -> list[str | None]:
    """The names of conditions in the link."""
    link = kept(planned=tuple(planned)).split(f"{PLAN}=")[1].split('"')[0]
    return [it.get("condition") for it in unpacked(link)["courses"]]


def test_what_the_page_calls_a_condition_is_not_kept() -> None:
    ours = (course(" 0123abcd"), course(" 0123abcd"), course(" 4567abcd"), course("dos"))
    assert kept_names(ours) == ["Problème 1", "Problème 1", None, "dos"]


def test_a_number_that_looks_like_a_name_of_the_page_is_kept() -> None:
    assert kept_names((course("20260117"),)) == ["20260117"]


def test_a_problem_takes_the_first_number_that_is_free() -> None:
    again = [course(name) for name in ("Problème 1", " a", " a", "Problème 3", " b", " b")]
    names = ["Problème 1", "Problème 2", "Problème 2", "Problème 3", "Problème 4", "Problème 4"]
    assert kept_names(again) == names


def test_a_link_opens_and_leaves_the_address() -> None:
    app = page(packed(TOLD))
    assert not app.exception
    assert dict(app.query_params) == {"lang": "fr"}
    assert [it[1] for it in held(app)] == ["An", "An", "Zoé", "Zoé"]
    assert [it[0] for it in held(app)][:3] == ["back", "back", "cheville"]
    assert held(app)[0][2] == {
        "pathology": "current",
        "bim": "false",
        "conventioned": "false",
        "fee": "40.00",
        "sessions": "18",
        "start": "2025-05-05",
    }
    assert packed(TOLD) in said(app), "and it can be kept again"


@pytest.mark.parametrize("link", ["", "nonsense", packed(TOLD)[:-5]])
def test_a_link_that_is_none_is_said_and_leaves_the_address(link: str) -> None:
    app = page(link)
    assert [it.value for it in app.error] == [words("fr")(f"{REFUSED}.damaged")]
    assert PLAN not in app.query_params
    assert COURSES not in app.session_state
    app.run()
    assert app.error, "what the browser kept may come back in a second run"
    app.button(key="fixed_year_add").click().run()
    assert not app.error


def test_a_plan_longer_than_the_page_is_said() -> None:
    app = page(packed(plan_told([*many(MOST_COURSES + 1)])))
    assert [it.value for it in app.error] == [words("fr")(f"{REFUSED}.too_many", n=MOST_COURSES)]


def test_a_plan_that_answers_nothing_is_none() -> None:
    app = page(packed({"courses": [{"pathology": None}, {"other": 1}]}))
    assert [it.value for it in app.error] == [words("fr")(f"{REFUSED}.no_plan")]
    assert COURSES not in app.session_state


def test_an_answer_that_cannot_be_used_is_asked_again_in_its_course() -> None:
    app = page(packed({"courses": [*TOLD["courses"], {"pathology": "current", "sessions": [1]}]}))
    assert not app.exception
    assert len(held(app)) == 5
    assert "Traitement 5" in " ".join(it.value for it in app.error)


def test_the_household_is_kept_and_opened_again() -> None:
    about = {"income_band": 1, "bim": True, "counted": {"2025": "120.50"}}
    app = page(packed(plan_told(YEAR, about)))
    assert not app.exception
    held_now = {it: app.session_state[f"year_household_{it}"] for it in ABOUT_HOUSEHOLD}
    assert held_now == {"maf_band": "0", "household_bim": "true", "maf_counted": "120.50"}
    assert packed(plan_told(YEAR, about)) in said(app), "and it can be kept again"
    app.query_params[PLAN] = packed(TOLD)
    app.run()
    assert app.session_state["year_household_maf_counted"] == "", "it is another household's"


@pytest.mark.parametrize("about", [{"income_band": 99, "bim": True}, {"other": 1}])
def test_a_household_that_cannot_be_used_is_passed_over(about: dict[str, Any]) -> None:
    app = page(packed(plan_told(YEAR, about)))
    assert not app.exception
    assert len(held(app)) == 4


def test_a_file_opens_once() -> None:
    app = page()
    app.file_uploader(key=CHOSEN).set_value(("plan.json", plan_file(TOLD), "application/json"))
    app.run()
    assert len(held(app)) == 4
    app.session_state[COURSES] = ()
    app.run()
    assert held(app) == [], "what the person changed since then stays"


def test_a_file_that_is_no_plan_is_said_and_changes_nothing() -> None:
    app = page(packed(TOLD))
    app.file_uploader(key=CHOSEN).set_value(("plan.json", b"{}", "application/json"))
    app.run()
    assert [it.value for it in app.error] == [words("fr")(f"{REFUSED}.no_plan")]
    assert len(held(app)) == 4


@pytest.mark.parametrize(
    ("told", "conditions"),
    [
        ([BACK, BACK_FROM_JULY, ANKLE], ["back", "back", "cheville"]),
        ([BACK, course("back", "Bob"), AT_HOME], ["back", "back (Bob)", None]),
    ],
)
def test_a_condition_of_the_page_belongs_to_one_person(
    told: list[PlannedCourse], conditions: list[str | None]
) -> None:
    found = [*year_courses(plan_told(told)["courses"])]
    for one, name in zip(found, conditions, strict=True):
        assert one.condition == name or (name is None and one.condition.startswith(OURS))


@pytest.mark.parametrize(
    ("named", "held"),
    [
        ([("a", "An"), ("a", "Bo"), ("a (Bo)", "An"), ("a", "Bo")], ["a", "a (Bo 2)", "a (Bo)"]),
        ([("a (Bo)", "Bo"), ("a", "An"), ("a", "Bo")], ["a (Bo)", "a", "a (Bo 2)"]),
        ([("a", "An"), ("a", "")], ["a", "a (2)"]),
        ([("x" * 60, "An"), ("x" * 60, "Bo")], ["x" * 60, f"{'x' * 55} (Bo)"]),
        ([("a", "An"), ("a", "y" * 60)], ["a", f"a ({'y' * 20})"]),
    ],
)
def test_a_name_that_tells_whose_condition_it_is_is_free_and_short(
    named: list[tuple[str, str]], held: list[str]
) -> None:
    found = [*year_courses(plan_told([course(*each) for each in named])["courses"])]
    assert [*dict.fromkeys(it.condition for it in found)] == held
    assert len({(it.condition, it.person) for it in found}) == len(set(named))


def test_a_name_is_read_as_everywhere() -> None:
    told = plan_told([course("le\u00a0 dos", "Zoe\u0308"), course("le dos", "Zoë")])
    assert [it[1:3] for it in year_courses(told["courses"])] == [("le dos", "Zoë")] * 2


@pytest.mark.parametrize("name", ["x" * 61, "a\nb", 7, []])
def test_a_plan_with_a_name_that_is_none_is_said(name: Any) -> None:
    app = page(packed({"courses": [{**TOLD["courses"][0], "person": name}]}))
    most = LONGEST_NAME
    assert [it.value for it in app.error] == [words("fr")(f"{REFUSED}.name", most=most)]
    assert COURSES not in app.session_state


@pytest.mark.parametrize("odd", [{}, [], "x" * 500, "\n", True, 1e400])
def test_whatever_a_course_says_the_page_holds_it(odd: Any) -> None:
    told = [dict.fromkeys(("pathology", "fee", "other"), odd)]
    (found,) = year_courses(told)
    assert "other" not in found.answers
    assert all(len(it) <= 100 for it in found.answers.values())
