"""Files that are no circular, or a spoilt one: refused with line and reason, quickly."""

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.editions.circulars import (
    BIM,
    COEFFICIENT,
    FEE,
    NOT_BIM,
    as_pdf,
    as_spaced,
    as_workbook,
    cell_changed,
    circular_2027,
    line_of,
    row_removed,
)
from tests.editions.conftest import Desk, refused

NEW = circular_2027()


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le", "cp037"])
def test_wrong_encoding(desk: Desk, encoding: str) -> None:
    said = refused(desk, desk.circular(NEW.encode(encoding, "replace")))
    assert said.startswith("circular.md:1: the text is not in UTF-8")


def test_text_read_in_another_encoding_and_saved(desk: Desk) -> None:
    spoilt = NEW.encode().decode("latin-1")
    line = next(n for n, it in enumerate(NEW.split("\n"), 1) if it.startswith("Article 7"))
    assert f"circular.md:{line}: this heading of article 7" in refused(desk, desk.circular(spoilt))
    lost = NEW.encode().decode("ascii", "replace")
    assert "circular.md:1: the text is not in UTF-8" in refused(desk, desk.circular(lost))


@pytest.mark.parametrize("content", ["", "  \n\n", "\N{BYTE ORDER MARK}\n"])
def test_empty_file(desk: Desk, content: str) -> None:
    said = refused(desk, desk.circular(content))
    assert said.startswith(("circular.md:1: the file is empty", "circular.md:1: no row of"))


@pytest.mark.parametrize("name", ["noise.md", "noise.xlsx", "noise.pdf"])
def test_fifty_megabytes_of_noise(desk: Desk, name: str) -> None:
    circular = desk.circular(bytes(range(256)) * 200_000, name)
    said = refused(desk, circular)
    assert said.startswith(f"{name}:1: the file is too large (5 MB at most)")


def test_noise_below_the_limit(desk: Desk) -> None:
    noise = "M = 1,191667 567011 - = M 24 \n" * 150_000
    said = refused(desk, desk.circular(noise))
    assert said.startswith("circular.md:20000: the file has too many lines (20,000 at most)")


def test_thousands_of_faults_are_counted_not_listed(desk: Desk) -> None:
    said = refused(desk, desk.circular("M = 1,191667 567011 - = M 24 \n" * 3_000))
    assert "and 2960 more" in said
    assert len(said.splitlines()) == 42


def unpacks_to(size: int) -> bytes:
    """A small sheet that unpacks to a large one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda: unpacks_to(60_000_000), "the file is too large"),
        (lambda: unpacks_to(10), "the file is damaged"),
        (lambda: b"PK\x03\x04" + b"0" * 100, "the file is damaged"),
        (lambda: b"%PDF-1.4\n" + b"0" * 100, "the file is damaged"),
    ],
    ids=["too large inside", "no sheet", "no archive", "no PDF"],
)
def test_spoilt_file(desk: Desk, content: Callable[[], bytes], why: str) -> None:
    assert why in refused(desk, desk.circular(content(), "c.xlsx"))


def test_pdf_with_too_many_pages(desk: Desk) -> None:
    circular = as_pdf("a line\n" * 60 * 61, desk.place / "c.pdf")
    assert "the PDF has too many pages (60 at most)" in refused(desk, circular)


def test_coefficient_of_nothing(desk: Desk) -> None:
    said = refused(desk, desk.circular(cell_changed(NEW, "567136", COEFFICIENT, "0")))
    assert "567136: the coefficient is 0, the one of the nomenclature is 24" in said


def test_sheet_without_table(desk: Desk) -> None:
    circular = as_workbook("Some prose\nwithout a table", desk.place / "c.xlsx")
    assert refused(desk, circular).startswith("c.xlsx:1: no row of the table of fees was found.")


def test_row_above_every_heading(desk: Desk) -> None:
    row = NEW.split("\n")[line_of(NEW, "567011") - 1]
    said = refused(desk, desk.circular(f"{row}\n{row_removed(NEW, '567011')}"))
    assert said.startswith("circular.md:1: this row stands under no known heading")


def test_row_with_a_cell_too_many(desk: Desk) -> None:
    text = cell_changed(NEW, "567011", NOT_BIM, "25,00\t1,00")
    said = refused(desk, desk.circular(text))
    assert f"circular.md:{line_of(NEW, '567011')}: the cells of this row cannot" in said


def test_spaced_row_that_lost_two_cells(desk: Desk) -> None:
    text = cell_changed(cell_changed(NEW, "567011", FEE, ""), "567011", BIM, "")
    said = refused(desk, desk.circular(as_spaced(text), "c.txt"))
    assert "there are too many: ‘M = 1,322005 567011" in said


def test_file_that_is_not_there(desk: Desk) -> None:
    assert desk.take_in(desk.place / "nowhere.md") == 2
    assert desk.complained.startswith("FILE: the file ‘")
    assert desk.complained.count("\n") == 1
