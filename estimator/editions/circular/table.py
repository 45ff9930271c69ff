"""Reads lines as the rows of the circular's table; a line that can't be read is a fault.

The columns are: M =, multiplier, code of ambulatory and of hospitalised patients, = M,
coefficient, fee, reimbursement of BIM and of other patients. Headings say which setting and group
the rows under them are about; a page break repeats the column titles and changes nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import dropwhile

from estimator.editions.circular.headings import TRAVEL, is_spoilt, place_after
from estimator.editions.circular.model import (
    Fault,
    Line,
    Place,
    Printed,
    UnreadableCircular,
    entries_of,
)

ROW_START, OF_M = "M=", "=M"
#: What a cell of each column may hold; nothing else is read.
FORMS = {
    "m": re.compile(r"(M=)?"),
    "multiplier": re.compile(r"[0-9]{1,3}[.,][0-9]{6}"),
    "ambulatory": re.compile(r"[0-9]{6}|[-–]?"),
    "hospitalised": re.compile(r"[0-9]{6}|[-–]?"),
    "of_m": re.compile(r"(=M)?"),
    "coefficient": re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?"),
    "fee": re.compile(r"([0-9]{1,4}[.,][0-9]{2}|\(?\\?\*\)?)?"),
    "bim": re.compile(r"([0-9]{1,4}[.,][0-9]{2})?"),
    "not_bim": re.compile(r"([0-9]{1,4}[.,][0-9]{2})?"),
}
COLUMNS = tuple(FORMS)
#: A number of six digits that begins like the codes of article 7.
CODE_LIKE = re.compile(r"(?<![0-9.,])(?:5[67]|63)[0-9]{4}(?![0-9.,])")
#: How many letters of a line a fault shows.
LONGEST_QUOTE = 80
#: Pairs of column titles that a line must hold in this order.
TITLES = (
    ("AMB", "HOS"),
    ("Honoraires", "Interventions"),
    ("avec régime préférentiel", "sans régime préférentiel"),
)


def table_of(lines: Iterable[Line]) -> tuple[Printed, ...]:
    """The rows of the table, in their order. Raises `UnreadableCircular` with every fault."""
    found = list(read(lines))
    rows = tuple(it for it in found if isinstance(it, Printed))
    faults = [it for it in found if isinstance(it, Fault)]
    faults += repeated(rows)
    if not found:
        faults.append(Fault(1, "no_table"))
    if faults:
        raise UnreadableCircular(sorted(faults, key=lambda fault: fault.line))
    return rows


def read(lines: Iterable[Line]) -> Iterator[Printed | Fault]:
    """Each row, or what is wrong with its line."""
    place = Place()
    for line in lines:
        text = line.text
        place = place_after(place, text)
        if is_row(line, text):
            yield from row_of(line, place)
        elif is_spoilt(text):
            yield Fault(line.number, "article", {"given": begun(text)})
        elif any(a in text and b in text and text.index(a) > text.index(b) for a, b in TITLES):
            yield Fault(line.number, "reordered", {"given": begun(text)})


def is_row(line: Line, text: str) -> bool:
    """Whether a line is meant as a row of the table."""
    if squeezed(text).startswith(ROW_START) or any(map(CODE_LIKE.search, line.cells)):
        return True
    return any(FORMS["multiplier"].fullmatch(cell) for cell in line.cells)


def row_of(line: Line, place: Place) -> Iterator[Printed | Fault]:
    """A row, or every fault of its cells."""
    kept = padded(line.cells)
    if len(line.cells) == 1 or len(kept) > len(COLUMNS):
        yield Fault(line.number, "unreadable_row", {"given": begun(line.text)})
        return
    cells = dict(zip(COLUMNS, kept, strict=True))
    faults = list(faults_in(cells, line.number, place))
    yield from faults
    if not faults:
        yield printed(cells, line.number, place)


def faults_in(cells: dict[str, str], line: int, place: Place) -> Iterator[Fault]:
    """Cells that can't be read or must not be empty, and a row without headings."""
    if not (place.chapter and place.article):
        yield Fault(line, "no_place")
    for column, cell in cells.items():
        if not FORMS[column].fullmatch(squeezed(cell)):
            reason = "unreadable_cell" if cell else "missing_cell"
            yield Fault(line, reason, {"column": column, "given": begun(cell)})
    if not (code(cells["ambulatory"]) or code(cells["hospitalised"])):
        yield Fault(line, "missing_cell", {"column": "ambulatory", "given": ""})
    of_m = squeezed(cells["m"]) == ROW_START, squeezed(cells["of_m"]) == OF_M
    if not all(of_m) and place.article != TRAVEL:
        yield Fault(line, "missing_cell", {"column": "of_m" if of_m[0] else "m", "given": ""})


def printed(cells: dict[str, str], line: int, place: Place) -> Printed:
    """The row that readable cells make."""
    starred = "*" in cells["fee"]
    return Printed(
        line=line,
        place=place,
        multiplier=Decimal(point(cells["multiplier"])),
        ambulatory=code(cells["ambulatory"]),
        hospitalised=code(cells["hospitalised"]),
        coefficient=Decimal(point(cells["coefficient"])),
        fee=None if starred else amount(cells["fee"]),
        starred=starred,
        reimbursed_bim=amount(cells["bim"]),
        reimbursed_not_bim=amount(cells["not_bim"]),
    )


def repeated(rows: Iterable[Printed]) -> Iterator[Fault]:
    """Codes that are on two rows."""
    first: dict[str, int] = {}
    for entry in entries_of(rows):
        before = first.setdefault(entry.code, entry.row.line)
        if before != entry.row.line:
            yield Fault(entry.row.line, "repeated", {"code": entry.code, "first": before})


def begun(text: str) -> str:
    """The beginning of a text, long enough to find it."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def padded(cells: Sequence[str]) -> list[str]:
    """The cells of a row, filled up to the number of columns; travel rows have no M =."""
    kept = list(dropwhile(lambda cell: not cell, cells))
    if squeezed(kept[0]) != ROW_START:
        kept.insert(0, "")
    while len(kept) > len(COLUMNS) and not kept[-1]:
        kept.pop()
    return kept + [""] * (len(COLUMNS) - len(kept))


def squeezed(cell: str) -> str:
    """A cell without its spaces."""
    return cell.replace(" ", "")


def point(cell: str) -> str:
    """A number with a decimal point."""
    return squeezed(cell).replace(",", ".")


def code(cell: str) -> str | None:
    """A code; None for a dash or an empty cell."""
    return cell if cell not in ("", "-", "–") else None


def amount(cell: str) -> Decimal | None:
    """An amount in euros; None for an empty cell."""
    return Decimal(point(cell)) if cell else None
