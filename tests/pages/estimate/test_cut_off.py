"""A page that was cut off, by another visit or by a flood, is drawn again: it doesn't fail."""

import tomllib
from typing import Any

import pytest
from streamlit.errors import StreamlitInvalidLayoutContextError
from streamlit.testing.v1 import AppTest

from estimator.locales import words
from estimator.pages.estimate import page as estimate_page
from tests.browser.conftest import PROJECT
from tests.pages.asking import Asking


def test_runs_of_one_session_wait_for_each_other() -> None:
    """Two at a time share what the session holds: what one has just put away, the other looks for,
    and a flood of requests for the whole page breaks pages (KeyError)."""
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["fastReruns"] is False


def test_places_that_a_run_did_not_come_to_draw_are_drawn(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    reread, runs = estimate_page.reread, list[str]()

    def first_not(*given: Any) -> Any:
        runs.append("run")
        if len(runs) == 1:
            raise StreamlitInvalidLayoutContextError("no place")
        return reread(*given)

    monkeypatch.setattr(estimate_page, "reread", first_not)
    asking.answer(sessions=9)
    assert len(runs) > 1
    assert words("fr")("page.failed") not in [it.value for it in asking.app.error]
    assert "Pour 9 séances" in asking.read


def of_another_page() -> None:
    """A run in which a change of another page's questions is taken in."""
    import streamlit as st

    from estimator.pages.common.language import remember_in_address
    from estimator.pages.forms.given import wish

    remember_in_address()
    wish("setting", ("practice", "home"))
    st.write(st.query_params["lang"])


def test_a_change_to_a_question_of_another_page_is_passed_over() -> None:
    page = AppTest.from_function(of_another_page)
    page.query_params["lang"] = "nl"
    page.run()
    assert not page.exception
    assert page.markdown[0].value == "nl"
