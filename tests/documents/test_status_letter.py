"""The letter on a change of status: the same courses before and after, in every language."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from estimator import Setting
from estimator.documents.papers.status_letter import StatusChange, status_letter
from estimator.locales import LANGUAGES, words
from estimator.practice.model import Kine, Practice, Price
from tests.documents.papers import plain, root_of

TODAY, DAY = date(2025, 6, 2), date(2025, 9, 1)
BOUND = Kine(name="An Peeters", conventioned=True)
FREE = Kine(
    name="An Peeters",
    conventioned=False,
    prices=(
        Price(fee=Decimal(40), first_fee=Decimal(50)),
        Price(at_home=True, fee=Decimal(45)),
    ),
)
PRACTICE = Practice(practice_name="De Linde", kines=(BOUND,))
LEAVES = StatusChange(PRACTICE, BOUND, FREE, DAY)
JOINS = StatusChange(PRACTICE, FREE, BOUND, DAY)


def read(change: StatusChange, language: str) -> str:
    """The letter in one language, on one line."""
    practice = replace(change.practice, languages=(language,))
    pdf = status_letter(change._replace(practice=practice), TODAY)
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return plain(page.extract_text())


#: 9 x 6.25; at 40 euros 9 x 21.58 + 10. 60 x 5.50; 60 x 21.02 + 10 (25.30 - 6.32 paid back).
ROWS = {
    "fr": ("56,25 € 204,22 €", "112,50 € 398,44 €", "330,00 € 1 271,20 €", "120,00 € 120,00 €"),
    "nl": ("56,25 € 204,22 €", "112,50 € 398,44 €", "330,00 € 1.271,20 €", "120,00 € 120,00 €"),
    "de": ("56,25 € 204,22 €", "112,50 € 398,44 €", "330,00 € 1.271,20 €", "120,00 € 120,00 €"),
    "en": ("€56.25 €204.22", "€112.50 €398.44", "€330.00 €1,271.20", "€120.00 €120.00"),
}
TOLD = {
    "fr": ("À partir du 1er septembre 2025, votre kiné n'est plus conventionné", "article 5"),
    "nl": ("Vanaf 1 september 2025 is uw kinesist niet meer geconventioneerd", "artikel 5"),
    "de": ("Ab dem 1. September 2025 ist Ihr Kinesitherapeut nicht mehr", "Artikel 5"),
    "en": ("From 1 September 2025 on your physiotherapist is no longer", "article 5"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_courses_before_and_after(language: str) -> None:
    text = read(LEAVES, language)
    assert [row for row in (*ROWS[language], *TOLD[language]) if row not in text] == []
    assert plain(words(language)("status_letter.bim")) in text
    assert plain(words(language).euros(Decimal(45))) in text
    assert text.count("An Peeters") == 2


def test_the_other_way_round() -> None:
    text = read(JOINS, "nl")
    assert "Vanaf 1 september 2025 is uw kinesist geconventioneerd" in text
    assert "Ervoor: Niet geconventioneerd Erna: Geconventioneerd" in text
    assert "204,22 € 56,25 €" in text
    assert "Het tarief van de overeenkomst." in text
    assert "elke zitting" not in text  # unusual hours may cost more
    assert "aan huis: 45,00 €" not in text


def test_what_nobody_knows_yet_is_a_range() -> None:
    text = read(LEAVES._replace(day=date(2026, 12, 1)), "fr")
    # 9 sessions from 1 December 2026 end that year; the last of 18 come after it.
    assert "56,25 € 204,22 €" in text
    assert "112,50 € 343,27 € à 398,44 €" in text
    assert "Personne ne sait encore si la mutualité remboursera toujours 25 % de moins" in text


def test_at_home_only_the_price_at_home_counts() -> None:
    """33.88 - 6.25 = 27.63, - 6.90 = 20.73; 45 - 20.73 = 24.27, nine times."""
    at_home = LEAVES._replace(practice=replace(PRACTICE, setting=Setting.HOME))
    assert "218,43 €" in read(at_home, "fr")


def test_without_a_known_price_nothing_is_priced() -> None:
    text = read(JOINS._replace(before=Kine(conventioned=False)), "fr")
    assert words("fr")("status_letter.courses") not in text
    assert "Le tarif de la convention" in text


def test_a_page_a_language_tagged_and_the_same_every_time() -> None:
    pdf = status_letter(LEAVES, TODAY)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == len(LANGUAGES)
    assert b"pdfuaid" in root_of(pdf)["/Metadata"].get_data()
    assert root_of(pdf)["/MarkInfo"]["/Marked"]
    assert status_letter(LEAVES, TODAY) == pdf
