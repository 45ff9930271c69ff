"""The method page says the rules with today's amounts, and never an amount of its own."""

import re
from dataclasses import replace
from datetime import date

import pytest

from estimator import tariffs
from estimator.environment import clock
from estimator.locales import LANGUAGES, catalogues, words
from estimator.pages.method import rules as method_rules
from estimator.pages.method.asked import ASKED, asked
from tests.pages.reading import Reading

# An amount with cents: none may be typed into the words of the reading.
AMOUNT = re.compile(r"\d+[.,]\d\d\b")
SAID = (
    "1,2835 × 24 = 30,80 €",
    "18,42 € au lieu de 24,55 €",
    "18 séances normales par année civile et par problème, puis au plus 54 séances",
    "60 séances en un an (120 après un polytraumatisme)",
    "80 par année civile. Grossesse : 9.",
    "peut demander jusqu'à 30,80 €",
    "1,13 € par visite (1,31 € en soins palliatifs)",
    "de 254,99 € à 2.067,66 €",
    "les séances M48 sont payées 45,00 €",
    "les séances M36 sont payées 37,50 €",
    "les séances M24 sont payées 25,00 €",
    "1er mai 2025 : la diminution de 25 % commence (vu sur des pages publiques).",
    "1er janvier 2025 : pas de diminution",
    "Adhérer à la convention veut dire",
    "rembourse 16,00 € chez un kiné non conventionné",
    "coûte environ 28,00 € en 2025",
    "d'abord une séance individuelle, puis au plus 17 en groupe, 18 en tout",
    "est de 33,88 € au lieu de 30,80 €. Votre part fixe reste 6,25 € (2,50 € avec BIM)",
    "un drainage de 45 minutes a un code sur la liste F, de 60 ou 120 minutes sur la liste E",
    "Ensuite de 100 à 200 par an",
    "dans les 2 mois après la prescription",
    "Fibromyalgie ou fatigue chronique : 18 ou 60 séances ?",
    "1er février 2024 officiel 144",
    "WCAG 2.2",
    "Pas de compte, pas de cookie",
    "Notez le code",
)


@pytest.fixture
def reading() -> Reading:
    return Reading("method")


def test_what_the_page_says(reading: Reading) -> None:
    read = reading.read.replace("\N{NARROW NO-BREAK SPACE}", ".").replace("2 067", "2.067")
    assert [sentence for sentence in SAID if sentence not in read] == []


def test_every_source_and_assumption_stands_on_it(reading: Reading) -> None:
    book = tariffs().book
    assert all(source.title in reading.read for source in book.sources.values())
    listed = next(body for body in reading.bodies if 'id="assumptions"' in body)
    assert listed.count("<li>") == len(book.assumptions)


def test_every_part_has_a_link_at_the_top(reading: Reading) -> None:
    whole = "".join(reading.bodies)
    anchors = re.findall(r'<a href="#(\w+)"', whole)
    assert anchors
    assert all(f'<h2 id="{anchor}">' in whole for anchor in anchors)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", ["method", "questions", "check", "tariffs"])
def test_no_amount_is_typed_into_the_words(language: str, domain: str) -> None:
    strings = [message.string for message in catalogues(language)[domain] if message.id]
    assert [text for text in strings if AMOUNT.search(str(text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_page(language: str) -> None:
    assert words(language)("method.joining") in Reading("method", language).read


def test_the_last_reduction_is_explained_while_it_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 2, 3))
    assert "La règle des 25 %" in Reading("method").read


def test_a_source_that_the_tariffs_lack_is_left_out() -> None:
    """A folder of tariffs may be older than the page."""
    book = tariffs().book
    known = replace(book, sources={"convention-m24": book.sources["convention-m24"]})
    assert asked(words("fr"), known, date(2025, 5, 5)).count("<a ") == sum(
        "convention-m24" in sources for sources in ASKED.values()
    )


def test_before_any_reduction_there_is_none_to_name() -> None:
    assert method_rules.percent_known(tariffs().book, date(2024, 1, 2)) == 0
