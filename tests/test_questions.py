"""docs/questions.md says what the product answers to 44 questions: each quotation stands in what it
says to the request before it, and the amounts that we reckoned by hand are among the quotations."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

from tests.said import answers_to

DOCUMENT = Path(__file__).parents[1] / "docs" / "questions.md"
QUESTIONS = range(1, 45)
FULL, GRADES = "Full", ("Full", "Partly", "No")
#: So many must be answered in full.
ENOUGH = 41
ENTRY = re.compile(
    r"^\*\*(\d+)\. .+?\*\* (\w+)\.(.*?)(?=^\*\*\d|^## |\Z)", re.MULTILINE | re.DOTALL
)
PIECE = re.compile(r"`([^`]+)`|“([^”]+)”")
AMOUNT = re.compile(r"€\s?\d|\d[.,]\d\d\b")
SPACES = re.compile(r"\s+")


class Entry(NamedTuple):
    """A question: whether it is answered, and each quotation with the request that it answers."""

    grade: str
    quotations: tuple[tuple[str, str], ...]
    prose: str


def entries() -> Iterator[tuple[int, Entry]]:
    """Every entry of the document by its number."""
    for number, grade, text in ENTRY.findall(DOCUMENT.read_text(encoding="utf-8")):
        yield int(number), Entry(grade, tuple(quotations_in(text)), PIECE.sub("", text))


def quotations_in(text: str) -> Iterator[tuple[str, str]]:
    """The quotations, each with the last request before it."""
    asked = ""
    for request, quotation in PIECE.findall(text):
        if request:
            asked = SPACES.sub(" ", request)
        else:
            yield asked, SPACES.sub(" ", quotation)


ENTRIES = dict(entries())

# The tariff of 2026: 31.64 for an ordinary session at the practice and 34.81 at home. The fixed
# share is 6.25 (2.50 with BIM), on the F list 5.50, on the E list 3.88, for a short session 2.00.
LEFT = Decimal("6.25")
BACK = Decimal("31.64") - LEFT
#: A quarter of 25.39 is 6.3475; it is cut to the cent before it is taken off.
BACK_REDUCED = BACK - Decimal("6.34")
LEFT_REDUCED = 40 - BACK_REDUCED
#: The amounts of a question, in euros.
RECKONED: Mapping[int, tuple[Decimal, ...]] = MappingProxyType(
    {
        1: (8 * LEFT, 10 * LEFT_REDUCED, 8 * LEFT + 10 * LEFT_REDUCED),
        # 27.76 come back, 6.94 less at a non-conventioned kiné: 38 - 20.82.
        # Eight or nine sessions a month.
        2: (*(times * Decimal("17.18") for times in (104, 8, 9)), 104 * Decimal("3.88")),
        3: (18 * Decimal("2.50"),),
        4: (40 - Decimal("31.64"),),
        7: (10 * (LEFT + 5), Decimal("50.00")),
        # From session 19 on the kiné asks between 11.42 and 31.64, and 5.17 come back.
        8: (24 * LEFT, 18 * LEFT + 6 * Decimal("26.47")),
        9: (18 * LEFT, 36 * LEFT),
        10: (6 * LEFT,),
        13: (9 * (LEFT + Decimal("1.13")), Decimal("34.81"), Decimal("31.64")),
        14: (44 - BACK_REDUCED, 37 - BACK_REDUCED, 340 - 9 * BACK_REDUCED),
        # 26.14 come back on the F list, 6.53 less: 30 - 19.61.
        15: (10 * Decimal("10.39"),),
        # 24.99 are missing to 254.99: of 18 shares of 6.25, or with 6.34 each, the rest comes back.
        16: (18 * LEFT - Decimal("24.99"), 18 * (LEFT + Decimal("6.34")) - Decimal("24.99")),
        17: (18 * LEFT_REDUCED, Decimal("263.97"), 18 * LEFT_REDUCED - Decimal("263.97")),
        # Twelve sessions fall within the six weeks.
        18: (12 * LEFT, 6 * LEFT),
        19: (60 * Decimal("5.50"),),
        20: (60 * Decimal("5.50"),),
        21: (10 * Decimal("3.88"), 10 * Decimal("5.50")),
        22: (104 * Decimal("3.88"),),
        23: (10 * Decimal("2.00"),),
        25: (Decimal("31.64"), LEFT),
        26: (BACK,),
        27: (18 * (40 - Decimal("31.64")),),
        28: (18 * (40 - Decimal("31.64")),),
        30: (12 * LEFT,),
        42: (Decimal("6.34"),),
        # 366.92 are missing to 516.92.
        44: (18 * LEFT, 60 * Decimal("5.50"), 100 * Decimal("3.88"), Decimal("366.92")),
        43: (18 * LEFT, 18 * LEFT_REDUCED, 18 * (LEFT_REDUCED - LEFT)),
    }
)


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    return answers_to({request for entry in ENTRIES.values() for request, _ in entry.quotations})


def test_every_question_stands_there_once() -> None:
    assert sorted(number for number, _ in entries()) == [*QUESTIONS]
    assert {entry.grade for entry in ENTRIES.values()} <= {*GRADES}


def test_enough_are_answered_in_full() -> None:
    assert sum(entry.grade == FULL for entry in ENTRIES.values()) >= ENOUGH


@pytest.mark.parametrize("number", QUESTIONS)
def test_what_is_quoted_is_said(number: int, said: dict[str, str]) -> None:
    entry = ENTRIES[number]
    assert entry.quotations or entry.grade != FULL
    assert [quoted for asked, quoted in entry.quotations if quoted not in said[asked]] == []


@pytest.mark.parametrize("number", QUESTIONS)
def test_no_amount_stands_there_unchecked(number: int) -> None:
    assert not AMOUNT.search(ENTRIES[number].prose)


@pytest.mark.parametrize("number", RECKONED)
def test_amounts_are_those_reckoned_by_hand(number: int) -> None:
    quoted = " ".join(quotation for _, quotation in ENTRIES[number].quotations)
    assert [amount for amount in RECKONED[number] if f"€{amount:,}" not in quoted] == []
