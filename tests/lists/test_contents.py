"""What is read of a file, and how it comes over from the process that reads it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files import arrow_stream as handover
from estimator.lists.files import chunks, csv_read
from estimator.lists.files.arrow_stream import hand_over, received
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.excel_read import ERROR, read_excel
from estimator.lists.layout import table
from tests.lists.bombs import workbook
from tests.lists.tables import USUAL
from tests.lists.test_page import csv_of

HEADER = [*USUAL, "name"]
FINE = [*USUAL.values(), "x"]


def over(content: bytes, ending: str) -> tuple[list[Chunk], list[Any]]:
    """A file read and handed over; its chunks, and the notes beside them."""
    pipe = BytesIO()
    hand_over(BytesIO(content), ending, pipe)
    with pa.ipc.open_stream(pipe.getvalue()) as batches:
        found = list(received(batches.iter_batches_with_custom_metadata()))
    return [chunk for chunk, _ in found], [note for _, note in found]


def rows_of(found: Sequence[Chunk]) -> list[dict[str, Any]]:
    return [row for chunk in found for row in chunk.rows.to_pylist()]


def test_rows_widths_lines_and_dialect_come_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_read, "BLOCK", 64)
    lines = [HEADER, FINE, [], FINE[:3], [*FINE, "more"], [*FINE[:6], '"y\nz"'], FINE]
    found, notes = over("\n".join(";".join(line) for line in lines).encode(), ".csv")
    assert [row["name"] for row in rows_of(found)] == ["x", None, "x;more", "y\nz", "x"]
    assert [line for chunk in found for line in chunk.lines] == [2, 4, 5, 6, 8]
    widths = [width for chunk in found for _, width in chunk.widths]
    assert widths == [3, 8]
    assert (notes[0]["dialect"], notes[0]["rows"]) == ([";", "utf-8", False], None)


def test_large_chunks_come_over_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "BATCH_BYTES", 1000)
    found, _ = over(csv_of([USUAL | {"name": str(n)} for n in range(200)]), ".csv")
    assert len(found) > 5
    assert [row["name"] for row in rows_of(found)] == [str(n) for n in range(200)]
    assert [line for chunk in found for line in chunk.lines] == list(range(2, 202))


def test_what_ends_before_its_end_is_not_whole() -> None:
    """A process may be killed between two batches: Arrow takes that for an end."""
    pipe = BytesIO()
    hand_over(BytesIO(csv_of([USUAL] * 3)), ".csv", pipe)
    with pa.ipc.open_stream(pipe.getvalue()) as batches:
        told = list(batches.iter_batches_with_custom_metadata())
    assert outcome(told) is True
    assert outcome(told[:-1]) is False


def outcome(batches: Sequence[Any]) -> bool:
    """What is returned once all chunks were taken."""
    taking = received(iter(batches))
    while True:
        try:
            next(taking)
        except StopIteration as end:
            return bool(end.value)


KINDS: dict[str, Any] = {
    "codes": pa.array(["a", "b", "a", None]).dictionary_encode(),
    "codes in lists": pa.array([["a"], [], ["b", "a"], None], pa.list_(pa.string())),
    "records": pa.array([{"a": 1}, {"a": 2}, None, {"a": 3}]),
    "nothing": pa.nulls(4),
    "numbers": pa.array([1, 2, 3, None], pa.int8()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_types_of_a_table_come_over(kind: str) -> None:
    columns = {name: pa.array([value] * 4) for name, value in USUAL.items()}
    table, stream = pa.table(columns | {"own": KINDS[kind]}), BytesIO()
    pq.write_table(table, stream, row_group_size=2)
    found, notes = over(stream.getvalue(), ".parquet")
    assert notes[0]["rows"] == 4
    assert pa.concat_tables([chunk.rows for chunk in found]).to_pylist() == table.to_pylist()
    assert found[0].rows.schema.types == table.schema.types


def test_a_wide_list_is_read_in_fewer_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MOST_CELLS", 2 * len(USUAL))
    rows, stream = [USUAL] * 5, BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), stream)
    for content, ending in ((csv_of([{**USUAL, "bim": "a\n"}] * 5), ".csv"), (stream, ".parquet")):
        given = content if isinstance(content, bytes) else content.getvalue()
        assert [len(chunk.rows) for chunk in over(given, ending)[0]] == [0, 2, 2, 1]


def test_a_refusal_comes_over_in_place_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_COLUMNS", 20)
    wide = ",".join([*USUAL, *map(str, range(20))])
    wrong = {"columns_many": wide, "no_rows": "a,b", "no_text": ",,\n \n"}
    for reason, header in wrong.items():
        with pytest.raises(InvalidAnswer, match=reason) as refused:
            over(header.encode(), ".csv")
        assert isinstance(refused.value.allowed, tuple)


CELLS: dict[str, tuple[Any, str | None]] = {
    "a whole number": (18.0, "18"),
    "a number": (40.5, "40.5"),
    "a truth": (True, "true"),
    "a number as text": ("18", "18"),
    "a day": (date(2025, 5, 5), "2025-05-05"),
    "a moment": (datetime(2025, 5, 5, 8, 30), "2025-05-05 08:30:00"),  # noqa: DTZ001
    "a time": (time(8, 30), "08:30:00"),
    "spaces": ("  ", None),
    "an error": ("#N/A", ERROR),
}


@pytest.mark.parametrize("what", CELLS)
def test_a_cell_as_a_person_would_have_typed_it(what: str) -> None:
    value, typed = CELLS[what]
    book, stream = openpyxl.Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["a", "b"])
    sheet.append([value, "x"])
    if typed == ERROR:
        sheet["A2"].data_type = "e"
    book.save(stream)
    read = read_excel(BytesIO(stream.getvalue()))
    assert (read.rows, rows_of(list(read.chunks))) == (1, [{"a": typed, "b": "x"}])


def test_merged_cells_gaps_and_cells_beyond_the_header() -> None:
    book, stream = openpyxl.Workbook(), BytesIO()
    sheet = book.worksheets[0]
    for place, value in {"A3": "a", "B3": "b", "A5": "m", "A9": "x", "E9": "far"}.items():
        sheet[place] = value
    sheet.merge_cells("A5:B6")
    book.save(stream)
    _, chunk = read_excel(BytesIO(stream.getvalue())).chunks
    first, second = {"a": "m", "b": None, "(E)": None}, {"a": "x", "b": None, "(E)": "far"}
    assert chunk.rows.to_pylist() == [first, second]
    assert (chunk.widths, list(chunk.lines)) == ((), [5, 9])


def test_texts_of_every_kind_in_a_sheet() -> None:
    row = '<row><c t="inlineStr"><is><t>cur</t><rPh><t>no</t></rPh><r><t>rent</t></r></is></c>'
    row += '<c t="b"><v>0</v></c><c t="s"><v>0</v></c><c><f>9+9</f><v>18</v></c></row>'
    content = workbook([row, "<row/>"], ["<si><r><t>tr</t></r><r><t>ue</t></r></si>"])
    _, chunk = read_excel(BytesIO(content)).chunks
    assert chunk.rows.to_pylist() == [
        {"pathology": "current", "bim": "false", "conventioned": "true", "sessions": "18"}
    ]
