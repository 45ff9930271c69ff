"""Texts of every kind: their characters, what parts their cells, what stands around the table."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files import csv_read
from estimator.lists.layout import encodings
from tests.lists.files.made import lines_in, read, rows_in

HEADS = ["fee", "bim", "naam"]
ROW = ["40,50", "true", "Zoë – €"]
CHARACTERS = {
    "UTF-8": ("utf-8", ""),
    "UTF-8, marked": ("utf-8", "\ufeff"),
    "Windows-1252": ("cp1252", ""),
    "UTF-16": ("utf-16-le", "\ufeff"),
    "UTF-16, the other way": ("utf-16-be", "\ufeff"),
    "UTF-16 without a mark": ("utf-16-le", ""),
    "UTF-16 without a mark, the other way": ("utf-16-be", ""),
}


def text_of(lines: list[list[str]], separator: str = ";", end: str = "\n") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(lines)
    return stream.getvalue()


@pytest.mark.parametrize("block", [7, csv_read.BLOCK])
@pytest.mark.parametrize("separator", csv_read.SEPARATORS)
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("characters", CHARACTERS)
def test_characters_and_separators(
    monkeypatch: pytest.MonkeyPatch, separator: str, quoted: bool, block: int, characters: str
) -> None:
    monkeypatch.setattr(csv_read, "BLOCK", block)
    encoding, mark = CHARACTERS[characters]
    row = [*ROW[:2], 'é "b"\nc'] if quoted else ROW
    content = (mark + text_of([HEADS, row, row], separator)).encode(encoding)
    found = read(content, ".csv")
    assert found.dialect == (separator, encoding, bool(mark))
    rows = [it for chunk in found.chunks for it in chunk.rows.to_pylist()]
    assert rows == [dict(zip(HEADS, row, strict=True))] * 2


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_line_that_tells_the_separator(ending: str, end: str, first: str) -> None:
    content = (first + end + text_of([["a", "b"], ["1,2,3", "4,5,6"]], ";", end)).encode()
    assert rows_in(content, ending) == [{"a": "1,2,3", "b": "4,5,6"}]
    assert lines_in(content, ending) == [3]


#: What stands in a text; its rows; their lines.
AROUND: dict[str, tuple[str, list[dict[str, Any]], list[int]]] = {
    "titles": (
        "Liste 2025, au 1/1, kiné;;\n;;\nfee;bim;naam\n40;true;x\n",
        [{"fee": "40", "bim": "true", "naam": "x"}],
        [4],
    ),
    "blank lines": (
        "\n\nfee;bim\n\n;\n  ; \n40;true\n;;\n",
        [{"fee": "40", "bim": "true"}],
        [7],
    ),
    "pages": (
        "Titre;\nfee;bim\n1;true\nTitre;\nfee;bim\n2;true\n",
        [{"fee": "1", "bim": "true"}, {"fee": "2", "bim": "true"}],
        [3, 6],
    ),
    "empty columns": (
        "fee;;bim;;\n1;;true;;\n2;;true; ;\n",
        [{"fee": "1", "bim": "true"}, {"fee": "2", "bim": "true"}],
        [2, 3],
    ),
    "columns without a head": (
        ";fee;bim;\n1;40;true;\n2;40;true;note\n",
        [
            {"(A)": "1", "fee": "40", "bim": "true", "(D)": None},
            {"(A)": "2", "fee": "40", "bim": "true", "(D)": "note"},
        ],
        [2, 3],
    ),
    "repeated heads": (
        "fee;bim;fee\n1;true;2\n",
        [{"fee": "1", "bim": "true", "fee (2)": "2"}],
        [2],
    ),
    "head of two lines, quoted": (
        '"Fee\n(€)";bim\n"4\n0";true\n5;true\n',
        [{"Fee (€)": "4\n0", "bim": "true"}, {"Fee (€)": "5", "bim": "true"}],
        [3, 5],
    ),
    "no more cells at the end of lines": (
        "fee;bim;;\n1;true\n",
        [{"fee": "1", "bim": "true"}],
        [2],
    ),
    "a separator more at the end of rows": (
        "fee;bim\n1;true;\n2;true; ;\n",
        [{"fee": "1", "bim": "true"}, {"fee": "2", "bim": "true"}],
        [2, 3],
    ),
}


@pytest.mark.parametrize("quote", [False, True])
@pytest.mark.parametrize("block", [9, csv_read.BLOCK])
@pytest.mark.parametrize("what", AROUND)
def test_a_table_among_other_lines(
    monkeypatch: pytest.MonkeyPatch, what: str, block: int, quote: bool
) -> None:
    monkeypatch.setattr(csv_read, "BLOCK", block)
    text, rows, lines = AROUND[what]
    content = (text.replace("true", '"true"') if quote else text).encode()
    assert rows_in(content, ".csv") == rows
    assert lines_in(content, ".csv") == lines
    assert [chunk.widths for chunk in read(content, ".csv").chunks if chunk.widths] == []


def test_rows_of_another_width_beside_columns_left_out() -> None:
    """A row is told its cells among those of the result's header: here fee, bim, naam."""
    content = b"fee;;bim;;naam;\n1;;true\n2;;true;;x;;y\n3;;true;;z\n"
    chunks = list(read(content, ".csv").chunks)
    assert [width for chunk in chunks for width in chunk.widths] == [(0, 2), (1, 5)]
    names = [row["naam"] for chunk in chunks for row in chunk.rows.to_pylist()]
    assert names == [None, "x", "z"]
    assert [row["(F)"] for chunk in chunks for row in chunk.rows.to_pylist()] == [None, ";y", None]


CELL = st.text(st.characters(codec="utf-8", categories=("L", "Nd", "P", "Sc", "Zs")), max_size=6)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=40)


@given(ROWS, st.sampled_from(csv_read.SEPARATORS), st.sampled_from(["utf-8", "utf-16"]))
def test_rows_in_are_rows_out(rows: list[Any], separator: str, encoding: str) -> None:
    heads = ["fee", "bim", "naam"]
    content = text_of([heads, *rows], separator).encode(encoding)
    filled = [row for row in rows if any(map(str.strip, row))]
    if not filled:
        with pytest.raises(InvalidAnswer, match="no_rows"):
            rows_in(content, ".csv")
        return
    found = rows_in(content, ".csv")
    assert [tuple(cell or "" for cell in row.values()) for row in found] == filled


REFUSED = {
    "bytes of no encoding": b"a;b\n\x81\x8d\xff",
    "half a character": "\ufeffa;b\n1;2".encode("utf-16-le") + b"\x00",
    "zeros": b"a;b\n" + bytes(100),
    "a zero": "\ufeffa;b\n\0;1\n".encode(),
}


@pytest.mark.parametrize("what", REFUSED)
def test_characters_that_cant_be_read(what: str) -> None:
    with pytest.raises(InvalidAnswer, match="encoding"):
        rows_in(REFUSED[what], ".csv")


def test_a_cell_without_end_is_found_by_no_separator() -> None:
    content = b'a;b\n"' + b"x" * 200_000
    with pytest.raises(csv.Error):
        rows_in(content, ".csv")


def test_a_header_that_no_sheet_is_wide_enough_for() -> None:
    with pytest.raises(InvalidAnswer, match="columns_many"):
        rows_in(b"a;" * 20_000 + b"\n1", ".csv")


def test_a_first_line_longer_than_what_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_read, "BEGINNING", 4)
    assert rows_in(b"fee;bim;naam\n1;2;3\n", ".csv") == [{"fee": "1", "bim": "2", "naam": "3"}]


def test_characters_are_looked_at_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "BLOCK_READ", 1)
    assert rows_in("fee;bim\né;€\n".encode(), ".csv") == [{"fee": "é", "bim": "€"}]
