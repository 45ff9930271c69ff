"""A page that was cut off, by another visit or by a flood, is drawn again: it doesn't fail."""

import tomllib

from streamlit.testing.v1 import AppTest

from tests.browser.conftest import PROJECT


def test_runs_of_one_session_wait_for_each_other() -> None:
    """Two at a time share what the session holds: what one has just put away, the other looks for,
    and a flood of requests for the whole page breaks pages (KeyError)."""
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["fastReruns"] is False


def of_another_page() -> None:
    """A run in which a change of another page's questions is taken in."""
    import streamlit as st

    from estimator.pages.common.language import remember_in_address
    from estimator.pages.estimate.page import changed

    remember_in_address()
    changed("setting", ("practice", "home"))
    st.write(st.query_params["lang"])


def test_a_change_to_a_question_of_another_page_is_passed_over() -> None:
    page = AppTest.from_function(of_another_page, default_timeout=30)
    page.query_params["lang"] = "nl"
    page.run()
    assert not page.exception
    assert page.markdown[0].value == "nl"
