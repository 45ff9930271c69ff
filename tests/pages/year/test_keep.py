"""What is kept of a plan, and a plan opened again."""

from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from estimator.documents.plan_file import plan_file, plan_told
from estimator.documents.plan_link import PLAN, packed, unpacked
from estimator.locales import LANGUAGES, words
from estimator.pages.year.keep import TO_OPEN, TO_READ, keeping_plan
from tests.documents.plans import HOUSEHOLD, YEAR, course

TOLD = plan_told(YEAR, HOUSEHOLD)
PAGE = "https://kine.example/"


def script() -> None:
    """A page that opens a plan and keeps it."""
    import streamlit as st

    from estimator.locales import words
    from estimator.pages.year.keep import keep, opened

    plan = opened(words("fr"))
    if plan:
        st.session_state["plan"] = plan
    found = st.session_state.get("plan")
    st.html(f"<p>{len(found.planned) if found else 0}</p>")
    keep(words("fr"), found.planned if found else (), found.household if found else {})


def page(**state: Any) -> AppTest:
    app = AppTest.from_function(script, default_timeout=30)
    for name, value in state.items():
        app.session_state[name] = value
    return app


def said(app: AppTest) -> str:
    return unescape(" ".join(str(it.proto.body) for it in app.get("html")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_is_offered_after_what_it_holds_is_told(language: str) -> None:
    say = words(language)
    told = unescape("".join(keeping_plan(say, TOLD, PAGE)))
    link = f"{PAGE}year?lang={language}&{PLAN}={packed(TOLD)}"
    assert 0 < told.index(say("plan_paper.link.what")) < told.index("<details") < told.index(link)
    assert unpacked(parse_qs(urlsplit(link).query)[PLAN][0]) == TOLD


def test_a_plan_too_long_for_a_link_leads_to_its_file() -> None:
    names = (f"{n * 7919**9:x}" for n in range(150))
    told = unescape("".join(keeping_plan(words("fr"), plan_told([*map(course, names)]), PAGE)))
    assert words("fr")("plan_paper.refused.too_long") in told
    assert f"?lang=fr&{PLAN}=" not in told


def test_a_link_opens_once_and_leaves_the_address() -> None:
    app = page()
    app.query_params[PLAN] = packed(TOLD)
    app.query_params["lang"] = "fr"
    app.run()
    assert "<p>4</p>" in said(app)
    assert dict(app.query_params) == {"lang": "fr"}
    assert app.session_state["plan"].household == TOLD["household"]
    assert [it.case for it in app.session_state["plan"].planned] == [it.case for it in YEAR]
    assert packed(TOLD) in said(app), "and it can be kept again"


@pytest.mark.parametrize("link", ["", "nonsense", packed(TOLD)[:-5]])
def test_a_link_that_is_none_is_said_and_leaves_the_address(link: str) -> None:
    app = page()
    app.query_params[PLAN] = link
    app.run()
    assert [it.value for it in app.error] == [words("fr")("plan_paper.refused.damaged")]
    assert not app.query_params
    assert "<p>0</p>" in said(app)


def test_another_page_may_open_a_plan() -> None:
    app = page(**{TO_OPEN: TOLD}).run()
    assert "<p>4</p>" in said(app)
    assert TO_OPEN not in app.session_state


def test_the_course_that_cannot_be_used_is_named() -> None:
    courses = [*TOLD["courses"], {"pathology": "current"}]
    app = page(**{TO_OPEN: {"courses": courses}}).run()
    assert "Traitement 5" in app.error[0].value


def test_a_file_opens_once() -> None:
    app = AppTest.from_function(script, default_timeout=30).run()
    app.file_uploader(key=TO_READ).set_value(("plan.json", plan_file(TOLD), "application/json"))
    app.run()
    assert "<p>4</p>" in said(app)
    app.session_state["plan"] = None
    app.run()
    assert "<p>0</p>" in said(app), "what the person changed since then stays"
