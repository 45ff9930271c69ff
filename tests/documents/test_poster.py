"""The QR code leads to the link; the notice holds the amounts, in every language asked."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pypdf
import pytest
import zxingcpp
from PIL import Image

from estimator import Pathology, Setting, tariffs
from estimator.documents import poster as notice
from estimator.documents.poster import notice_pdf
from estimator.documents.qr import qr_png, qr_svg
from estimator.locales import words
from estimator.practice.model import Kine, Practice, Price
from tests.documents.papers import root_of

TODAY = date(2025, 6, 2)
FORTY = Price(fee=Decimal(40))
OTHER = Kine(
    conventioned=False, prices=(FORTY, Price(at_home=True, fee=Decimal(45))), missed=Decimal(20)
)
BOUND = Kine(conventioned=True)
NAMED = Practice(practice_name="Cabinet *X* & #Y", kines=(OTHER,))
CONVENTIONED = Practice(kines=(BOUND,), languages=("fr",))
#: Two statuses, two kinés alike, prices by group and place.
THREE = Practice(
    kines=(
        replace(BOUND, name="An", special_hours=Decimal(5)),
        Kine(
            name="Tom",
            conventioned=False,
            prices=(
                replace(FORTY, first_fee=Decimal(50)),
                Price(pathology=Pathology.FB, fee=Decimal(42)),
                Price(at_home=True, fee=Decimal(45)),
            ),
        ),
        replace(BOUND, name="Bea", special_hours=Decimal(5)),
    ),
    languages=("nl",),
)
BASE = "https://kine.example/"


def address(language: str) -> str:
    return f"{BASE}?practice_name=Linde&conventioned=false&fee=40&lang={language}"


def made(practice: Practice, today: date = TODAY) -> bytes:
    return notice_pdf(practice, address=address, today=today)


def read(practice: Practice, today: date = TODAY) -> list[str]:
    """The text of each page, spaces of every kind as one."""
    pages = pypdf.PdfReader(io.BytesIO(made(practice, today))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def largest_amount(practice: Practice) -> float:
    """The size of the type that amounts are printed in, in points."""
    found: list[float] = []

    def note(text: str, _: Any, matrix: list[float], __: Any, size: float) -> None:
        if "€" in text:
            found.append(size * abs(matrix[3]))

    pypdf.PdfReader(io.BytesIO(made(practice))).pages[0].extract_text(visitor_text=note)
    return max(found)


def test_the_qr_code_holds_the_link() -> None:
    picture = Image.open(io.BytesIO(qr_png(address("nl")))).convert("L")
    found = zxingcpp.read_barcode(np.asarray(picture))
    assert found is not None
    assert found.text == address("nl")


def test_the_drawing_is_a_picture_and_nothing_else() -> None:
    drawing = qr_svg(address("nl")).decode()
    assert drawing.startswith("<svg")
    assert "script" not in drawing


NAMES = {
    "Cabinet 😀 Kiné": "Cabinet Kiné",
    "קליניקת השלום": "קליניקת השלום",
    "قسم العلاج الطبيعي": "قسم العلاج الطبيعي",
    "ფიზიოთერაპია": "ფიზიოთერაპია",
    "Ֆիզիոթերապիա": "Ֆիզիոթերապիա",
    "ⴰⵎⵙⵙⵓⵊⵊⵉ": "ⴰⵎⵙⵙⵓⵊⵊⵉ",
    "物理治療": "",
}


@pytest.mark.parametrize(("name", "printed"), NAMES.items())
def test_a_practice_of_any_name_gets_its_notice(name: str, printed: str) -> None:
    """Words of a name that reads from right to left come out of the file in any order."""
    page = read(replace(CONVENTIONED, practice_name=name))[0]
    told, _, _ = page.partition("Votre kiné est conventionné")
    assert sorted(told.split()) == sorted(printed.split())


@pytest.mark.parametrize(
    "name",
    ["फिजियोथेरेपी क्लिनिक", "กายภาพบำบัด", "ਫਿਜ਼ੀਓਥੈਰੇਪੀ", "ফিজিওথেরাপি", "பிசியோதெரபி", "עיאדה Kiné 24"],
)
def test_letters_that_are_shaped_together_are_printed(name: str) -> None:
    """What such a file says of its letters is for each drawing the letters that it stands for."""
    page = read(replace(CONVENTIONED, practice_name=name))[0]
    told, _, _ = page.partition("Votre kiné est conventionné")
    assert set(name.split()[0]) <= set(told)


def test_an_address_of_any_letters_is_printed() -> None:
    odd = "https://kiné.example/物/"
    pdf = notice_pdf(CONVENTIONED, address=odd.format, today=TODAY)
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert "https://kin%C3%A9.example/%E7%89%A9/" in page.extract_text()


def test_a_page_for_each_language() -> None:
    pages = read(NAMED)
    titles = ["n'est pas conventionné", "niet geconventioneerd", "nicht konventioniert"]
    assert all(title in page for title, page in zip(titles, pages, strict=False))
    assert "is not conventioned" in pages[3]
    assert all("Cabinet *X* & #Y" in page for page in pages)


def test_the_link_of_each_page_opens_in_its_language() -> None:
    for language, page in zip(NAMED.languages, read(NAMED), strict=True):
        assert address(language) in page.replace(" ", "")


def test_the_fees_stand_beside_the_official_ones() -> None:
    page = read(NAMED)[0]
    # 24.55 - 6.13 (25 % cut down) = 18.42; 33.88 - 6.25 = 27.63, - 6.90 = 20.73
    assert "Au cabinet 30,80 € 40,00 € 18,42 € 21,58 € 2,50 €" in page
    assert "À domicile 33,88 € 45,00 € 20,73 € 24,27 € 2,50 €" in page
    assert "Depuis le 1er mai 2025, votre mutualité rembourse 25 % de moins" in page


def test_the_intake_is_shown_apart_from_the_first_session() -> None:
    # 40.00 + 7.19; left 21.58, and of the intake 7.19 - 5.40 (a quarter, 1.79, is withheld)
    told = "Premier rendez-vous (au cabinet) : séance 40,00 € + bilan de départ (intake) 7,19 €."
    page = read(NAMED)[0]
    assert f"{told} Pour vous 23,37 €, avec le BIM 2,50 €." in page
    assert "20,00 €, jamais remboursés" in page


def test_every_kine_stands_on_the_notice_those_alike_together() -> None:
    (page,) = read(THREE)
    assert page.startswith("Uw kinesisten, hun statuut en hun prijzen")
    assert "An, Bea: geconventioneerd" in page
    bound, other = page.split("Tom: niet-geconventioneerd")
    assert "In de praktijk 30,80 € 24,55 € 6,25 € 2,50 €" in bound
    assert "5,00 € meer per zitting, nooit terugbetaald" in bound
    # 30.80 - 5.50 = 25.30, - 6.32 = 18.98; with BIM the fixed share of the F list is 2.00
    group = "Chronische aandoening van de F-lijst (Fb), in de praktijk"
    assert f"{group} 30,80 € 42,00 € 18,98 € 23,02 € 2,00 €" in other
    assert "zitting 50,00 € + eerste onderzoek (intake) 7,19 €" in other


def test_the_type_fills_the_page_as_far_as_it_has_room() -> None:
    one, three = largest_amount(CONVENTIONED), largest_amount(THREE)
    assert one > 14 > three > 9
    assert largest_amount(replace(NAMED, languages=("nl",))) > 11


def test_a_practice_of_many_prices_says_which_page_of_how_many() -> None:
    kines = [
        replace(OTHER, name=f"Kiné {number}", missed=Decimal(number)) for number in range(1, 13)
    ]
    pages = read(Practice(kines=tuple(kines), languages=("fr", "nl")))
    assert [page[-5:] for page in pages] == ["1 / 3", "2 / 3", "3 / 3"] * 2


def test_six_kines_of_three_kinds_fit_one_page() -> None:
    kines = [replace(kine, name=f"{kine.name} {n}") for kine in THREE.kines[:2] for n in range(3)]
    assert len(read(replace(THREE, kines=tuple(kines)))) == 1


@pytest.mark.parametrize(("status", "key"), [(True, "conventioned"), (False, "non_conventioned")])
def test_kines_of_one_status_share_the_title(status: bool, key: str) -> None:
    kine = BOUND if status else OTHER
    practice = Practice(kines=(replace(kine, name="A"), replace(kine, name="B")))
    for language, page in zip(practice.languages, read(practice), strict=True):
        assert page.startswith(words(language)(f"poster.title.{key}"))


def test_a_price_that_is_not_told_is_to_be_asked_for() -> None:
    silent = Kine(name="Zoë", conventioned=False)
    (page,) = read(Practice(kines=(BOUND, silent), languages=("en",)))
    assert "Ask for the price before the first session." in page


def test_it_is_tagged_for_screen_readers() -> None:
    root = root_of(made(THREE))
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_it_says_who_computed_and_how_sure_it_is() -> None:
    page = read(NAMED)[0]
    assert "calculés par l'estimateur en ligne" in page
    assert "pas par le cabinet" in page
    assert "la liste officielle n'a pas été lue" in page
    assert "Textes officiels" not in page
    assert "(texte lu en entier)" in page


def test_what_nobody_knows_yet_is_said() -> None:
    asks = "Personne ne sait encore si la mutualité remboursera toujours 25 % de moins"
    assert asks in read(NAMED)[0]
    later = read(NAMED, date(2027, 1, 4))[0]
    assert asks in later
    assert "Depuis le 1er mai 2025" not in later
    assert "15,45 € à 21,58 €" in later


@pytest.mark.parametrize("kine", [BOUND, OTHER])
def test_fees_that_nobody_knows_yet_are_said_to_be_unknown(kine: Kine) -> None:
    practice = Practice(kines=(kine,), languages=("fr",))
    unknown = "Les tarifs à partir du 1er janvier 2027 ne sont pas connus"
    assert unknown not in read(practice)[0]
    pages = read(practice, date(2027, 1, 4))
    assert len(pages) == 1
    assert pages[0].count(unknown) == 1


def test_the_limit_is_that_of_the_tariffs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "18 par année civile" in read(NAMED)[0]
    sheet = tariffs()
    key = ("normal_sessions", Pathology.CURRENT)
    (first_day, limit), *_ = sheet.book.limits[key].items()
    limits = {**sheet.book.limits, key: {first_day: limit._replace(value=17)}}
    other = replace(sheet, book=replace(sheet.book, limits=limits))
    monkeypatch.setattr(notice, "tariffs", lambda: other)
    assert "17 par année civile" in read(NAMED)[0]


def test_a_conventioned_practice_asks_the_official_fees() -> None:
    page = read(replace(CONVENTIONED, languages=("nl",)))
    assert len(page) == 1
    assert "Uw kinesist is geconventioneerd" in page[0]
    assert "In de praktijk 30,80 € 24,55 € 6,25 € 2,50 €" in page[0]
    assert "25 %" not in page[0]


def test_no_reduction_is_told_of_on_a_day_without() -> None:
    page = read(NAMED, date(2025, 3, 3))[0]
    assert "25 % de moins que" not in page
    assert "40,00 € 24,55 € 15,45 €" in page


def test_a_fee_not_given_leaves_its_place_out() -> None:
    practice = Practice(kines=(replace(OTHER, prices=(FORTY,)),), languages=("fr",))
    page = read(practice)[0]
    assert "À domicile" not in page
    assert "40,00 €" in page


@pytest.mark.parametrize(
    ("setting", "row"),
    [
        (Setting.HOME, "€33.88 €27.63 €6.25 €2.50"),
        (Setting.ELDERLY_HOME, "€18.69 €16.69 €2.00 €1.00"),
        (Setting.DAY_HOSPITAL, "€13.10 €11.10 €2.00 €1.00"),
    ],
)
def test_a_practice_of_one_place_shows_that_place(setting: Setting, row: str) -> None:
    (page,) = read(replace(CONVENTIONED, setting=setting, languages=("en",)))
    assert re.findall(r"(?:€\d+\.\d\d ){3}€\d+\.\d\d", page) == [row]


def test_the_same_day_gives_the_same_bytes() -> None:
    once, again = (made(NAMED) for _ in range(2))
    assert once == again
