"""The written estimate, opened and read back."""

import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import typst
import zxingcpp
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from PIL import Image

from estimator import (
    Case,
    InvalidAnswer,
    Pathology,
    Payer,
    Payment,
    Setting,
    compare,
    tariffs,
)
from estimator.documents.content import paper_of
from estimator.documents.pdf import HERE, fonts, texts
from estimator.locales import LANGUAGES, words
from estimator.wording.headline import certainty, why_open
from estimator.wording.notices import source_title
from estimator.wording.situations import label_of
from tests.documents.papers import (
    ADDRESS,
    LONGEST,
    TODAY,
    case,
    compared,
    plain,
    read,
    root_of,
    text_of,
    totals,
    written,
)
from tests.engine.cases import COMBINATIONS

BOOK = tariffs().book
FEW = settings(max_examples=12, deadline=None, derandomize=True)
NEVER_PERSONAL = re.compile(r"current|pathologie|40", re.IGNORECASE)


def embedded(pdf: bytes) -> list[bool]:
    """For each font of the page: is it in the file, cut down to the signs used?"""
    found = []
    page: Any = read(pdf).pages[0]
    for font in page["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        name = str(descendant["/BaseFont"])
        found.append("/FontFile2" in descendant["/FontDescriptor"] and "+" in name)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_the_amounts_of_both_kinds_to_the_cent(language: str) -> None:
    comparison = compared()
    text = text_of(written(comparison, language))
    said = {plain(words(language).euros(amount)) for amount in totals(comparison)}
    assert {amount for amount in said if amount not in text} == set()
    assert plain(words(language).euros(comparison.difference)) in text


def test_the_amounts_are_those_a_person_reads_on_the_page() -> None:
    text = text_of(written(compared()))
    for amount in ("727,19 €", "336,96 €", "390,23 €", "21,68 €", "112,50 €", "277,73 €"):
        assert amount in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_what_is_handed_over_and_what_an_insurance_pays(language: str) -> None:
    payment = Payment(third_party=False, insurance_percent=70, insurance_cap=Decimal(50))
    paid = text_of(written(compared(), language, conventioned=True, payment=payment))
    say = words(language)
    for amount in ("561.59", "112.50", "50.00", "62.50"):
        assert plain(say.euros(Decimal(amount))) in paid
    assert plain(say("payment.left_after")) in paid


def test_where_another_pays_no_amount_of_the_mutuality_is_printed() -> None:
    payment = Payment(other_payer=Payer.WORK_ACCIDENT, third_party=True)
    paid = text_of(written(compared(), payment=payment))
    assert "165,60 €" in paid
    assert "accord préalable" in paid
    for amount in ("390,23 €", "112,50 €", "277,73 €"):
        assert amount not in paid


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_the_situation_and_the_type_of_agreement(language: str) -> None:
    situation = BOOK.situations["fa-5"]
    text = text_of(written(compared(pathology=Pathology.FA, situation=situation), language))
    assert "physiotherapy-fa" in text
    assert "fa-5" in text
    assert plain(label_of(words(language), BOOK, "fa-5")) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_language_and_fonts(language: str) -> None:
    pdf = written(compared(), language)
    root, metadata = root_of(pdf), read(pdf).metadata
    assert metadata is not None
    assert metadata.title == words(language)("page.title")
    assert root["/Lang"] == str(words(language).locale).replace("_", "-")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert embedded(pdf) == [True, True]


def test_it_is_tagged_for_screen_readers() -> None:
    root = root_of(written(compared()))
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_rests_on(language: str) -> None:
    comparison, say = compared(), words(language)
    text = text_of(written(comparison, language))
    for sentence in (
        say("keep.made", day=TODAY),
        say("page.limits"),
        say("pathology.current"),
        say("keep.tariff", day=date(2025, 2, 1), status=say("status.derived")),
        *(source_title(say, source) for source in comparison.non_conventioned.sources),
        *(say.day(source.checked_on) for source in comparison.non_conventioned.sources),
    ):
        assert plain(sentence) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_sure_the_amount_is(language: str) -> None:
    comparison, say = compared(start=date(2026, 12, 21)), words(language)
    result = comparison.non_conventioned
    assert result.range
    text = text_of(written(comparison, language))
    low, high = result.range.low.patient, result.range.high.patient
    assert plain(say("keep.from_to", low=low, high=high)) in text
    unbroken = text.replace("- ", "-")  # a line may end within niet-geconventioneerd
    for sentence in (*why_open(say, BOOK, [result]), certainty(say, BOOK, [result])):
        assert plain(sentence) in unbroken


def test_a_cliff_is_said() -> None:
    comparison = compared(sessions=100, start=date(2025, 1, 2))
    notices = {notice.id: notice for notice in comparison.conventioned.notices}
    text = text_of(written(comparison, conventioned=True))
    for cliff in ("overrun", "capped"):
        assert plain(words("fr")(f"notice.{cliff}", **notices[cliff].values)) in text


@pytest.mark.parametrize("conventioned", [True, False, None])
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bim": True}, "compare.bim"),
        ({"pathology": Pathology.PALLIATIVE, "setting": Setting.HOME}, "compare.palliative"),
    ],
)
def test_protected_patients_read_that_there_is_no_difference(
    changes: dict[str, Any], sentence: str, conventioned: bool | None
) -> None:
    text = text_of(written(compared(**changes), conventioned=conventioned))
    assert plain(words("fr")(sentence)) in text
    assert plain(words("fr")("kind.either")) in text


def test_a_surcharge_is_the_only_difference_for_a_protected_patient() -> None:
    comparison = compared(bim=True, surcharge=Decimal(5), sessions=10)
    sentence = words("fr")("keep.surcharge_only", amount=Decimal(50))
    assert plain(sentence) in text_of(written(comparison, conventioned=True))


@pytest.mark.parametrize(
    ("fee", "sentence"), [("20.00", "compare.cheaper"), ("30.80", "compare.dearer")]
)
def test_the_difference_is_said_either_way(fee: str, sentence: str) -> None:
    comparison = compared(fee=Decimal(fee), start=date(2025, 5, 5), sessions=5)
    amount = abs(comparison.difference)
    said = words("fr")(sentence, n=5, amount=amount, fee=Decimal(fee))
    assert plain(said) in text_of(written(comparison))


def test_a_kine_of_unknown_status_gives_a_range_and_both_bills() -> None:
    comparison, say = compared(), words("fr")
    low, high = comparison.conventioned.totals.patient, comparison.non_conventioned.totals.patient
    text = text_of(written(comparison, conventioned=None))
    assert plain(say("keep.from_to", low=low, high=high)) in text
    assert plain(say("choice.yes_no.unknown")) in text
    assert text.count(say("items.total")) == 2


def test_answers_that_count_are_named() -> None:
    told = compared(
        pathology=Pathology.FB,
        service="lymphoedema_45",
        overrun_fee=Decimal("21.50"),
        surcharge=Decimal("4.25"),
        report=True,
        prior_sessions=7,
    )
    text, say = text_of(written(told, conventioned=True)), words("fr")
    assert plain(say("service.lymphoedema_45")) in text
    assert plain(f"{say('field.surcharge')} {say.euros(Decimal('4.25'))}") in text
    assert plain(f"{say('field.overrun_fee')} {say.euros(Decimal('21.50'))}") in text
    assert plain(f"{say('field.prior_sessions')} 7") in text
    assert plain(f"{say('keep.extras')} {say('field.report')}") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("conventioned", [True, False, None])
def test_the_longest_course_stays_on_one_page(language: str, conventioned: bool | None) -> None:
    comparison = compare(LONGEST)
    pdf = written(comparison, language, f"{ADDRESS}&{'x' * 300}", conventioned)
    assert len(read(pdf).pages) == 1
    text = text_of(pdf)
    assert plain(words(language)("page.limits")) in text
    for result in (comparison.conventioned, comparison.non_conventioned):
        assert plain(words(language).euros(result.totals.patient)) in text


def test_what_is_left_out_of_a_long_course_is_counted() -> None:
    text = text_of(written(compare(LONGEST), conventioned=None))
    counted = [plain(words("fr").forms(key)[1]) for key in ("keep.more_rows", "keep.more_notes")]
    for sentence in counted:
        assert re.search(re.escape(sentence).replace(r"\{n\}", r"\d+"), text)


@FEW
@given(st.data())
def test_every_course_makes_one_page(data: st.DataObject) -> None:
    pathology, setting, service = data.draw(st.sampled_from(COMBINATIONS))
    drawn = Case(
        pathology=pathology,
        setting=setting,
        service=service,
        bim=data.draw(st.booleans()),
        conventioned=True,
        fee=Decimal(data.draw(st.integers(0, 9_999_999))) / 100,
        sessions=data.draw(st.integers(1, 400)),
        prior_sessions=data.draw(st.integers(0, 400)),
        start=data.draw(st.dates(BOOK.first_day, BOOK.last_start)),
        per_week=data.draw(st.integers(1, 7)),
        report=data.draw(st.booleans()),
    )
    language = data.draw(st.sampled_from(LANGUAGES))
    status = data.draw(st.sampled_from([True, False, None]))
    try:
        comparison = compare(drawn)
    except InvalidAnswer:
        reject()
    pdf = written(comparison, language, conventioned=status)
    assert len(read(pdf).pages) == 1
    said = words(language).euros(comparison.conventioned.totals.patient)
    assert status is False or plain(said) in text_of(pdf)


def test_the_address_can_be_clicked_read_and_scanned() -> None:
    page: Any = read(written(compared())).pages[0]
    links = [note.get_object()["/A"]["/URI"] for note in page["/Annots"]]
    assert set(links) == {ADDRESS}
    paper = paper_of(compared(), words("fr"), BOOK, False, Payment())
    inputs = {"texts": json.dumps(texts(paper, ADDRESS, TODAY))}
    layout = (HERE / "pdf.typ").read_bytes()
    picture = typst.compile(layout, format="png", ppi=150, font_paths=fonts(), sys_inputs=inputs)
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))] == [
        ADDRESS
    ]
    assert ADDRESS in text_of(written(compared())).replace(" ", "")


@pytest.mark.parametrize(
    "address", ["https://kine.example/é\x00\x1b<b>#(]", "https://ki.example/見"]
)
def test_an_odd_address_breaks_nothing(address: str) -> None:
    assert len(read(written(compared(), address=address)).pages) == 1


def test_the_same_day_gives_the_same_bytes() -> None:
    assert written(compared()) == written(compared())


def test_the_metadata_tells_nothing_of_the_person() -> None:
    pdf = written(compare(case(bim=True)))
    reader = read(pdf)
    assert reader.metadata is not None
    told = {name: value for name, value in reader.metadata.items() if name != "/Title"}
    assert set(told) == {"/Creator", "/CreationDate", "/ModDate"}
    assert {told["/CreationDate"], told["/ModDate"]} == {"D:20250505000000Z"}
    xmp = root_of(pdf)["/Metadata"].get_data().decode()
    assert not NEVER_PERSONAL.search(" ".join([*map(str, told.values()), xmp.split("uuid")[0]]))
