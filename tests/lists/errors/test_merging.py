"""Only the wrong rows, and their corrected ones back in the list."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.answered import Ground
from estimator.lists.chunk_results import estimated, wrong_rows
from estimator.lists.errors import merging
from estimator.lists.errors.merging import corrected_from, merged
from estimator.lists.errors.wrong_rows import NUMBER, WHY
from estimator.lists.examples import in_memory
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.upload import ON_PAGE, Reader
from estimator.locales import LANGUAGES, words
from estimator.wording.refusals import contract_refusal
from tests.engine.cases import SOME
from tests.lists.tables import FRENCH, SHEET, TODAY, USUAL

GROUND = Ground(SHEET, FRENCH, TODAY)
NAMES = [*USUAL, "fee", "Remarque"]
FORMULA = "=1+1"
WRONG: list[dict[str, str]] = [
    {"Remarque": FORMULA},
    {"sessions": "beaucoup", "Remarque": "+32 2 555"},
    {},
    {"bim": "?", "Remarque": FORMULA},
    {"conventioned": "false"},
]
FIXED = {"sessions": "18", "bim": "false", "fee": "40"}


def chunk(rows: Sequence[dict[str, str]], first: int = 2) -> Chunk:
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in NAMES}
    return Chunk(pa.table(columns), lines=range(first, first + len(rows)))


def a_list() -> list[Chunk]:
    rows = [{"Remarque": "-", **USUAL, **row} for row in WRONG]
    return [chunk([]), chunk(rows[:2]), chunk(rows[2:], 4)]


def wrong_of(chunks: Sequence[Chunk]) -> pa.Table:
    parts = [wrong_rows(estimated(it, GROUND).rows, it.lines) for it in chunks]
    return pa.concat_tables(parts)


def mend(chunks: Sequence[Chunk], corrected: pa.Table) -> pa.Table:
    """The list with the rows of a corrected table."""
    rows = corrected_from([Chunk(corrected, lines=range(2, 2 + len(corrected)))])
    return pa.concat_tables(it.rows for it in merged(chunks, rows))


def refused(chunks: Sequence[Chunk], corrected: pa.Table) -> tuple[str, str, str]:
    with pytest.raises(InvalidAnswer) as refusal:
        mend(chunks, corrected)
    for language in LANGUAGES:
        assert str(refusal.value.given) in contract_refusal(words(language), refusal.value)
    return refusal.value.field, refusal.value.reason, str(refusal.value.given)


def read(content: bytes, name: str) -> list[Chunk]:
    with Reader(content, name, ON_PAGE) as reader:
        return list(reader.begin().chunks)


def test_only_the_wrong_rows_with_their_numbers_and_why() -> None:
    wrong = wrong_of(a_list())
    assert wrong.column_names == [*NAMES, NUMBER, WHY]
    assert wrong[NUMBER].to_pylist() == [3, 5, 6]
    assert wrong["sessions"].to_pylist() == ["beaucoup", "18", "18"]
    assert [why.split("\N{NO-BREAK SPACE}")[0] for why in wrong[WHY].to_pylist()] == [
        "sessions", "bim", "fee"
    ]  # fmt: skip


def test_wrong_rows_of_wrong_rows_are_numbered_anew() -> None:
    again = wrong_of([Chunk(wrong_of(a_list()), lines=range(2, 5))])
    assert again.column_names == [*NAMES, NUMBER, WHY]
    assert again[NUMBER].to_pylist() == [2, 3, 4]


def as_it_is(content: bytes) -> bytes:
    return content


def through_excel(content: bytes) -> bytes:
    """The rows the other way round, the numbers as numbers, a column less."""
    sheet: Any = openpyxl.load_workbook(BytesIO(content)).active
    head, *rows = sheet.iter_rows(values_only=True)
    book = openpyxl.Workbook()
    for row in [head, *reversed(rows)]:
        book.active.append(row)  # type: ignore[union-attr]
    for cell in (cell for row in book.active for cell in row):  # type: ignore[union-attr]
        if isinstance(cell.value, str):
            cell.data_type = "s"
    book.active.delete_cols(1 + head.index(WHY))  # type: ignore[union-attr]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def in_a_french_csv(content: bytes) -> bytes:
    """The numbers with decimals."""
    return content.replace(b";3;", b";3,0;").replace(b";5;", b";5,00;")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("wrong.csv", as_it_is),
        ("wrong.csv", in_a_french_csv),
        ("wrong.xlsx", as_it_is),
        ("wrong.xlsx", through_excel),
        ("wrong.parquet", as_it_is),
    ],
)
def test_there_and_back(name: str, change: Callable[[bytes], bytes]) -> None:
    """Through a file, mended there: nothing but the mended cells changes."""
    wrong = wrong_of(a_list())
    for head, text in FIXED.items():
        place = wrong.column_names.index(head)
        wrong = wrong.set_column(place, head, pa.array([text] * len(wrong)))
    content = change(in_memory(wrong, name, Dialect(";")))
    if name.endswith("csv"):
        assert b"'=1+1" in content, "a spreadsheet must not compute it"
    fixed = list(merged(a_list(), corrected_from(read(content, name))))
    every = pa.concat_tables(it.rows for it in fixed).to_pylist()
    assert every == [
        {**dict.fromkeys(NAMES), **USUAL, "Remarque": "-", **row}
        | (FIXED if n in (1, 3, 4) else {})
        for n, row in enumerate(WRONG)
    ]
    assert [estimated(it, GROUND).errors for it in fixed] == [0, 0, 0]


def test_an_apostrophe_of_their_own_stays() -> None:
    told = pa.table({NUMBER: ["2", "3", "4"], "Remarque": ["'=2+2", "'s avonds", "'=1+1"]})
    assert mend(a_list(), told)["Remarque"].to_pylist()[:3] == ["'=2+2", "'s avonds", "'=1+1"]


def test_columns_that_are_lacking_keep_their_values_and_empty_cells_are_empty() -> None:
    told = pa.table({"fee": [None, "40"], NUMBER: ["2", "6"]})
    result = mend(a_list(), told)
    assert result["fee"].to_pylist() == [None, None, None, None, "40"]
    assert result.drop(["fee"]).equals(pa.concat_tables(it.rows for it in a_list()).drop(["fee"]))


def test_a_row_of_another_width_is_mended() -> None:
    narrow = chunk([USUAL])._replace(widths=((0, 3),))
    told = corrected_from([Chunk(pa.table({NUMBER: ["2"], "fee": ["1"]}), lines=[2])])
    (fixed,) = merged([narrow], told)
    assert (fixed.widths, fixed.rows["fee"].to_pylist()) == ((), ["1"])


def test_a_head_that_our_csv_file_made_harmless() -> None:
    own = Chunk(pa.table({"=sum": ["a"], "x": ["b"]}), lines=[2])
    assert mend([own], pa.table({"'=sum": ["c"], NUMBER: [2]}))["=sum"].to_pylist() == ["c"]


def test_what_makes_no_corrected_file() -> None:
    def told(numbers: Sequence[Any], **columns: Sequence[Any]) -> tuple[str, str, str]:
        return refused(a_list(), pa.table({NUMBER: numbers, **columns}))

    assert refused(a_list(), pa.table({"fee": ["1"]})) == (NUMBER, "corrected_unnumbered", "")
    assert told(["2", "drei"]) == (NUMBER, "corrected_number", "drei")
    assert told(["2", None]) == (NUMBER, "corrected_number", "")
    assert told(["2,5"]) == (NUMBER, "corrected_number", "2,5")
    assert told(["2", "3", "2,0", "3"]) == (NUMBER, "corrected_twice", "2, 3")
    assert told(["2", "99", "1"]) == (NUMBER, "corrected_unknown", "1, 99")
    assert told([*range(90, 97)]) == (NUMBER, "corrected_unknown", "90, 91, 92, 93, 94, …")
    assert told(["2"], Prix=["1"]) == ("columns", "corrected_columns", "Prix")


def test_too_many_corrected_rows_and_rows_of_another_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(merging, "MOST_CORRECTED", 2)
    assert refused(a_list(), pa.table({NUMBER: [2, 3, 4]}))[1] == "corrected_many"
    wide = Chunk(pa.table({NUMBER: ["2", "3"]}), widths=((1, 5),), lines=[2, 7])
    with pytest.raises(InvalidAnswer) as refusal:
        corrected_from([wide])
    assert (refusal.value.reason, refusal.value.given) == ("corrected_width", 7)


TYPED = {
    "n": pa.array([1, 2], pa.int16()),
    "f": pa.array([1.5, 2.0]),
    "m": pa.array([Decimal("1.00"), None], pa.decimal128(9, 2)),
    "b": pa.array([True, None]),
    "day": pa.array([date(2025, 5, 5)] * 2),
    "moment": pa.array([datetime(2025, 5, 5, 8, 30)] * 2, pa.timestamp("us")),  # noqa: DTZ001
    "kind": pa.array(["a", "b"]).dictionary_encode(),
    "few": pa.array(["a", "b"]).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string())),
    "long": pa.array(["=1", "b"], pa.large_string()),
    "coded": pa.array([7, 8]).dictionary_encode(),
    "nested": pa.array([[1], [2]]),
}


MENDED: list[tuple[str, str | None, object]] = [
    ("n", "12", 12),
    ("n", "12,0", 12),
    ("n", "1 200", 1200),
    ("f", "1,25", 1.25),
    ("m", "12,5", Decimal("12.50")),
    ("m", "1,00", Decimal("1.00")),
    ("b", "false", False),
    ("day", "2026-01-31", date(2026, 1, 31)),
    ("moment", "2026-01-31", datetime(2026, 1, 31)),  # noqa: DTZ001
    ("moment", "2026-01-31 07:00:00", datetime(2026, 1, 31, 7)),  # noqa: DTZ001
    ("kind", "neu", "neu"),
    ("few", "neu", "neu"),
    ("long", "neu", "neu"),
    ("long", "'=1", "=1"),
    ("coded", "9", 9),
    ("nested", "[1]", [1]),
    ("n", None, None),
    ("few", None, None),
]


def test_a_column_keeps_its_type() -> None:
    for name, text, value in MENDED:
        typed = Chunk(pa.table(TYPED), lines=[1, 2])
        result = mend([typed], pa.table({NUMBER: ["1"], name: pa.array([text], pa.string())}))
        assert result.schema == typed.rows.schema
        assert result[name].to_pylist() == [value, typed.rows[name][1].as_py()]
        assert result.drop([name]).equals(typed.rows.drop([name]))


UNFIT = [
    *(("n", text) for text in ("zwölf", "12,5", "40000", "1_0")),
    *(("f", "nan"), ("m", "1,005"), ("m", "99999999"), ("b", "peut-être")),
    *(("day", "31/09/2025"), ("moment", "hier"), ("nested", "[3]"), ("coded", "x")),
]


def test_what_does_not_fit_a_column_is_named_with_its_row() -> None:
    for name, text in UNFIT:
        typed = Chunk(pa.table(TYPED), lines=[1, 12])
        told = pa.table({NUMBER: ["12"], name: [text]})
        assert refused([typed], told) == (name, "corrected_type", text)
        with pytest.raises(InvalidAnswer) as refusal:
            mend([typed], told)
        assert "12" in contract_refusal(FRENCH, refusal.value)


def test_a_typed_file_of_the_same_types_is_taken_as_it_is() -> None:
    told = pa.table({NUMBER: [2], "day": pa.array([date(2026, 1, 31)])})
    result = mend([Chunk(pa.table(TYPED), lines=[1, 2])], told)
    assert result["day"].to_pylist() == [date(2025, 5, 5), date(2026, 1, 31)]


def test_typed_cells_in_a_list_of_texts() -> None:
    told = pa.table({NUMBER: [6.0], "start": pa.array([date(2026, 1, 31)])})
    assert mend(a_list(), told)["start"].to_pylist()[-1] == "2026-01-31"


texts = st.text("=+-'ab 1,", max_size=4)


@SOME
@given(
    st.lists(texts, min_size=1, max_size=8),
    st.lists(st.integers(1, 7), max_size=3),
    st.data(),
)
def test_corrected_rows_take_exactly_their_places(
    cells: list[str], cut: list[int], data: st.DataObject
) -> None:
    """Whatever the cuts, the order and the number of corrected rows."""
    lines = range(2, 2 + len(cells))
    mended = data.draw(st.dictionaries(st.sampled_from([*lines]), texts))
    order = data.draw(st.permutations([*mended]))
    rows = pa.table({"x": cells})
    bounds = sorted({0, *(it for it in cut if it < len(cells)), len(cells)})
    chunks = [
        Chunk(rows.slice(begin, end - begin), lines=lines[begin:end])
        for begin, end in pairwise(bounds)
    ]
    told = pa.table({NUMBER: order, "x": pa.array([mended[it] for it in order], pa.string())})
    expected = []
    for line, old in zip(lines, cells, strict=True):
        new = mended.get(line, old)
        expected.append(old if new == f"'{old}" and not plain(old) else new)
    assert mend(chunks, told)["x"].to_pylist() == expected


def plain(text: str) -> bool:
    """Whether a spreadsheet computes nothing in a text."""
    return not text.startswith(("=", "+", "-")) or text.lstrip("+-").replace(",", "", 1).isdigit()
