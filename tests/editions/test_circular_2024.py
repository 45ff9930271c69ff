"""The circular of 2024, in every form, gives the edition that we have, byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.editions.circulars import CIRCULAR, as_pdf, as_spaced, as_workbook, line_of
from tests.editions.conftest import Desk, frozen, tables_of
from tests.engine.cases import GOLDEN

DAY = "2024-01-01"
LOST_FEES = ("563172", "563776", "567114", "563275", "563872")


def as_table(text: str) -> str:
    """The rows between bars, as in Markdown."""
    lines = (line.replace("\t", " | ") for line in text.split("\n"))
    return "\n".join(f"| {line} |" if " | " in line else line for line in lines)


FORMS: dict[str, Callable[[Path], Path]] = {
    "text": lambda place: written(place / "circular.md", CIRCULAR),
    "text of Windows": lambda place: written(
        place / "circular.txt", "\N{BYTE ORDER MARK}" + CIRCULAR.replace("\n", "\r\n")
    ),
    "bars": lambda place: written(place / "circular.md", as_table(CIRCULAR)),
    "spaces": lambda place: written(place / "circular.txt", as_spaced(CIRCULAR)),
    "sheet": lambda place: as_workbook(CIRCULAR, place / "circular.xlsx"),
    "sheet with a margin": lambda place: as_workbook(CIRCULAR, place / "c.xlsx", margin=2),
    "pdf": lambda place: as_pdf(CIRCULAR, place / "circular.pdf"),
}


def written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("form", FORMS)
def test_circular_gives_the_edition_that_we_have(desk: Desk, form: str) -> None:
    desk.forget(DAY)
    circular = FORMS[form](desk.place)
    code = desk.take_in(circular, "--source", "circular-oa-2023-390", day=DAY)
    assert code == 0, desk.said + desk.complained
    golden = (GOLDEN / f"circular-{DAY}.csv").read_bytes()
    assert desk.tables() == tables_of(frozen()) | {f"tariffs/golden/circular-{DAY}.csv": golden}


def test_lost_fees_are_told_with_their_line(desk: Desk) -> None:
    desk.take_in(desk.circular(CIRCULAR), "--source", "circular-oa-2023-390", day=DAY)
    told = [line for line in desk.said.splitlines() if "the fee is missing" in line]
    lines = [f"circular.md:{line_of(CIRCULAR, code)}: {code}: the fee" for code in LOST_FEES]
    assert [line[: len(start)] for line, start in zip(told, lines, strict=True)] == lines


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    circular = desk.circular(CIRCULAR)
    assert desk.take_in(circular, "--source", "circular-oa-2023-390", day=DAY) == 0
    assert "No fee changes." in desk.said
    assert tables_of(frozen()).items() <= desk.tables().items()


def test_fixture_is_figures_and_headings() -> None:
    """No sentence of the circular stands in the project."""
    assert len(CIRCULAR.splitlines()) < 420
    assert "convention nationale" not in CIRCULAR
