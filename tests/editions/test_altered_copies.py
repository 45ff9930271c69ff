"""Altered copies of a circular: each is refused with line and reason, nothing is written."""

import pytest

from tests.editions.circulars import (
    AMBULATORY,
    BIM,
    COEFFICIENT,
    FEE,
    HOSPITALISED,
    MULTIPLIER,
    NOT_BIM,
    as_workbook,
    cell_changed,
    circular_2027,
    line_of,
    row_removed,
    rows_changed,
)
from tests.editions.conftest import Desk, refused

NEW = circular_2027()


def swapped(text: str, first: int, second: int) -> str:
    """A circular with two columns in each other's place."""

    def swap(cells: list[str]) -> list[str]:
        cells[first], cells[second] = cells[second], cells[first]
        return cells

    return rows_changed(text, swap)


#: One changed cell, and what is said about it.
CELLS: dict[str, tuple[str, int, str, str]] = {
    "swapped digit in a fee": ("560011", FEE, "13,73", "the fee is €13.73, M × coefficient gives"),
    "fee one cent off": ("560011", FEE, "31,74", "the fee is €31.74, M × coefficient gives €31.73"),
    "no fee": ("560011", FEE, "", ""),
    "fee that is no number": ("560011", FEE, "31,7", "column ‘fee’: ‘31,7’ cannot be read"),
    "swapped digit in M": ("567136", MULTIPLIER, "1,445206", "the fee is €34.90, M × coefficient"),
    "M changed where no fee shows it": (
        "567136",
        MULTIPLIER,
        "1,454207",
        "nothing bears out the multiplier M 1.454207",
    ),
    "M with five decimals": ("567136", MULTIPLIER, "1,45420", "‘multiplier M’: ‘1,45420’ cannot"),
    "no M": ("567136", MULTIPLIER, "", "column ‘multiplier M’: the cell is empty"),
    "reimbursement one cent off": (
        "560011",
        BIM,
        "29,11",
        "the reimbursement (BIM) is €29.11; the fee less",
    ),
    "no reimbursement": ("560011", NOT_BIM, "", "the reimbursement (not BIM) is missing"),
    "another coefficient": ("560011", COEFFICIENT, "25", "the coefficient is 25, the one of the"),
    "no coefficient": ("560011", COEFFICIENT, "", "column ‘coefficient’: the cell is empty"),
    "another code": ("560011", AMBULATORY, "560012", "new code, understood as code 560011"),
    "code in the other column": ("560011", HOSPITALISED, "560011", "stands under another heading"),
    "no code": ("560011", AMBULATORY, "-", "column ‘code AMB’: the cell is empty"),
    "a star too many": ("560011", FEE, "(*)", "a star stands for the fee"),
    "a star too few": ("560055", FEE, "11,45", "a star was expected"),
}


@pytest.mark.parametrize("sheet", [False, True], ids=["text", "sheet"])
@pytest.mark.parametrize("name", CELLS)
def test_one_changed_cell(desk: Desk, name: str, sheet: bool) -> None:
    code, column, cell, why = CELLS[name]
    text = cell_changed(NEW, code, column, cell)
    if name == "code in the other column":
        text = cell_changed(text, code, AMBULATORY, "-")
    line = line_of(NEW, code) + sheet  # the sheet has a title row more
    if name == "no fee":
        assert desk.take_in(desk.circular(text)) == 0, "both reimbursements bear M out"
        assert f"circular.md:{line_of(NEW, code)}: {code}: the fee is missing" in desk.said
        return
    if sheet and name in ("M with five decimals", "fee that is no number"):
        pytest.skip("a number in a sheet has no last decimals")
    circular = as_workbook(text, desk.place / "c.xlsx") if sheet else desk.circular(text, "c.md")
    said = refused(desk, circular)
    (told, *_) = (it for it in said.splitlines() if why in it)
    assert told.startswith(f"{circular.name}:{line}: ")


@pytest.mark.parametrize("code", ["567011", "563172", "639111", "564255", "561551"])
def test_missing_row(desk: Desk, code: str) -> None:
    said = refused(desk, desk.circular(row_removed(NEW, code)))
    assert f": {code}: this code is no longer in the table" in said
    assert "--settle" in said


def test_missing_row_is_told_after_the_row_before_it(desk: Desk) -> None:
    said = refused(desk, desk.circular(row_removed(NEW, "560011")))
    assert f"circular.md:{line_of(NEW, '567011')}: 560011: " in said


@pytest.mark.parametrize("sheet", [False, True], ids=["text", "sheet"])
def test_duplicated_row(desk: Desk, sheet: bool) -> None:
    line = line_of(NEW, "560011")
    lines = NEW.split("\n")
    text = "\n".join([*lines[: line + 1], lines[line - 1], *lines[line + 1 :]])
    circular = as_workbook(text, desk.place / "c.xlsx") if sheet else desk.circular(text, "c.md")
    said = refused(desk, circular)
    told = f"{circular.name}:{line + 2 + sheet}: code 560011 stands on line {line + sheet} already."
    assert told in said


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (FEE, BIM, "column ‘BIM’: ‘(*)’ cannot be read"),
        (BIM, NOT_BIM, "the reimbursement (BIM) is"),
        (AMBULATORY, HOSPITALISED, "stands under another heading"),
        (MULTIPLIER, COEFFICIENT, "column ‘multiplier M’: ‘24’ cannot be read"),
        (MULTIPLIER, FEE, "column ‘fee’: ‘1,322005’ cannot be read"),
        (COEFFICIENT, FEE, "column ‘fee’: ‘24’ cannot be read"),
    ],
)
def test_columns_reordered(desk: Desk, first: int, second: int, why: str) -> None:
    said = refused(desk, desk.circular(swapped(NEW, first, second)))
    code = "560055" if (first, second) == (FEE, BIM) else "567011"
    told = [it for it in said.splitlines() if why in it]
    assert told[0].startswith(f"circular.md:{line_of(NEW, code)}: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("AMB\tHOS", "HOS\tAMB"),
        ("Honoraires\tInterventions de l'assurance", "Interventions de l'assurance\tHonoraires"),
        (
            "Bénéficiaires avec régime préférentiel\tBénéficiaires sans régime préférentiel",
            "Bénéficiaires sans régime préférentiel\tBénéficiaires avec régime préférentiel",
        ),
    ],
)
def test_column_titles_reordered(desk: Desk, old: str, new: str) -> None:
    text = NEW.replace(old, new)
    line = next(n for n, it in enumerate(text.split("\n"), 1) if new in it)
    said = refused(desk, desk.circular(text))
    assert f"circular.md:{line}: the columns are not in the usual order" in said
