"""Amounts of 2024 to 2026 that practices and mutualities printed, held against the shipped tariffs.

People err: where a page contradicts others, its row says `no` under `agrees` and why we follow
the others. Own fees say nothing of the tariff; their cells are empty.
"""

from datetime import date
from decimal import Decimal

import pytest

from estimator.engine.model.money import cents
from estimator.engine.tariffs.prices import reduced, unit_price
from tests.engine.cases import GOLDEN, rows_of
from tests.shipped import BOOK, needs_tariff_of

PRINTED = rows_of(GOLDEN / "published-amounts.csv")
AMOUNTS = ("charged", "reimbursed", "left")
OTHERS = [row for row in PRINTED if row["agrees"] == "no"]


def computed(row: dict[str, str]) -> dict[str, int]:
    """What we compute for a row, in cents: the fee, what comes back, what is left of the fee."""
    day = date.fromisoformat(row["on"])
    needs_tariff_of(day)
    price = unit_price(BOOK, row["code"], day, bim=row["bim"] == "true")
    bound = row["conventioned"] == "true"
    back = price.reimbursed if bound else price.reimbursed_not_conventioned
    amounts = (price.official_fee, back, price.official_fee - back)
    return dict(zip(AMOUNTS, amounts, strict=True))


def printed(row: dict[str, str]) -> dict[str, int]:
    """What a row says, in cents."""
    return {name: cents(Decimal(row[name])) for name in AMOUNTS if row[name]}


def name(row: dict[str, str]) -> str:
    """A row by its code, day and page."""
    return "-".join((row["code"], row["on"], row["bim"], row["conventioned"], row["source"][:20]))


def test_the_file_is_whole_and_gives_its_reasons() -> None:
    assert len(PRINTED) == 83
    assert len(OTHERS) == 17
    assert all(row["source"] and printed(row) for row in PRINTED)
    assert all(bool(row["why"]) is (row["agrees"] == "no") for row in PRINTED)


@pytest.mark.parametrize("row", [row for row in PRINTED if row["agrees"] == "yes"], ids=name)
def test_a_published_amount_comes_out(row: dict[str, str]) -> None:
    ours = computed(row)
    assert printed(row) == {amount: ours[amount] for amount in printed(row)}


@pytest.mark.parametrize("row", OTHERS, ids=name)
def test_a_page_that_contradicts_the_others_differs(row: dict[str, str]) -> None:
    ours = computed(row)
    assert printed(row) != {amount: ours[amount] for amount in printed(row)}


@pytest.mark.parametrize(
    ("code", "fee"),
    [  # the eight fees published for 2026 (rules, § 2)
        ("567011", "31.64"),
        ("567136", "34.81"),
        ("560055", "11.42"),
        ("560350", "12.87"),
        ("564270", "26.37"),
        ("564336", "29.53"),
        ("567033", "7.38"),
        ("560711", "33.75"),
    ],
)
def test_fees_of_2026(code: str, fee: str) -> None:
    day = date(2026, 1, 1)
    needs_tariff_of(day)
    assert unit_price(BOOK, code, day, bim=False).official_fee == cents(Decimal(fee))
    assert BOOK.multiplier(code, day).status == "published"


@pytest.mark.parametrize(
    ("full", "left"),
    [
        ("22.35", "16.77"),
        ("24.55", "18.42"),
        ("25.39", "19.05"),
        ("33.75", "25.32"),
        ("20.87", "15.66"),
        ("24.03", "18.03"),
        ("29.31", "21.99"),
        ("7.38", "5.54"),
        ("5.17", "3.88"),
    ],
)
def test_the_withheld_quarter_is_cut_down(full: str, left: str) -> None:
    """Published pairs of the full and the reduced reimbursement (rules, § 7)."""
    assert reduced(cents(Decimal(full)), 25) == cents(Decimal(left))
