"""What a Parquet file unpacks to is told by its pages, whatever its footer says of them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from estimator.advisor import bounds
from estimator.advisor.files import UNREADABLE
from estimator.advisor.parquet import read_parquet
from estimator.advisor.parquet_pages import DATA, DICTIONARY, Head, Page
from estimator.advisor.parquet_size import Bound, Column, check_parquet, columns_of
from estimator.engine.errors import InvalidAnswer
from estimator.locales import words
from estimator.spoken import refusal_sentence
from tests.advisor.bombs import MEGABYTE, parquet, plain_parquet, repeated, retold, varint
from tests.advisor.tables import USUAL
from tests.advisor.test_bombs import A_MEGABYTE, peak, refusal_of

SMALL = 1 << 20
ROWS, LONG = 40, 10 * MEGABYTE
PAGE = ROWS * (LONG + 4) + 6
"""Bytes of a page of long texts: their lengths and, for those that may be missing, a few more."""
TWO_GIGABYTES = (1 << 31) - 1


def size_of(content: bytes) -> int:
    """What the footer says that the only column unpacks to."""
    return int(pq.read_metadata(BytesIO(content)).row_group(0).column(0).total_uncompressed_size)


def pages(content: bytes) -> list[Page]:
    """The pages of the first column."""
    return list(columns_of(content, pq.read_metadata(BytesIO(content)))[0].pages)


@pytest.fixture(scope="module")
def large() -> bytes:
    """A file of a few kilobytes with a page of 400 MB, as a footer truly says."""
    return plain_parquet("a" * LONG, ROWS)


def test_a_footer_that_tells_less_than_the_pages(large: bytes) -> None:
    lie = retold(large, size_of(large), 100, head=False)
    assert size_of(lie) == 100
    assert len(lie) < MEGABYTE
    before = peak()
    assert refusal_of(lie, "bomb.parquet").reason == "too_large"
    assert peak() - before < bounds.MOST_UNPACKED


def test_a_page_that_tells_less_than_it_is(large: bytes) -> None:
    (page,) = pages(large)
    lie = retold(large, page.size, 100, head=True)
    assert pages(lie)[0].size < MEGABYTE
    before = peak()
    with pytest.raises(UNREADABLE):
        list(read_parquet(BytesIO(lie)))
    assert peak() - before < bounds.MOST_UNPACKED


def test_a_page_that_tells_more_than_there_is() -> None:
    content = plain_parquet("a" * MEGABYTE, 2)
    (page,) = pages(content)
    lie = retold(content, page.size, 900 * MEGABYTE, head=True)
    assert refusal_of(lie, "bomb.parquet").reason == "too_large"


def with_texts(encoding: str) -> bytes:
    stream = BytesIO()
    table = pa.table({"a": ["current"] * 9})
    pq.write_table(table, stream, use_dictionary=False, column_encoding={"a": encoding})
    return stream.getvalue()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a large page": ("Mo", lambda: plain_parquet("a" * MEGABYTE, 300)),
    "a text in every row": ("Mo", lambda: parquet({"a": repeated(A_MEGABYTE, 9999)})),
    "texts as differences": ("DELTA", lambda: with_texts("DELTA_BYTE_ARRAY")),
    "lengths as differences": ("DELTA", lambda: with_texts("DELTA_LENGTH_BYTE_ARRAY")),
    "a footer without end": ("lu", lambda: b"PAR1" * 9 + b"\xff\xff\xff\x7fPAR1"),
    "nothing": ("lu", lambda: b""),
}


@pytest.mark.parametrize("what", BOMBS)
def test_the_page_says_it_before_it_unpacks(what: str) -> None:
    said, made = BOMBS[what]
    content, before = made(), peak()
    with pytest.raises(InvalidAnswer) as refused:
        bounds.check_unpacked(content, "in.parquet")
    assert peak() - before < 100 * MEGABYTE
    assert said in refusal_sentence(words("fr"), refused.value)


def test_many_different_texts_are_counted_and_fine() -> None:
    texts = [f"{n:010}" for n in range(5000)]
    content = parquet({"a": pa.array(texts), "b": pa.array([texts[:9]] * 5000)})
    check_parquet(BytesIO(content), Bound(1000, SMALL, "too_large"))
    with pytest.raises(InvalidAnswer, match="too_large"):
        check_parquet(BytesIO(content), Bound(5000, 1 << 17, "too_large"))


def test_as_many_rows_count_as_are_held() -> None:
    some = [Page(DATA, 100, 10, 0)] * 5
    flat = Column("a", "BYTE_ARRAY", 8, False, some)
    assert [flat.written_out(rows, 0) for rows in (2, 11, 12, 50)] == [216, 280, 420, 700]
    assert flat._replace(repeated=True).written_out(2, 0) == 700
    coded = [Page(DICTIONARY, 30, 2, 0), Page(DATA, 5, 10, 8)]
    texts = Column("a", "BYTE_ARRAY", 8, False, coded)
    assert (texts.dictionary, texts.unpacked) == (30, 60)
    assert texts.written_out(4, texts.dictionary) == 4 * (30 + 4)
    assert texts._replace(kind="INT64").written_out(4, 30) == 4 * 8


KINDS = {
    "text": ["a", None] * 50, "number": range(100), "nothing": [None] * 100,
    "list": [["a", "b"], []] * 50, "record": [{"a": 1}] * 100, "truth": [True] * 100,
}  # fmt: skip


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("packed", ["none", "zstd", "snappy"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_value_stands_in_a_page_that_was_read(kind: str, packed: str, version: str) -> None:
    table, stream = pa.table({"a": pa.array(KINDS[kind])}), BytesIO()
    pq.write_table(
        table, stream, compression=packed, data_page_version=version, row_group_size=30,
        data_page_size=8, write_page_checksum=True, write_page_index=True,
    )  # fmt: skip
    metadata = pq.read_metadata(stream)
    for n, column in enumerate(columns_of(stream.getvalue(), metadata)):
        told = [metadata.row_group(group).column(n) for group in range(4)]
        values = [page.values for page in column.pages if page.kind != DICTIONARY]
        assert sum(values) == sum(part.num_values for part in told)


HEADS = {
    "a field twice": b"\x15\x02\x05\x02\x04\x00",
    "a list": b"\x19\x00\x00",
    "structs without end": b"\x1c" * 9,
    "a number without end": b"\x15" + b"\xff" * 12,
    "too large a number": b"\x15" + varint(1 << 32),
    "a field below zero": b"\x05\x01\x02\x00",
}


@pytest.mark.parametrize("what", HEADS)
def test_a_head_that_no_writer_makes_is_refused(what: str) -> None:
    with pytest.raises(UNREADABLE):
        Head(HEADS[what], 0).struct()


def test_a_head_passes_over_what_says_nothing_of_the_size() -> None:
    told = b"\x13\x09\x14\x02\x17" + bytes(8) + b"\x18\x02ab\x11\x12\x15\x06\x00"
    assert Head(told, 0).struct() == {7: 3}


def test_a_file_that_is_fine_stays_so(tmp_path: Path) -> None:
    pd.DataFrame([USUAL] * 9).to_parquet(tmp_path / "in.parquet")
    bounds.check_unpacked((tmp_path / "in.parquet").read_bytes(), "in.parquet")
