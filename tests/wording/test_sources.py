"""Every text that amounts come from has a title and a publisher in the words of the reader."""

import pytest

from estimator.engine.model.tariff_book import Source
from estimator.locales import LANGUAGES, words
from estimator.pages.common.tariff_pages import source_line
from estimator.wording.notices import source_title
from tests import shipped

SOURCES = shipped.BOOK.sources.values()
NEW = next(iter(SOURCES))._replace(id="circular-of-tomorrow", title="Circulaire de demain")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_has_words_in_every_language(language: str) -> None:
    say = words(language)
    lacking = [it.id for it in SOURCES if f"source.title.{it.id}" not in say]
    lacking += [it.id for it in SOURCES if f"source.publisher.{it.id}" not in say]
    assert lacking == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_the_french_words_are_those_of_the_table(source: Source) -> None:
    say = words("fr")
    assert source_title(say, source) == source.title
    assert say(f"source.publisher.{source.id}") == source.publisher


def test_a_title_in_the_words_of_the_reader_is_in_no_other_language() -> None:
    line = source_line(words("nl"), shipped.BOOK.sources["convention-m24"])
    assert "Overeenkomst M/24" in line
    assert "RIZIV" in line
    assert "lang=" not in line


def test_a_title_without_words_yet_is_marked_as_french() -> None:
    assert '<span lang="fr">Circulaire de demain</span>' in source_line(words("nl"), NEW)
    assert "lang=" not in source_line(words("fr"), NEW)
