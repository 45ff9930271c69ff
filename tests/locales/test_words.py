"""Sentences, plurals, amounts and days in the languages of the page."""

from datetime import date
from decimal import Decimal

import pytest

from estimator.locales import LANGUAGES, UnknownWords, words

NBSP = "\N{NO-BREAK SPACE}"
AFTER = ("", f"{NBSP}€")
NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", f"1{NARROW}388,62{NBSP}€"),
        ("nl", f"1.388,62{NBSP}€"),
        ("de", f"1.388,62{NBSP}€"),
        ("en", "€1,388.62"),
    ],
)
def test_amounts_are_written_as_people_write_them(language: str, shown: str) -> None:
    assert words(language).euros(Decimal("1388.62")) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fr", "5 mai 2025"), ("nl", "5 mei 2025"), ("de", "5. Mai 2025"), ("en", "5 May 2025")],
)
def test_days_are_written_in_full(language: str, shown: str) -> None:
    assert words(language).day(date(2025, 5, 5)) == shown


def test_the_first_of_a_french_month_is_an_ordinal() -> None:
    assert words("fr").day(date(2025, 2, 1)) == "1er février 2025"


def test_a_multiplier_keeps_its_decimals() -> None:
    assert words("fr").number(Decimal("1.283521")) == "1,283521"


@pytest.mark.parametrize(
    ("language", "around"),
    [("fr", AFTER), ("nl", AFTER), ("de", AFTER), ("en", ("€", ""))],
)
def test_the_sign_stands_where_the_language_puts_it(language: str, around: tuple[str, str]) -> None:
    assert words(language).euros.around == around


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Pour cette séance, il ne vous reste rien à payer."),
        (1, "Pour cette séance, il ne vous reste rien à payer."),
        (2, "Pour 2 séances, il ne vous reste rien à payer."),
    ],
)
def test_the_plural_follows_the_language(count: int, sentence: str) -> None:
    assert words("fr")("answer.nothing_left", n=count) == sentence


def test_values_stand_in_the_sentence_in_the_manner_of_the_language() -> None:
    sentence = words("fr")("answer.each_session", amount=Decimal("6.25"))
    assert sentence == f"soit 6,25{NBSP}€ par séance"


def test_a_missing_key_is_an_error_that_names_key_and_language() -> None:
    with pytest.raises(UnknownWords) as unknown:
        words("nl")("no.such.key")
    assert (unknown.value.key, unknown.value.language) == ("no.such.key", "nl")


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="amount"):
        words("fr")("answer.each_session")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_read_once(language: str) -> None:
    assert words(language) is words(language)


@pytest.mark.parametrize(
    ("language", "locale"), [("fr", "fr_BE"), ("nl", "nl_BE"), ("de", "de_BE"), ("en", "en_GB")]
)
def test_a_language_writes_in_the_manner_of_a_country(language: str, locale: str) -> None:
    assert str(words(language).locale) == locale


def test_the_languages_of_belgium_come_first() -> None:
    assert LANGUAGES[:3] == ("fr", "nl", "de")
