"""The QR code leads to the link; the notice holds the amounts, in every language asked."""

import io
from dataclasses import replace
from datetime import date

import numpy as np
import pypdf
import pytest
import zxingcpp
from PIL import Image

from estimator import Pathology, tariffs
from estimator.documents import poster as notice
from estimator.documents.poster import notice_pdf
from estimator.documents.qr import qr_png, qr_svg
from estimator.embed.presets import presets_from
from estimator.embed.snippet import link
from estimator.practice.model import Practice

TODAY = date(2025, 6, 2)
PRESETS = presets_from(
    [
        ("practice_name", "Cabinet *X* & #Y"),
        ("conventioned", "false"),
        ("fee", "40"),
        ("fee_home", "45"),
    ]
).practice
CONVENTIONED = [("conventioned", "true"), ("languages", "fr")]
BASE = "https://kine.example/"
ADDRESS = link(BASE, PRESETS)


def read(practice: Practice, today: date = TODAY) -> list[str]:
    """The text of each page, spaces of every kind as one."""
    pdf = notice_pdf(practice, base=BASE, today=today)
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_the_qr_code_holds_the_link() -> None:
    picture = Image.open(io.BytesIO(qr_png(ADDRESS))).convert("L")
    found = zxingcpp.read_barcode(np.asarray(picture))
    assert found is not None
    assert found.text == ADDRESS


def test_the_drawing_is_a_picture_and_nothing_else() -> None:
    drawing = qr_svg(ADDRESS).decode()
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
    page = read(presets_from([("practice_name", name), *CONVENTIONED]).practice)[0]
    told, _, _ = page.partition("Votre kiné est conventionné")
    assert sorted(told.split()) == sorted(printed.split())


@pytest.mark.parametrize(
    "name",
    ["फिजियोथेरेपी क्लिनिक", "กายภาพบำบัด", "ਫਿਜ਼ੀਓਥੈਰੇਪੀ", "ফিজিওথেরাপি", "பிசியோதெரபி", "עיאדה Kiné 24"],
)
def test_letters_that_are_shaped_together_are_printed(name: str) -> None:
    """What such a file says of its letters is for each drawing the letters that it stands for."""
    page = read(presets_from([("practice_name", name), *CONVENTIONED]).practice)[0]
    told, _, _ = page.partition("Votre kiné est conventionné")
    assert set(name.split()[0]) <= set(told)


def test_an_address_of_any_letters_is_printed() -> None:
    practice = presets_from(CONVENTIONED).practice
    pdf = notice_pdf(practice, base="https://kiné.example/物/", today=TODAY)
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert "https://kin%C3%A9.example/%E7%89%A9/" in page.extract_text()


def test_a_page_for_each_language() -> None:
    pages = read(PRESETS)
    titles = ["n'est pas conventionné", "niet geconventioneerd", "nicht konventioniert"]
    assert all(title in page for title, page in zip(titles, pages, strict=False))
    assert "is not conventioned" in pages[3]
    assert all("Cabinet *X* & #Y" in page for page in pages)


def test_the_link_of_each_page_opens_in_its_language() -> None:
    for language, page in zip(PRESETS.languages, read(PRESETS), strict=True):
        assert link(BASE, replace(PRESETS, lang=language)) in page.replace(" ", "")


def test_the_fees_stand_beside_the_official_ones() -> None:
    page = read(PRESETS)[0]
    # 24.55 - 6.13 (25 % cut down) = 18.42; 33.88 - 6.25 = 27.63, - 6.90 = 20.73
    assert "Cabinet du kinésithérapeute 30,80 € 40,00 € 18,42 € 21,58 €" in page
    assert "Domicile du patient 33,88 € 45,00 € 20,73 € 24,27 €" in page
    assert page.count("28,30 € 2,50 €") == 1
    assert "Depuis le 1er mai 2025, votre mutualité rembourse 25 % de moins" in page


def test_it_says_who_computed_and_how_sure_it_is() -> None:
    page = read(PRESETS)[0]
    assert "calculés par l'estimateur en ligne" in page
    assert "pas par le cabinet" in page
    assert "la liste officielle n'a pas été lue" in page
    assert "Textes officiels" not in page
    assert "(texte lu en entier)" in page


def test_what_nobody_knows_yet_is_said() -> None:
    asks = "Personne ne sait encore si la mutualité remboursera toujours 25 % de moins"
    assert asks in read(PRESETS)[0]
    later = read(PRESETS, date(2027, 1, 4))[0]
    assert asks in later
    assert "Depuis le 1er mai 2025" not in later
    assert "15,45 € à 21,58 €" in later


@pytest.mark.parametrize("conventioned", ["true", "false"])
def test_fees_that_nobody_knows_yet_are_said_to_be_unknown(conventioned: str) -> None:
    practice = presets_from(
        [("conventioned", conventioned), ("fee", "40"), ("languages", "fr")]
    ).practice
    unknown = "Les tarifs à partir du 1er janvier 2027 ne sont pas connus"
    assert unknown not in read(practice)[0]
    pages = read(practice, date(2027, 1, 4))
    assert len(pages) == 1
    assert pages[0].count(unknown) == 1


def test_the_limit_is_that_of_the_tariffs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "18 par année civile" in read(PRESETS)[0]
    sheet = tariffs()
    key = ("normal_sessions", Pathology.CURRENT)
    (first_day, limit), *_ = sheet.book.limits[key].items()
    limits = {**sheet.book.limits, key: {first_day: limit._replace(value=17)}}
    other = replace(sheet, book=replace(sheet.book, limits=limits))
    monkeypatch.setattr(notice, "tariffs", lambda: other)
    assert "17 par année civile" in read(PRESETS)[0]


def test_a_conventioned_practice_asks_the_official_fees() -> None:
    page = read(presets_from([("conventioned", "true"), ("languages", "nl")]).practice)
    assert len(page) == 1
    assert "Uw kinesist is geconventioneerd" in page[0]
    assert "30,80 € 30,80 € 24,55 € 6,25 €" in page[0]
    assert "25 %" not in page[0]


def test_no_reduction_is_told_of_on_a_day_without() -> None:
    page = read(PRESETS, date(2025, 3, 3))[0]
    assert "25 % de moins que" not in page
    assert "40,00 € 24,55 € 15,45 €" in page


def test_a_fee_not_given_leaves_its_place_out() -> None:
    practice = presets_from(
        [("conventioned", "false"), ("fee", "40"), ("languages", "fr")]
    ).practice
    page = read(practice)[0]
    assert "Domicile du patient" not in page
    assert "40,00 €" in page


@pytest.mark.parametrize("setting", ["home", "elderly_home", "day_hospital"])
def test_a_practice_of_one_place_shows_that_place(setting: str) -> None:
    practice = presets_from(
        [("conventioned", "true"), ("setting", setting), ("languages", "en")]
    ).practice
    page = read(practice)[0]
    assert page.count("with increased reimbursement (BIM)") == 1


def test_the_same_day_gives_the_same_bytes() -> None:
    once, again = (notice_pdf(PRESETS, base=BASE, today=TODAY) for _ in range(2))
    assert once == again
