"""A file that unpacks to far more than it is gets a sentence, before it fills the memory."""

import resource
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import repeat
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from estimator.advisor import bounds, csv_read, files, sheet_xml, workbook
from estimator.advisor.csv_read import Dialect, read_csv
from estimator.advisor.excel import read_excel
from estimator.advisor.files import reading
from estimator.cli import main
from estimator.engine.errors import InvalidAnswer
from estimator.spoken import refusal_sentence
from tests.advisor.bombs import HEADER, MEGABYTE, parquet, repeated
from tests.advisor.bombs import workbook as made
from tests.advisor.tables import FRENCH
from tests.advisor.test_page import finished, job_of

A_MEGABYTE = "a" * MEGABYTE
KILOBYTES = 1024
TAG = f"<{'a' * 61}/>"
FAR = '<row><c r="XFD2"><v>1</v></c></row>'


def refusal_of(content: bytes, name: str) -> InvalidAnswer:
    """Why the page refuses a file."""
    refused = finished(job_of(content, name)).refused
    assert refused is not None
    return refused


def peak() -> int:
    """The most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES


@pytest.fixture
def frugal() -> Iterator[None]:
    """Fails a test in which memory grows by more than a list of the page may take."""
    before = peak()
    yield
    assert peak() - before < bounds.MOST_UNPACKED


LARGE: dict[str, Callable[[], bytes]] = {
    "a text": lambda: made(['<row><c t="str"><v>', *repeat(A_MEGABYTE, 300), "</v></c></row>"]),
    "shared texts": lambda: made([], ["<si><t>", *repeat(A_MEGABYTE, 300), "</t></si>"]),
}


@pytest.mark.usefixtures("frugal")
@pytest.mark.parametrize("what", LARGE)
def test_a_workbook_that_says_it_is_large(what: str) -> None:
    refused = refusal_of(LARGE[what](), "bomb.xlsx")
    assert refused.reason == "too_large"
    assert "Mo" in refusal_sentence(FRENCH, refused)


ODD: dict[str, Callable[[], bytes]] = {
    "a long text": lambda: made(['<row><c t="str"><v>', *repeat(A_MEGABYTE, 8)]),
    "a long tag": lambda: made(['<row a="', *repeat(A_MEGABYTE, 8), '"/>']),
    "a long row": lambda: made(["<row>", *repeat("<c/>" * (MEGABYTE // 4), 8)]),
    "nothing but tags": lambda: made(repeat(TAG * (MEGABYTE // len(TAG)), 8)),
    "a deep tree": lambda: made(repeat("<a>", 100)),
    "beyond the last column": lambda: made(['<row><c r="ZZZZ1"><v>1</v></c></row>']),
    "a text that isn't there": lambda: made(['<row><c t="s"><v>7</v></c></row>']),
    "no number": lambda: made(["<row><c><v>many</v></c></row>"]),
    "an entity": lambda: made([], before='<!DOCTYPE a [<!ENTITY b "c">]>'),
    "broken off": lambda: made(["<row>"]),
    "a broken archive": lambda: made([])[:-100],
    "broken bytes": lambda: spoilt(made(repeat("<row/>", 9999))),
}


def spoilt(content: bytes) -> bytes:
    """A file some of whose packed bytes were changed, where its sheet stands."""
    begin = content.index(b"xl/worksheets/sheet1.xml") + 60
    return content[:begin] + bytes(40) + content[begin + 40 :]


@pytest.mark.usefixtures("frugal")
@pytest.mark.parametrize("what", ODD)
def test_a_workbook_that_no_spreadsheet_wrote(what: str, tmp_path: Path) -> None:
    content = ODD[what]()
    refused = refusal_of(content, "odd.xlsx")
    assert (refused.reason, refused.given) == ("unreadable", "odd.xlsx")
    (tmp_path / "odd.xlsx").write_bytes(content)
    assert main(["batch", str(tmp_path / "odd.xlsx"), str(tmp_path / "out.csv")]) == 2


def test_rows_and_shared_texts_are_counted_where_they_are_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheet_xml, "MOST_ROWS", 100)
    monkeypatch.setattr(sheet_xml, "MOST_TEXTS", 100)
    for content in (made(repeat("<row/>", 101)), made([], repeat("<si/>", 101))):
        assert refusal_of(content, "empty.xlsx").reason == "unreadable"


@pytest.mark.usefixtures("frugal")
def test_cells_far_to_the_right_are_no_wide_table() -> None:
    content = made(repeat(FAR, 20_000))
    widths = [width for chunk in read_excel(BytesIO(content)) for _, width in chunk.widths]
    assert widths == [sheet_xml.MOST_COLUMNS] * 20_000


def test_what_a_workbook_holds_beside_its_list_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "MOST_SMALL", 20_000)
    row = '<row><c t="inlineStr"><is><t>cur</t><rPh><t>no</t></rPh><r><t>rent</t></r></is></c>'
    row += '<c t="b"><v>0</v></c><c t="s"><v>0</v></c><c><f>9+9</f><v>18</v></c></row>'
    content = made([row, "<row/>"], ["<si><r><t>tr</t></r><r><t>ue</t></r></si>"])
    _, chunk = read_excel(BytesIO(content))
    assert chunk.rows.to_pylist() == [
        {"pathology": "current", "bim": "false", "conventioned": "true", "sessions": "18"}
    ]


PACKED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "many rows": ("too_long_here", lambda: parquet({"a": repeated("x", 1_000_000)})),
    "long texts": ("too_large", lambda: parquet({"a": pa.array([A_MEGABYTE * 50] * 6)})),
    "a long text in every row": ("too_large", lambda: parquet({"a": repeated(A_MEGABYTE, 9999)})),
    "the same in lists": ("too_large", lambda: parquet({"a": in_lists(A_MEGABYTE)})),
    "the same in records": ("too_large", lambda: parquet({"a": in_records(A_MEGABYTE)})),
    "many values in a row": ("too_large", lambda: parquet({"a": one_list(40_000_000)})),
}


def in_lists(text: str) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array(np.arange(10_000), pa.int32()), repeated(text, 9999))


def in_records(text: str) -> pa.StructArray:
    return pa.StructArray.from_arrays([repeated(text, 9999)], ["b"])


def one_list(values: int) -> pa.ListArray:
    return pa.ListArray.from_arrays([0, values], pa.array(np.zeros(values, np.int8)))


@pytest.mark.parametrize("what", PACKED)
def test_a_parquet_file_that_unpacks_to_too_much(what: str) -> None:
    reason, made_so = PACKED[what]
    content = made_so()
    before = peak()
    assert len(content) < MEGABYTE
    assert refusal_of(content, "bomb.parquet").reason == reason
    assert peak() - before < bounds.MOST_UNPACKED


def test_a_list_that_fills_the_memory_as_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 100_000)
    content = b"pathology,bim,conventioned,sessions\n" + b"current,true,true,1\n" * 5000
    assert refusal_of(content, "list.csv").reason == "too_large"


def test_a_header_with_too_many_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["pathology", "bim", "conventioned", "sessions", *map(str, range(files.MOST_COLUMNS))]
    with pytest.raises(InvalidAnswer, match="columns_many"):
        reading(BytesIO(",".join(names).encode()), "wide.csv")


def test_a_wide_list_is_read_in_fewer_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_read, "MOST_CELLS", 20)
    content = b"a,b,c,d\n" + b'"1"\n' * 12
    chunks = list(read_csv(BytesIO(content), Dialect()))
    assert [len(chunk.rows) for chunk in chunks] == [0, 5, 5, 2]


def test_the_header_of_the_bombs_is_fine() -> None:
    (head,) = read_excel(BytesIO(made([])))
    assert head.rows.column_names == ["pathology", "bim", "conventioned", "sessions"]
    assert HEADER.count("<c ") == len(head.rows.column_names)
