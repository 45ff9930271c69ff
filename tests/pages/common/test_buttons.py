"""What fails on a button says so beside it, in the person's language; the log has no answer."""

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from estimator.locales import LANGUAGES, words
from estimator.pages.check import form as check_form
from estimator.pages.common import buttons
from tests.pages.reading import Reading

Faults = list[tuple[str, str]]


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """Which buttons failed, and by which kind of fault."""
    found: Faults = []

    def note_fault(event: str, fault: BaseException, *, button: str) -> None:
        assert event == "button_failed"
        found.append((button, type(fault).__name__))

    monkeypatch.setattr(buttons, "note_fault", note_fault)
    return found


def fails(*_: object, **__: object) -> bytes:
    """Whatever a button is for."""
    raise RuntimeError("66,66 is no number")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_that_fails_says_so_and_the_page_stands(
    language: str, noted: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_form, "change_count", fails)
    reading = Reading("check", language)
    stood = reading.bodies
    reading.press(0)
    assert reading.errors == [words(language)("button.failed")]
    assert reading.bodies == stood
    assert noted == [("check_add", "RuntimeError")]
    reading.answer(check_bim="true")
    assert not reading.errors


def test_a_file_that_fails_is_noted_and_raised_for_the_browser_to_be_told(noted: Faults) -> None:
    with pytest.raises(RuntimeError):
        buttons.made("notice", fails)
    assert noted == [("notice", "RuntimeError")]
    assert buttons.made("notice", lambda: b"file") == b"file"


def pressed_as_it_is_drawn() -> None:
    """A page with such a button."""
    import streamlit as st

    from estimator.locales import words
    from estimator.pages.common.buttons import trying

    with trying(words("de"), "start"):
        raise RuntimeError("66,66")
    st.write("below")


def test_what_fails_while_the_page_is_drawn_leaves_the_rest_of_it(noted: Faults) -> None:
    page = AppTest.from_function(pressed_as_it_is_drawn).run()
    assert [it.value for it in page.error] == [words("de")("button.failed")]
    assert page.markdown[0].value == "below"
    assert noted == [("start", "RuntimeError")]


@pytest.mark.parametrize("page", ["practice", "advisor", "tariffs"])
def test_every_file_is_made_where_a_fault_is_noted(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page offers a file past `download`."""
    offered: list[str] = []
    download: Callable[..., object] = st.download_button

    def noting(*given: object, **named: object) -> None:
        offered.append(str(named["key"]))
        assert named["data"].func is buttons.made  # type: ignore[attr-defined]
        download(*given, **named)

    monkeypatch.setattr(st, "download_button", noting)
    Reading(page)
    assert offered


NAMED = "site_practice_name"


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_that_the_notice_lacks_are_named_beside_its_button(language: str) -> None:
    say = words(language)
    practice = Reading("practice", language)
    letter = practice.infos  # what the letter below still needs
    practice.answer(**{NAMED: "Kiné 😀★"})
    assert practice.infos == [say("practice.notice.left_out", signs="😀 ★"), *letter]
    practice.answer(**{NAMED: "物理"})
    assert practice.infos == [say("practice.notice.no_name", signs="物 理"), *letter]
    practice.answer(**{NAMED: "שלום"})
    assert practice.infos == letter
