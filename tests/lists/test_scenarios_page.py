"""Situations side by side on the page."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import pytest
import streamlit as st

from estimator import estimate, tariffs
from estimator.engine.answers import case_from
from estimator.engine.model.case import FIELDS
from estimator.environment import clock
from estimator.locales import words
from estimator.pages.advisor import scenarios
from estimator.pages.advisor.columns import COLUMNS, ORDER, answers_of
from estimator.wording.columns import allowed_values, value_name
from tests.lists.paging import Paging
from tests.lists.tables import TODAY
from tests.pages.asking import plain

ENGLISH = words("en")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def left(**answers: Any) -> Decimal:
    """What a situation of the first table leaves to pay, as the engine has it."""
    told = answers_of(scenarios.first_table(ENGLISH, TODAY).iloc[0]) | answers
    return estimate(case_from(told, tariffs(), TODAY)).totals.patient


def test_the_first_table_and_its_difference() -> None:
    paging = Paging()
    one, other = left(), left(conventioned="false", fee="40")
    assert plain(f"+{ENGLISH.euros(other - one)}") in paging.read
    assert set(ORDER) == set(COLUMNS)


def test_situations_are_added_copied_and_removed() -> None:
    paging = Paging()
    paging.press("advisor.add")
    paging.press("advisor.copy")
    assert len(paging.table) == 4
    for _ in range(4):
        paging.press("advisor.remove")
    assert len(paging.table) == 0
    assert paging.buttons == [ENGLISH("advisor.add")]
    paging.press("advisor.add")
    assert plain(ENGLISH.euros(left())) in paging.read


def test_no_more_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "MOST", 3)
    paging = Paging()
    paging.press("advisor.add")
    add = next(it for it in paging.app.button if it.label == ENGLISH("advisor.add"))
    assert add.disabled


def test_a_situation_that_wont_do_is_told_by_its_name() -> None:
    paging = Paging()
    paging.change(sessions=0, name="Mrs <b>X</b>")
    assert "1. Mrs" in paging.read
    assert "‘0’" in paging.read
    paging.change(name=None, sessions=18, conventioned="false")
    assert "1. – fee" in paging.read
    assert plain(ENGLISH.euros(left(conventioned="false", fee="40"))) in paging.read
    paging.change(fee="-1")
    paging.press("advisor.copy")
    paging.app.selectbox[0].set_value(1)
    paging.run()
    paging.press("advisor.remove")
    assert ENGLISH("advisor.results") not in paging.read


def test_changes_outlive_another_page() -> None:
    paging = Paging()
    paging.change(sessions=7)
    key = f"{scenarios.EDITOR}{paging.app.session_state['advisor_version']}"
    assert key in paging.app.session_state
    paging.app.session_state["advisor_version"] += 1
    paging.run()
    assert paging.table.loc[0, "sessions"] == 7


def test_the_chosen_situation_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[dict[str, str]] = []
    monkeypatch.setattr(scenarios, "open_in_estimate", opened.append)
    paging = Paging()
    paging.app.selectbox[0].set_value(1)
    paging.run()
    paging.press("advisor.open")
    assert [answers["fee"] for answers in opened] == ["40"]


def test_a_situation_opens_in_the_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {}
    opened: list[object] = []
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(st, "switch_page", opened.append)
    monkeypatch.setattr(st, "Page", lambda page, **_: page)
    scenarios.open_in_estimate({"pathology": "fa", "sessions": "7", "setting": "nowhere"})
    assert (state["pathology"], state["sessions"]) == ("fa", 7)
    assert "setting" not in state
    assert len(opened) == 1


def test_the_exports_hold_what_the_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = {}
    monkeypatch.setattr(
        st,
        "download_button",
        lambda *_, data, file_name, **__: made.update({file_name: data()}),
    )
    table = scenarios.first_table(ENGLISH, TODAY)
    table.loc[1, "name"] = "=1+1"
    scenarios.show_exports(words("fr"), table)
    text = made["scenarios.csv"].decode("utf-8-sig")
    assert str(left()).replace(".", ",") in text
    assert "'=1+1" in text
    sheet = openpyxl.load_workbook(io.BytesIO(made["scenarios.xlsx"])).active
    assert sheet is not None
    assert sheet.cell(3, 1).data_type == "s"


def test_cells_are_read_as_a_person_would_have_typed_them() -> None:
    row = pd.Series({"sessions": 18.0, "start": pd.Timestamp(TODAY), "fee": "40", "bim": None})
    row = row.reindex(COLUMNS)
    assert answers_of(row) == {"sessions": "18", "start": "2025-05-05", "fee": "40"}


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("pathology", "current (Common condition"),
        ("bim", "true (yes), false (no)"),
        ("per_week", "1 … 7"),
        ("start", "2026-01-31"),
        ("fee", "33.50"),
    ],
)
def test_what_may_stand_in_a_column_is_told(field: str, told: str) -> None:
    assert told in allowed_values(ENGLISH, field)
    assert value_name(ENGLISH, FIELDS["pathology"], "fa").startswith("Acute")
