"""A table gives, row by row, what the single estimate gives: to the cent, word for word."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.api.types import pandas_dtype

from estimator import Case
from estimator.engine.model.case import FIELDS
from estimator.engine.numbers.batch import FEW
from estimator.lists import frames
from estimator.lists.frames import ADDED
from estimator.lists.values.cells import as_answer
from tests.engine.cases import IN_CI, cases
from tests.lists.tables import TODAY, USUAL, estimated, found, single, table, texts

#: 100 examples of 20 cases.
TWO_THOUSAND = settings(
    max_examples=100,
    deadline=None,
    derandomize=IN_CI,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
BAD: list[dict[str, str | None]] = [
    {"pathology": "knee"},
    {"pathology": ""},
    {"pathology": None},
    {"setting": "garden"},
    {"setting": "elderly_home", "pathology": "perinatal"},
    {"service": "massage"},
    {"service": "lymphoedema_120"},
    {"bim": "2"},
    {"bim": "maybe"},
    {"bim": None},
    {"conventioned": "perhaps"},
    {"conventioned": ""},
    {"conventioned": "false"},
    {"fee": "dear"},
    {"fee": "-1"},
    {"fee": "30.0001"},
    {"fee": "1000000"},
    {"fee": "inf"},
    {"overrun_fee": "x"},
    {"surcharge": "-0,01"},
    {"setting": "hospital", "surcharge": "5"},
    {"sessions": "0"},
    {"sessions": "401"},
    {"sessions": "18.5"},
    {"sessions": "NaN"},
    {"sessions": None},
    {"prior_sessions": "-1"},
    {"prior_sessions": "many"},
    {"start": "05/2025"},
    {"start": "2025-02-30"},
    {"start": "2023-12-31"},
    {"start": "2100-01-01"},
    {"start": None},
    {"per_week": "8"},
    {"per_week": "0"},
    {"travel": "home"},
    {"intake": "2"},
    {"report": "niet"},
    {"pathology": "knee", "sessions": "0"},
]
WRONG_TYPES: list[Any] = [
    1.5,
    -3,
    True,
    float("inf"),
    b"bytes",
    ["list"],
    {"a": 1},
    {1},
    Decimal("NaN"),
    Decimal("1e30"),
    date(2025, 5, 5),
    datetime(2025, 5, 5, 12, 30),  # noqa: DTZ001
    pd.Timestamp("2025-05-05", tz="Europe/Brussels"),
    np.float32(18),
    np.int8(5),
    10**30,
]
MADE: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "object": lambda frame: frame,
    "string": lambda frame: frame.astype("string"),
    "category": lambda frame: frame.astype("category"),
    "arrow": lambda frame: frame.astype(pd.ArrowDtype(pa.string())),
    "dictionary": lambda frame: pa.Table.from_pandas(frame.astype("category")).to_pandas(),
}
NATIVE = {
    "sessions": (18, 19, 20),
    "per_week": (1, 2, 3),
    "bim": (True, False, True),
    "start": ("2025-05-05", "2024-02-29", "2026-12-31"),
    "fee": (30, 45, 0),
}
TYPES = {
    "sessions": ("int8", "int64", "uint16", "float64", "float32", "Int64", "int64[pyarrow]"),
    "per_week": ("int64", "category", "object"),
    "bim": ("bool", "boolean", "bool[pyarrow]", "category", "object"),
    "start": ("datetime64[ns]", "datetime64[s]", "date32[day][pyarrow]", "timestamp[us][pyarrow]"),
    "fee": ("int64", "float64", "float32", "Float64", "double[pyarrow]"),
}


@pytest.mark.no_cover
@TWO_THOUSAND
@given(drawn=st.lists(cases(), min_size=20, max_size=20), made=st.sampled_from(sorted(MADE)))
def test_any_valid_cases(drawn: list[Case], made: str) -> None:
    rows = [texts(case) for case in drawn]
    assert found(estimated(MADE[made](table(rows)))) == [single(row) for row in rows]


@pytest.mark.parametrize("made", sorted(MADE))
def test_every_refusal_in_its_place(made: str) -> None:
    rows = [row for bad in BAD for row in (USUAL, {**USUAL, **bad})]
    result = estimated(MADE[made](table(rows)))
    assert found(result) == [single(row) for row in rows]
    assert result["error"].notna().sum() == len(BAD)


@pytest.mark.parametrize("field", FIELDS)
def test_a_wrong_type_in_any_column(field: str) -> None:
    rows = [row for wrong in WRONG_TYPES for row in (USUAL, USUAL | {field: wrong})]
    result = estimated(table(rows))
    assert found(result)[::2] == [single(USUAL)] * len(WRONG_TYPES)
    for each in found(result)[1::2]:
        assert (each[0] is None) == (each[-1] is not None)


def test_one_is_not_true() -> None:
    result = estimated(table([USUAL | {"sessions": value} for value in (1, True, 1.0)]))
    assert result["error"].notna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("field", "kind"), [(f, kind) for f, kinds in TYPES.items() for kind in kinds]
)
def test_columns_of_every_kind(field: str, kind: str) -> None:
    values = pd.Series(NATIVE[field])
    if field == "start":
        values = pd.to_datetime(values)
    free = USUAL | {"conventioned": "false", "fee": "40"}
    frame = table([free] * len(values))
    frame[field] = values.astype(pandas_dtype(kind))
    rows = [{**free, field: value} for value in NATIVE[field]]
    assert found(estimated(frame)) == [single(row) for row in rows]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("fee", [40.1, float("nan"), 33.335]),
        ("fee", [40.1, float("nan"), 99999.99]),
        ("fee", [float("nan")] * 3),
        ("fee", [float("inf"), 1e300, -0.01]),
        ("sessions", [1, 4000, -7]),
        ("sessions", [1, 2**62, 3]),
        ("start", ["2025-05-05", None, "1970-01-01"]),
    ],
)
def test_numbers_and_days_that_no_case_holds(field: str, values: list[Any]) -> None:
    column = pd.Series(values)
    frame = table([USUAL] * len(values))
    frame[field] = pd.to_datetime(column, format="ISO8601") if field == "start" else column
    rows = [{**USUAL, field: as_answer(value)} for value in frame[field]]
    assert found(estimated(frame)) == [single(row) for row in rows]


def test_a_moment_is_its_day() -> None:
    frame = table([USUAL] * 2)
    frame["start"] = pd.to_datetime(["2025-05-05T12:30", "2026-01-31T23:59:59.5"], format="ISO8601")
    days = [USUAL | {"start": day} for day in ("2025-05-05", "2026-01-31")]
    assert found(estimated(frame)) == [single(row) for row in days]


def test_empty_cells_of_any_kind_take_the_default() -> None:
    empty = [None, "", "  ", float("nan"), pd.NA, pd.NaT, Decimal("NaN")]
    rows = [{**USUAL, "setting": cell, "travel": cell, "surcharge": cell} for cell in empty]
    assert found(estimated(table(rows))) == [single(USUAL)] * len(empty)


def test_a_start_left_out() -> None:
    rows: list[dict[str, Any]] = [{**USUAL, "start": None}, USUAL, {**USUAL, "start": "x"}]
    for today in (None, TODAY):
        assert found(estimated(table(rows), today)) == [single(row, today) for row in rows]


def test_columns_left_out_and_columns_of_ones_own() -> None:
    frame = pd.DataFrame(
        {"name": ["x", "y"], **{k: [v, v] for k, v in USUAL.items()}}, index=[7, 7]
    )
    result = estimated(frame)
    assert list(result.columns) == [*frame.columns, *ADDED]
    assert result.index.tolist() == [7, 7]
    assert result["name"].tolist() == ["x", "y"]
    assert found(result) == [single(USUAL)] * 2


def test_the_table_given_stays_as_it_is() -> None:
    frame = table([USUAL])
    before = frame.copy()
    estimated(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_a_result_estimated_again_is_the_same() -> None:
    once = estimated(table([USUAL, USUAL | {"sessions": "0"}]))
    pd.testing.assert_frame_equal(estimated(once), once)


def test_numbers_of_half_the_width() -> None:
    free = USUAL | {"conventioned": "false", "fee": "40"}
    frame = table([free] * 3)
    frame["fee"] = np.array([30.1, 33.35, 45.6], np.float32)
    rows = [free | {"fee": text} for text in ("30.1", "33.35", "45.6")]
    assert found(estimated(frame)) == [single(row) for row in rows]


def test_a_long_list_is_compiled_and_gives_the_same() -> None:
    usual: list[dict[str, str | None]] = [
        {**USUAL, "sessions": str(1 + n % 70)} for n in range(100)
    ]
    rows = [*usual, *({**USUAL, **bad} for bad in BAD)]
    times = 1 + FEW // len(rows)
    assert found(estimated(table(rows * times))) == [single(row) for row in rows] * times


def test_no_rows() -> None:
    result = estimated(table([]))
    assert list(result.columns)[-len(ADDED) :] == list(ADDED)
    assert result["patient"].dtype == "decimal128(18, 2)[pyarrow]"
    assert result["error"].dtype == "string[pyarrow]"


def test_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [USUAL | {"sessions": str(n % 7)} for n in range(50)]
    whole = estimated(table(rows))
    monkeypatch.setattr(frames, "PIECE", 8)
    assert found(estimated(table(rows))) == found(whole) == [single(row) for row in rows]
