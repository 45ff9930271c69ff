"""Opens a circular and splits it into lines of cells: a sheet, a PDF, or text with tabs, bars or
spaces.

No other module opens one. Its first bytes, not its name, tell its format. A file larger than any
circular is refused unread.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from estimator.editions.circular.model import Fault, Line, UnreadableCircular
from estimator.engine.model.errors import InvalidAnswer

#: The circular of 2024 takes 19 kB as text and some 40 kB as a sheet.
LARGEST = 5_000_000
MOST_LINES = 20_000

#: A row whose columns only spaces separate; its last cells may be missing.
AMOUNT = r"[0-9]+[.,][0-9]{2}"
CODE = r"[0-9]{6}|[-–]"
SPACED = re.compile(
    rf"(M ?=)? ?([0-9]+[.,][0-9]+) ({CODE}) ({CODE}) ?(= ?M)? ([0-9]+(?:[.,][0-9]+)?)"
    rf"((?: (?:{AMOUNT}|\(?\\?\*\)?))*)"
)


def lines_of(path: Path) -> list[Line]:
    """The lines of a circular. Raises `UnreadableCircular` with line and reason."""
    if not path.is_file():
        raise InvalidAnswer("FILE", given=path, reason="no_file")
    if path.stat().st_size > LARGEST:
        raise UnreadableCircular([Fault(1, "too_large", {"limit": LARGEST // 1_000_000})])
    content = path.read_bytes()
    if not content.strip():
        raise UnreadableCircular([Fault(1, "empty")])
    if content.startswith((b"PK\x03\x04", b"%PDF-")):
        return list(foreign_lines(content))
    lines = text_of(content).split("\n")
    if len(lines) > MOST_LINES:
        raise UnreadableCircular([Fault(MOST_LINES, "too_long", {"limit": MOST_LINES})])
    return [Line(n, cells(line)) for n, line in enumerate(lines, 1)]


def foreign_lines(content: bytes) -> Iterator[Line]:
    """The lines of a sheet or a PDF; their libraries are loaded for those only."""
    if content.startswith(b"PK"):
        from estimator.editions.circular.workbook import workbook_lines

        yield from workbook_lines(content)
    else:
        from estimator.editions.circular.pdf import portable_lines

        for number, line in enumerate(portable_lines(content), 1):
            yield Line(number, cells(line))


def text_of(content: bytes) -> str:
    """The text of a file in UTF-8. Raises `UnreadableCircular` for another encoding."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableCircular([Fault(line, "encoding")]) from None
    if strange := re.search("[\0\N{REPLACEMENT CHARACTER}]", text):
        raise UnreadableCircular([Fault(text.count("\n", 0, strange.start()) + 1, "encoding")])
    return text


def cells(line: str) -> tuple[str, ...]:
    """A line of text in cells, each with single spaces."""
    if "\t" in line:
        parts = line.split("\t")
    elif "|" in line:
        parts = line.strip().removeprefix("|").removesuffix("|").split("|")
    else:
        return spaced_cells(" ".join(line.split()))
    return tuple(" ".join(part.split()) for part in parts)


def spaced_cells(line: str) -> tuple[str, ...]:
    """The cells of a row separated by spaces only; any other line is one cell.

    If one of the three amounts is missing, we take it to be the fee; comparing the reimbursements
    with the share of the class shows whether that is right.
    """
    found = SPACED.fullmatch(line)
    amounts = found[7].split() if found else []
    if not found or len(amounts) not in (2, 3):
        return (line,)
    missing = [""] * (3 - len(amounts))
    return (*(found[n] or "" for n in range(1, 7)), *missing, *amounts)
