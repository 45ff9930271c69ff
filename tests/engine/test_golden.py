"""Every amount printed in the official texts, to the cent; golden files are typed from them."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from estimator.engine.model.money import cents, euros
from estimator.engine.model.tariff_book import in_force
from estimator.engine.tariffs.prices import UnitPrice, official_fee, unit_price
from tests.engine.cases import BOOK as FROZEN
from tests.engine.cases import GOLDEN, rows_of
from tests.shipped import BOOK, needs_tariff_of

CIRCULAR_DAY, M24_DAY = date(2024, 1, 1), date(2024, 2, 1)
HALF_A_MILLIONTH = Decimal("0.0000005")
CIRCULAR = rows_of(GOLDEN / "circular-2024-01-01.csv")
M24_FEES = rows_of(GOLDEN / "convention-m24-fees.csv")
M24_MULTIPLIERS = rows_of(GOLDEN / "convention-m24-multipliers.csv")
PUBLIC = rows_of(GOLDEN / "public-amounts.csv")

#: Chapters of the circular, and paragraphs of article 7 § 1: read anew from the document, not taken
#: from the code that imports circulars, so that a wrong reading there shows here.
SETTINGS = {
    "I a": "practice",
    "I b": "practice_in_hospital",
    "I c": "medical_service",
    "II": "home",
    "III a": "disability_home",
    "III b": "psychiatric_home",
    "IV": "hospital",
    "V": "rehabilitation_centre",
    "VI": "elderly_home",
    "VII": "day_hospital",
}
GROUPS = {
    "7 § 1, 1°": "current",
    "7 § 1, 2°": "heavy",
    "7 § 1, 3°": "second_daily_session",
    "7 § 1, 4°": "perinatal",
    "7 § 1, 5°": "fa",
    "7 § 1, 6°": "fb",
    "7 § 1, 7°": "palliative",
    "7 § 1, 8°": "day_hospital",
    "indemnité de déplacement": "travel",
}

#: A row for each code: a pair of ambulatory and hospitalised codes stands on one printed row.
CIRCULAR_CODES = [
    (row[column], row)
    for row in CIRCULAR
    for column in ("code_ambulatory", "code_hospitalised")
    if row[column]
]
#: The fee cells that the circular lost (rules, § 1).
LOST_FEES = {"563172", "563776", "567114", "563275", "563872"}


def price(code: str, on: date, *, bim: bool = False) -> UnitPrice:
    """The price of a code, in cents, at the shipped tariffs."""
    needs_tariff_of(on)
    return unit_price(BOOK, code, on, bim=bim)


def test_no_golden_file_is_cut_short() -> None:
    assert len(CIRCULAR) == 197
    assert len(M24_FEES) == len({row["code"] for row in M24_FEES}) == 144
    assert len(M24_MULTIPLIERS) == len({row["code"] for row in M24_MULTIPLIERS}) == 204
    assert len(PUBLIC) == 22
    printed = [code for code, row in CIRCULAR_CODES]
    travel = [code for code, row in CIRCULAR_CODES if "déplacement" in row["article"]]
    assert len(printed) == len(set(printed)) == 204 + 5
    assert len(travel) == 5
    assert {row["code"] for row in M24_MULTIPLIERS} == set(printed) - set(travel)
    assert set(BOOK.nomenclature(CIRCULAR_DAY).codes) == set(printed)


def test_missing_and_starred_fees_are_the_known_ones() -> None:
    assert {code for code, row in CIRCULAR_CODES if not row["fee"]} == LOST_FEES
    starred = {code for code, row in CIRCULAR_CODES if row["fee"] == "*"}
    codes = BOOK.nomenclature(CIRCULAR_DAY).codes.values()
    assert starred == {code.code for code in codes if code.service == "overrun"}
    assert len(starred) == 21


def test_circular_place() -> None:
    for code, row in CIRCULAR_CODES:
        known = BOOK.code(code, CIRCULAR_DAY)
        assert known.setting == SETTINGS[row["chapter"]], code
        assert known.group == GROUPS[row["article"]], code
        column = "code_ambulatory" if known.patient == "ambulatory" else "code_hospitalised"
        assert row[column] == code


def test_circular_fee() -> None:
    for code, row in CIRCULAR_CODES:
        known = BOOK.code(code, CIRCULAR_DAY)
        made = cents(Decimal(row["multiplier"]) * Decimal(row["coefficient"]))
        assert known.coefficient == Decimal(row["coefficient"]), code
        assert price(code, CIRCULAR_DAY).official_fee == made, code
        if row["fee"] not in ("", "*"):
            assert made == cents(Decimal(row["fee"])), code
        if known.group != "travel":
            multiplier = BOOK.multiplier(code, CIRCULAR_DAY)
            assert multiplier.multiplier == Decimal(row["multiplier"]), code
            printed = None if row["fee"] in ("", "*") else Decimal(row["fee"])
            assert multiplier.fee == printed, code


@pytest.mark.parametrize("bim", [False, True], ids=["not bim", "bim"])
def test_circular_reimbursement(bim: bool) -> None:
    for code, row in CIRCULAR_CODES:
        found = price(code, CIRCULAR_DAY, bim=bim)
        printed = cents(Decimal(row["reimbursed_bim" if bim else "reimbursed_not_bim"]))
        assert found.reimbursed == printed, code
        assert found.covered_fee == printed + found.share, code
        assert found.covered_fee == (0 if code == "639170" else found.official_fee), code
        # No reduction in January 2024.
        assert found.reimbursed_not_conventioned == printed, code


def test_convention_fee() -> None:
    for row in M24_FEES:
        printed = Decimal(row["fee"])
        assert euros(price(row["code"], M24_DAY).official_fee) == printed, row
        assert BOOK.multiplier(row["code"], M24_DAY).fee == printed, row


def test_convention_multiplier() -> None:
    for row in M24_MULTIPLIERS:
        multiplier = BOOK.multiplier(row["code"], M24_DAY).multiplier
        assert multiplier == Decimal(row["multiplier"]), row


def test_indexing_the_fee_of_2024_gives_the_same_cents() -> None:
    day = date(2025, 2, 1)
    for row in M24_MULTIPLIERS:
        before = official_fee(FROZEN, FROZEN.code(row["code"], M24_DAY), M24_DAY)
        now = official_fee(FROZEN, FROZEN.code(row["code"], day), day)
        assert now == cents(euros(before) * Decimal("1.0268")), row


def test_a_derived_edition_is_the_one_before_raised_by_its_index() -> None:
    for before, day in pairwise(sorted(BOOK.editions)):
        percent = BOOK.editions[day].index_percent
        if percent is None:
            continue
        for code in BOOK.multipliers[before].keys() & BOOK.multipliers[day].keys():
            raised = BOOK.multiplier(code, before).multiplier * (1 + percent / 100)
            assert abs(BOOK.multiplier(code, day).multiplier - raised) <= HALF_A_MILLIONTH, code


@pytest.mark.parametrize("row", PUBLIC, ids=lambda row: "-".join(list(row.values())[:5]))
def test_public_amount(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["on"])
    found = price(row["code"], on, bim=row["bim"] == "true")
    free = row["conventioned"] == "false"
    back = found.reimbursed_not_conventioned if free else found.reimbursed
    amounts = {"fee": found.official_fee, "reimbursed": back, "patient": found.official_fee - back}
    assert euros(amounts[row["amount"]]) == Decimal(row["value"])


@pytest.mark.parametrize(
    ("code", "bim", "amount", "reimbursed"),
    [
        ("639111", False, "1.31", "1.31"),
        ("639111", True, "1.31", "1.31"),
        ("639133", False, "1.13", "0.17"),
        ("639133", True, "1.13", "0.68"),
        ("639155", False, "1.13", "0.17"),
        ("639155", True, "1.13", "0.68"),
        ("639170", False, "1.13", "0.00"),
        ("639170", True, "1.13", "0.00"),
        ("639192", False, "1.13", "0.17"),
        ("639192", True, "1.13", "0.68"),
    ],
)
@pytest.mark.parametrize("on", [CIRCULAR_DAY, M24_DAY, date(2025, 5, 5)], ids=str)
def test_travel(code: str, bim: bool, amount: str, reimbursed: str, on: date) -> None:
    found = price(code, on, bim=bim)
    assert euros(found.official_fee) == euros(found.bound_fee) == Decimal(amount)
    assert euros(found.reimbursed) == Decimal(reimbursed)
    assert found.reimbursed_not_conventioned == found.reimbursed, "the reduction passes it over"
    # What nobody is reimbursed for is no share of an insured service.
    share = 0 if code == "639170" else found.official_fee - found.reimbursed
    assert (found.share, found.covered_fee) == (share, share + found.reimbursed)


#: The starred codes and the ceilings of the convention (M/24 art. 4 § 1), typed from its two lists.
CEILINGS = {
    "560055": "560011",
    "560151": "560114",
    "560254": "560210",
    "560350": "560313",
    "560453": "560416",
    "560615": "560571",
    "564410": "564395",
    "563054": "563010",
    "563150": "563113",
    "563253": "563216",
    "563356": "563312",
    "563452": "563415",
    "563533": "563496",
    "564594": "564572",
    "563651": "563614",
    "563754": "563710",
    "563850": "563813",
    "563953": "563916",
    "564056": "564012",
    "564130": "564093",
    "564675": "564631",
}


def test_every_starred_code_has_its_ceiling() -> None:
    codes = BOOK.nomenclature(CIRCULAR_DAY).codes.values()
    assert {code.code: code.ceiling_code for code in codes if code.ceiling_code} == CEILINGS


@pytest.mark.parametrize("on", [CIRCULAR_DAY, M24_DAY, date(2025, 5, 5)], ids=str)
def test_ceiling_is_the_fee_of_the_normal_session(on: date) -> None:
    for starred, normal in CEILINGS.items():
        of_starred, of_normal = price(starred, on), price(normal, on)
        assert of_starred.bound_fee == of_normal.official_fee > of_starred.official_fee, starred
        assert of_normal.bound_fee == of_normal.official_fee, normal
        assert of_starred.share == of_normal.share, starred


def test_reduction_of_published_examples() -> None:
    on = date(2025, 5, 5)
    assert in_force(BOOK.reductions, on).percent == 25
    assert price("567011", on).reimbursed_not_conventioned == 1842
