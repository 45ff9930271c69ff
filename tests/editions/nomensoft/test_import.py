"""NomenSoft's files taken in: a derived edition becomes official, or a fault is named."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from estimator.engine.estimate import estimate
from estimator.engine.model.result import Result
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.numbers.layout import lay_out
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import load
from estimator.engine.tariffs.prices import unit_price
from tests.editions.conftest import Desk, frozen
from tests.editions.nomensoft import made
from tests.editions.test_golden_files import holds
from tests.engine.cases import case
from tests.frozen import FROZEN

DAY = "2025-02-01"
BOOK = load(FROZEN)
OURS = made.ours(BOOK, DAY)

FORMS: dict[str, Callable[[Path], Path]] = {
    "folder": lambda place: made.folder_of(OURS, place / "fees"),
    "kinds beside": lambda place: made.folder_of(OURS, place / "fees", own_kind=True),
    "bulk": lambda place: made.bulk_of(OURS, place / "fees"),
    "zip": lambda place: made.zip_of(made.folder_of(OURS, place / "x"), place / "fees.zip"),
}


def with_amounts(code: str, **changes: int) -> made.Sheet:
    """Our amounts with those of one code changed; `k0` is kind 0."""
    amounts = dict(OURS.amounts[code]) | {int(kind[1:]): it for kind, it in changes.items()}
    return OURS._replace(amounts={**OURS.amounts, code: amounts})


def cost(book: TariffBook, **changes: object) -> Result:
    return estimate(case(**changes), lay_out(book))


@pytest.mark.parametrize("form", FORMS)
def test_a_derived_edition_becomes_official(desk: Desk, form: str) -> None:
    before = cost(BOOK, start=date(2025, 3, 3), sessions=18)
    assert before.status == "derived"
    assert desk.take_in(FORMS[form](desk.place), day=DAY) == 0, desk.complained
    assert "No fee changes." in desk.said
    assert problems_in(desk.tariffs) == []
    book = load(desk.tariffs)
    edition = book.editions[date(2025, 2, 1)]
    assert (edition.status, edition.index_percent) == ("official", None)
    assert edition.known_until == date(2026, 12, 31), "as before, though --until was left out"
    rows = book.multipliers[date(2025, 2, 1)].values()
    assert len(rows) == 204
    assert {row.status for row in rows} == {"official"}
    after = cost(book, start=date(2025, 3, 3), sessions=18)
    assert after.status == "official"
    assert after.totals == before.totals
    assert "index_2025" not in {notice.id for notice in after.notices}
    holds(desk.golden / f"nomensoft-{DAY}.csv", book)


def test_the_source_is_the_circular(desk: Desk) -> None:
    assert desk.take_in(made.folder_of(OURS, desk.place / "fees"), day=DAY) == 0
    book = load(desk.tariffs)
    source = book.sources[f"nomensoft-{DAY}"]
    assert source.title == "NomenSoft, OA2025_362"
    row = book.multiplier("560011", date(2025, 2, 1))
    assert (row.source, row.page, row.fee) == (source.id, "OA2025_362", Decimal("30.80"))
    assert row.multiplier == Decimal("1.283500"), "the one that we had gives this fee"
    assert book.multiplier("560055", date(2025, 2, 1)).fee is None, "starred: a base, not a fee"


def test_what_is_not_known_is_told_and_not_used(desk: Desk) -> None:
    assert desk.take_in(made.bulk_of(OURS, desk.place / "fees"), day=DAY) == 0
    assert "Kind of amount 1510 (Sorte 1510)" in desk.said
    assert "204 rows read, not used" in desk.said
    assert "1 code of another profession is left aside." in desk.said
    assert "NomenSoft says nothing about the 25% rule" in desk.said


def test_another_fee_is_taken_to_the_cent(desk: Desk) -> None:
    """M is fee ÷ coefficient where the M that we had gives another fee."""
    sheet = with_amounts("560011", k0=3083, k1300=2833, k1600=2458)
    assert desk.take_in(made.folder_of(sheet, desk.place / "fees"), day=DAY) == 0
    assert re.search(r"560011 +Session +1\.2835 +1\.284583 +€30\.80 +€30\.83", desk.said)
    book = load(desk.tariffs)
    price = unit_price(book, "560011", date(2025, 2, 1), bim=False)
    assert (price.official_fee, price.reimbursed) == (3083, 2458)
    assert book.multiplier("560011", date(2025, 2, 1)).fee == Decimal("30.83")


def test_a_share_that_changes_for_its_whole_class_is_taken(desk: Desk) -> None:
    codes = BOOK.nomenclature(date(2025, 2, 1)).codes
    amounts = {
        code: {**of, 3600: of[3600] + 25, 1600: of[1600] - 25}
        if codes[code].copayment_class == "current"
        else of
        for code, of in OURS.amounts.items()
    }
    sheet = OURS._replace(amounts=amounts)
    assert desk.take_in(made.folder_of(sheet, desk.place / "fees"), day=DAY) == 0
    assert "class current: BIM €2.50 → €2.50, others €6.25 → €6.50" in desk.said
    share = load(desk.tariffs).copayment("current", date(2025, 2, 1))
    assert (share.not_bim, share.status) == (Decimal("6.50"), "official")


def test_travel_is_taken_where_it_is_there(desk: Desk) -> None:
    travel = {"639133": {0: 116, 1300: 70, 1600: 17}, "639170": {0: 116}}
    sheet = OURS._replace(amounts={**OURS.amounts, **travel})
    assert desk.take_in(made.folder_of(sheet, desk.place / "fees"), day=DAY) == 0
    assert "Travel costs, code 639133: €1.13 → €1.16" in desk.said
    row = load(desk.tariffs).travel["639133"][date(2025, 2, 1)]
    assert (row.amount, row.status, row.page) == (Decimal("1.16"), "official", "OA2025_362")


def refused(desk: Desk, taken: Path, *options: str) -> str:
    assert desk.take_in(taken, *options, day=DAY) == 1
    assert desk.files() == frozen()
    return desk.complained


@pytest.mark.parametrize(
    ("told", "instead", "line", "reason"),
    [
        ("<fee>30.800000</fee>", "<fee>30.900000</fee>", 3, "the fee is €30.90, but"),
        ("<nomen_desc_fr>", "<x>1</x><nomen_desc_fr>", 6, "the element ‘x’ is not known here"),
        ("560011", "999999", 4, "nomen_code: code 999999 is not in our nomenclature"),
        (f"<dbegin_fee>{DAY}", "<dbegin_fee>2025-02-30", 7, "‘2025-02-30"),
        ("OA2025_362", "=cmd|x", 13, "author_doc: ‘=cmd|x’ cannot be read"),
        ("<fee>30.800000", "<fee>-30.800000", 12, "fee: ‘-30.800000’ is not an amount"),
        ("<fee>30.800000", "<fee>30.805000", 12, "fee: ‘30.805000’ is not an amount"),
        ("<fee_code_cat>0", "<fee_code_cat>H", 9, "‘H’ is not the number of a kind"),
    ],
)
def test_an_altered_file_is_named_with_its_line(
    desk: Desk, told: str, instead: str, line: int, reason: str
) -> None:
    folder = made.folder_of(OURS, desk.place / "fees")
    file = folder / made.name_of([*OURS.amounts].index("560011"))
    file.write_text(file.read_text("utf-8").replace(told, instead, 1), "utf-8")
    said = refused(desk, folder)
    assert said.startswith(f"{file.name}:{line}: ")
    assert reason in said
    assert said.endswith("Nothing is written.\n")


def test_codes_that_are_missing_are_named(desk: Desk) -> None:
    amounts = {code: of for code, of in OURS.amounts.items() if code != "560011"}
    folder = made.folder_of(OURS._replace(amounts=amounts), desk.place / "fees")
    assert "fees:1: code 560011: no amount for 1 February 2025." in refused(desk, folder)
    assert desk.take_in(folder, "--settle", "560033", day=DAY) == 2
    assert "nothing to settle" in desk.complained


def test_an_unlike_share_within_a_class_is_refused(desk: Desk) -> None:
    sheet = with_amounts("560011", k1600=2450, k3600=630)
    said = refused(desk, made.folder_of(sheet, desk.place / "fees"))
    assert "code 560011: the patient's share is €2.50 (BIM) and €6.30" in said
    assert "class current have €2.50 and €6.25" in said


def test_two_amounts_on_one_day_are_refused_and_the_same_twice_is_not(desk: Desk) -> None:
    folder = made.folder_of(OURS, desk.place / "fees")
    (folder / "z1").write_text(made.code_file(OURS, "560011"), "utf-8")
    other = with_amounts("560011", k0=3081, k1300=2831, k1600=2456)
    assert desk.take_in(folder, day=DAY) == 0
    (folder / "z2").write_text(made.code_file(other, "560011"), "utf-8")
    assert desk.take_in(folder, "--replace", day=DAY) == 1
    assert "gives another amount for 1 February 2025" in desk.complained


def test_another_official_edition_stands_unless_replaced(desk: Desk) -> None:
    assert desk.take_in(made.folder_of(OURS, desk.place / "a"), day=DAY) == 0
    sheet = with_amounts("560011", k0=3083, k1300=2833, k1600=2458)
    other = made.folder_of(sheet, desk.place / "b")
    assert desk.take_in(other, day=DAY) == 2
    assert desk.take_in(other, "--replace", day=DAY) == 0


def test_fees_that_begin_later_are_told(desk: Desk) -> None:
    folder = made.folder_of(OURS, desk.place / "fees")
    later = OURS._replace(first_day="2026-01-01", amounts={"560011": OURS.amounts["560011"]})
    (folder / "later").write_text(made.code_file(later, "560011"), "utf-8")
    assert desk.take_in(folder, day=DAY) == 0
    assert "from 1 January 2026 the files have other rows for 1 code" in desk.said
