"""The language of the page: where it comes from, and that a switch loses nothing."""

import pytest

from estimator.locales import LANGUAGES, by_own_name
from estimator.pages.common import language as page_language
from estimator.pages.common.language import supported
from tests.pages.asking import Asking

TITLES = {
    "fr": "Combien me coûtera ma kiné ?",
    "nl": "Wat kost mijn kinesitherapie?",
    "de": "Was kostet meine Kinesitherapie?",
    "en": "What will my physiotherapy cost?",
}


@pytest.mark.parametrize(("language", "title"), TITLES.items())
def test_the_address_chooses_the_language(language: str, title: str) -> None:
    asking = Asking(language)
    assert " ".join(asking.app.title[0].value.split()) == title


def test_a_language_the_page_does_not_speak_becomes_french() -> None:
    assert Asking("it").app.title[0].value.startswith("Combien")


@pytest.mark.parametrize(
    ("tag", "language"),
    [("nl-BE", "nl"), ("DE", "de"), ("en-US", "en"), ("it-IT", None), ("", None), (None, None)],
)
def test_a_browser_says_its_language_in_a_tag(tag: str | None, language: str | None) -> None:
    assert supported(tag) == language


def test_the_answers_outlive_a_switch(asking: Asking) -> None:
    asking.answer(pathology="fb", setting="home", sessions=7, language="nl")
    assert asking.widget("pathology").value == "fb"
    assert asking.widget("setting").value == "home"
    assert "Voor 7 zittingen" in asking.read


def test_the_address_keeps_the_language_and_no_answer(asking: Asking) -> None:
    asking.answer(pathology="heavy", bim="true", language="de")
    assert dict(asking.app.query_params) == {"lang": "de"}


@pytest.mark.parametrize("tag", ["it-IT", "nl-BE"])
def test_who_tells_none_of_ours_is_asked_before_anything_else(
    tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_language, "browser_language", lambda: tag)
    asking = Asking("xx")
    asked = "What will my physiotherapy cost?" in asking.read
    assert asked is (tag == "it-IT")
    assert asked is not any(box.key == "pathology" for box in asking.app.selectbox)
    if asked:
        switch = asking.widget("language")
        assert switch.value is None
        assert switch.options == ["Deutsch", "English", "Français", "Nederlands"]
        switch.set_value("nl").run()
        assert asking.app.title[0].value == TITLES["nl"]
        assert asking.app.query_params["lang"] == "nl"


def test_the_languages_of_the_question_favour_none() -> None:
    assert by_own_name(LANGUAGES) == ["de", "en", "fr", "nl"]
