"""Circulars to take in: the one of 2024 and a made-up one of 2027, as text, sheet and PDF."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from tests.frozen import FROZEN

FIXTURE = Path(__file__).parent / "fixtures" / "circular-2024-01-01.md"
CIRCULAR = FIXTURE.read_text(encoding="utf-8")
#: The columns of a row.
MULTIPLIER, AMBULATORY, HOSPITALISED, COEFFICIENT, FEE, BIM, NOT_BIM = 1, 2, 3, 5, 6, 7, 8
CENT, SIX_PLACES = Decimal("0.01"), Decimal("0.000001")


def is_row(line: str) -> bool:
    """A line of the text that is a row of the table."""
    return bool(re.match(r"(M =)?\t[0-9],[0-9]{6}\t", line))


def rows_changed(text: str, change: Callable[[list[str]], list[str]]) -> str:
    """A circular with each row changed."""
    lines = text.split("\n")
    return "\n".join("\t".join(change(it.split("\t"))) if is_row(it) else it for it in lines)


def line_of(text: str, code: str) -> int:
    """The number of the line where a code stands."""
    (found,) = (n for n, line in enumerate(text.split("\n"), 1) if code in line.split("\t"))
    return found


def cell_changed(text: str, code: str, column: int, cell: str) -> str:
    """A circular with one cell changed."""
    return rows_changed(
        text,
        lambda cells: [*cells[:column], cell, *cells[column + 1 :]] if code in cells else cells,
    )


def row_removed(text: str, code: str) -> str:
    """A circular without a row."""
    return "\n".join(line for line in text.split("\n") if code not in line.split("\t"))


def number(cell: str) -> Decimal:
    """A number with a decimal comma."""
    return Decimal(cell.replace(",", "."))


def printed(value: Decimal, step: Decimal = CENT) -> str:
    """A number as the circular prints it, half up."""
    return str(value.quantize(step, ROUND_HALF_UP)).replace(".", ",")


# A made-up circular of 2027: all M of 2025 raised by 3 %, a higher share for current conditions and
# a higher travel indemnity.

M_2025 = {
    row["code"]: Decimal(row["multiplier"])
    for row in csv.DictReader((FROZEN / "multipliers/2025-02-01.csv").open(encoding="utf-8"))
}
NEW_SHARES = {("2.50", "6.25"): ("2.60", "6.50")}
NEW_TRAVEL = {"1,310000": "1,350000", "1,130000": "1,160000"}
TRAVEL_PERCENTS = {"639111": ("1", "1"), "639170": ("0", "0")}


def circular_2027(factor: str = "1.03") -> str:
    """The made-up circular, in the layout of the one of 2024."""
    return rows_changed(CIRCULAR, lambda cells: row_2027(cells, Decimal(factor)))


def row_2027(cells: list[str], factor: Decimal) -> list[str]:
    """A row of the made-up circular; the fees that were missing in 2024 stand here."""
    if cells[0] == "":
        return travel_2027(cells)
    code = cells[AMBULATORY] if cells[AMBULATORY] != "-" else cells[HOSPITALISED]
    coefficient = number(cells[COEFFICIENT])
    before = (number(cells[MULTIPLIER]) * coefficient).quantize(CENT, ROUND_HALF_UP)
    shares = tuple(str(before - number(cells[column])) for column in (BIM, NOT_BIM))
    shares = NEW_SHARES.get(shares, shares)  # type: ignore[arg-type]
    multiplier = (M_2025[code] * factor).quantize(SIX_PLACES, ROUND_HALF_UP)
    fee = (multiplier * coefficient).quantize(CENT, ROUND_HALF_UP)
    back = [printed(fee - Decimal(share)) for share in shares]
    shown = "(*)" if cells[FEE] == "(*)" else printed(fee)
    return [cells[0], printed(multiplier, SIX_PLACES), *cells[2:FEE], shown, *back]


def travel_2027(cells: list[str]) -> list[str]:
    """A travel indemnity of the made-up circular."""
    multiplier = NEW_TRAVEL[cells[MULTIPLIER]]
    percents = TRAVEL_PERCENTS.get(cells[AMBULATORY], ("0.6", "0.15"))
    back = [printed(number(multiplier) * Decimal(percent)) for percent in percents]
    return ["", multiplier, *cells[2:FEE], multiplier[:-4], *back]


# The same as a sheet, as text that only spaces keep apart, and as a PDF.


def as_workbook(text: str, path: Path, *, margin: int = 0) -> Path:
    """A circular as INAMI's sheet: merged titles, blank rows, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.cell(1, 1 + margin, "V1 - 01-01").font = Font(bold=True)
    for n, line in enumerate(text.split("\n"), 2):
        cells = line.split("\t")
        if is_row(line):
            for column, cell in enumerate(cells, 1 + margin):
                sheet.cell(n, column, value(cell))
                if cell == "= M":
                    sheet.cell(n, column).data_type = "s"  # a text, not a formula
        elif not line.startswith("-----"):
            for column, cell in enumerate(cells, 1 + margin):
                sheet.cell(n, column, cell.strip("#* ") or None)
            if len(cells) == 1 and line:
                sheet.merge_cells(
                    start_row=n, start_column=1 + margin, end_row=n, end_column=9 + margin
                )
    book.save(path)
    return path


def value(cell: str) -> float | int | str | None:
    """A cell as a sheet holds it."""
    if re.fullmatch(r"[0-9]+", cell):
        return int(cell)
    if re.fullmatch(r"[0-9]+,[0-9]+", cell):
        return float(cell.replace(",", "."))
    return cell or None


def as_spaced(text: str) -> str:
    """A circular as text got from a PDF: columns kept apart by spaces, an empty cell by nothing."""
    lines = (line for line in text.split("\n") if not line.startswith("-----"))
    return "\n".join("  ".join(cell for cell in it.split("\t") if cell) for it in lines)


def as_pdf(text: str, path: Path) -> Path:
    """A circular as a PDF of plain lines in Courier."""
    lines = [line.strip("#* ") for line in as_spaced(text).split("\n")]
    pages = [lines[at : at + 60] for at in range(0, len(lines), 60)]
    path.write_bytes(pdf(page_stream(page) for page in pages))
    return path


def page_stream(lines: Iterable[str]) -> bytes:
    """A page that shows some lines."""
    shown = (re.sub(r"([()\\])", r"\\\1", line) for line in lines)
    text = "".join(f"({line}) Tj T*\n" for line in shown)
    return f"BT /F1 8 Tf 10 TL 20 820 Td\n{text}ET".encode("cp1252", "replace")


def pdf(streams: Iterable[bytes]) -> bytes:
    """A PDF of some pages."""
    streams = list(streams)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    objects += [f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>".encode(), font]
    for n, stream in enumerate(streams):
        box = "/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}/Contents {5 + 2 * n} 0 R>>".encode())
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream))
    return b"".join(pdf_parts(objects))


def pdf_parts(objects: list[bytes]) -> Iterator[bytes]:
    """The bytes of a PDF: its objects and where each of them stands."""
    written, places = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    yield written
    yield b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    yield from (b"%010d 00000 n \n" % place for place in places)
    yield b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n" % (len(objects) + 1)
    yield b"%d\n%%%%EOF\n" % len(written)
