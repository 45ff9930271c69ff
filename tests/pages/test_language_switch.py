"""The language of the page: where it comes from, and that a switch loses nothing."""

import pytest

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
