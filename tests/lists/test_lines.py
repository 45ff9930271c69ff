"""The lines named beside an error are those of the person's own file."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from estimator.lists.files import csv_read
from tests.lists.bombs import workbook
from tests.lists.tables import USUAL
from tests.lists.test_lists_page import started
from tests.lists.test_page import finished, job_of

HEADER = ",".join([*USUAL, "name"])
FINE = ",".join([*USUAL.values(), "x"])
WRONG = FINE.replace("18", "0")
#: Files with errors in the rows that begin on some lines, the header being line 1.
LISTS = {
    "no blank line": ([HEADER, FINE, WRONG], [3]),
    "blank lines": ([HEADER, "", WRONG, "", "", FINE, WRONG, ""], [3, 7]),
    "cells of several lines": ([HEADER, f'{FINE}"a\n\nb"', "", f'{WRONG}"c\nd"', WRONG], [6, 8]),
    "too few cells": ([HEADER, "", "current", WRONG], [3, 4]),
}
#: Smaller than a file and larger than its header; larger than any of these files.
BLOCKS = 64, csv_read.BLOCK


def lines_named(content: bytes, name: str) -> list[int]:
    """The lines on which a list has errors."""
    job = finished(job_of(content, name))
    assert job.rows is not None
    lines = [line for some in job.lines for line in some]
    errors = job.rows["error"].to_pylist()
    return [line for line, error in zip(lines, errors, strict=True) if error]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("what", LISTS)
def test_the_line_of_a_row_of_csv(
    monkeypatch: pytest.MonkeyPatch, what: str, block: int, end: str
) -> None:
    monkeypatch.setattr(csv_read, "BLOCK", block)
    monkeypatch.setattr(csv_read, "CHUNK", 2)
    written, lines = LISTS[what]
    content = "\n".join(written).replace(',x"', ',"').replace("\n", end)
    assert lines_named(content.encode(), "list.csv") == lines


def test_the_row_of_a_sheet() -> None:
    book = openpyxl.Workbook()
    places = {3: [*USUAL], 4: [*USUAL.values()], 7: ["current"], 9: [*USUAL.values()], 12: ["x"]}
    for row, cells in places.items():
        for column, cell in enumerate(cells, 1):
            book.worksheets[0].cell(row, column, cell)
    stream = BytesIO()
    book.save(stream)
    assert lines_named(stream.getvalue(), "list.xlsx") == [7, 12]


def test_the_row_of_a_sheet_that_does_not_number_them() -> None:
    filled = '<row><c t="str"><v>current</v></c></row>'
    content = workbook([filled, "<row/>", filled, filled.replace("<row>", '<row r="9">'), filled])
    assert lines_named(content, "list.xlsx") == [2, 4, 9, 10]


def test_the_row_of_a_table_that_has_no_lines() -> None:
    stream = BytesIO()
    pd.DataFrame([USUAL, USUAL | {"sessions": "0"}]).to_parquet(stream)
    assert lines_named(stream.getvalue(), "list.parquet") == [2]


def test_a_person_reads_the_line_of_their_file() -> None:
    paging = started("\n".join([HEADER, "", FINE, "", WRONG]).encode())
    paging.wait()
    assert "First lines 5" in paging.read
