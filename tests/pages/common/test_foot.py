"""The foot of every page: where to read more, who answers for it, which tariff."""

import pytest

from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import LANGUAGES, words
from estimator.operations.settings import Settings
from estimator.pages.common.foot import foot
from tests.pages.asking import Asking, plain
from tests.pages.conftest import TODAY

NAMED = Settings(operator="Mutualité <b>", contact=("mailto:help@example.be",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leads_to_method_privacy_and_accessibility_beside_the_page(language: str) -> None:
    said = foot(words(language), tariffs().book, TODAY, Settings())
    for part in ("", "#privacy", "#accessibility"):
        assert f'href="/method?lang={language}{part}" target="_blank"' in said
    assert said.count("<a ") == said.count('rel="noopener noreferrer"') == 4


def test_it_names_who_answers_for_it_only_where_that_is_told() -> None:
    say, book = words("en"), tariffs().book
    named, unnamed = (foot(say, book, TODAY, it) for it in (NAMED, Settings()))
    assert "Offered by Mutualité &lt;b&gt;" in named
    assert 'href="mailto:help@example.be"' in named
    assert "Offered by" not in unnamed
    assert "mailto:" not in unnamed


def test_every_page_ends_with_it() -> None:
    assert "tariff of 1 February 2025" in plain(Asking("en").app.get("html")[-1].proto.body)
