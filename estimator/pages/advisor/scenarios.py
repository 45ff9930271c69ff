"""Situations side by side: an editable table, what each comes to, and the difference."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import streamlit as st

from estimator import Result, estimate, tariffs
from estimator.engine.answers import case_from
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.result import Totals
from estimator.environment import clock
from estimator.lists.examples import in_memory
from estimator.lists.files.csv_read import Dialect
from estimator.lists.frames import estimate_table
from estimator.locales import Words
from estimator.pages.advisor.columns import (
    COLUMNS,
    DAYS,
    NAME,
    NUMBERS,
    ORDER,
    answers_of,
    column_config,
)
from estimator.pages.blocks import chart_numbers
from estimator.pages.blocks import chart_specs as charts
from estimator.pages.blocks.html import bullets, heading, labelled, table
from estimator.pages.common.buttons import button, download, trying
from estimator.pages.estimate.answer import reading_note
from estimator.pages.forms.answer_store import open_answers
from estimator.pages.forms.first_answers import FIRST_ANSWERS
from estimator.pages.forms.session import FIXED
from estimator.wording.amounts import prospect_of, total
from estimator.wording.comparison import more_than
from estimator.wording.refusals import contract_refusal
from estimator.wording.spreadsheet import delimiter

TABLE, LATEST, VERSION = "advisor_table", "advisor_latest", "advisor_version"
EDITOR = f"{FIXED}scenarios"
MOST = 20
AMOUNTS = "advisor.amount"
#: The answers that a new situation takes from the first answers of the estimate page.
USUAL = ("pathology", "setting", "service", "bim", "sessions", "prior_sessions")


class Scenario(NamedTuple):
    """A row of the table: its name, its answers, its result or why there is none."""

    name: str
    answers: dict[str, str]
    result: Result | None
    error: str


def show_scenarios(words: Words) -> None:
    """The table, the results, what can be done with them."""
    st.html(heading(words("advisor.scenarios"), "scenarios"))
    st.markdown(words("advisor.scenarios.how", n=MOST))
    edited = editor(words)
    st.session_state[LATEST] = edited
    scenarios = [scenario(words, n, row) for n, (_, row) in enumerate(edited.iterrows())]
    show_actions(words, edited, scenarios)
    if scenarios:
        show_results(words, scenarios)
        show_exports(words, edited)


def editor(words: Words) -> pd.DataFrame:
    """Renders the table and returns it with its edits. The widget loses the edits when another
    page is opened; on return the table starts from its last state."""
    state = st.session_state
    usual = first_table(words, clock.today())
    if f"{EDITOR}{state.setdefault(VERSION, 0)}" not in state:
        keep(state.get(LATEST, usual))
    edited: pd.DataFrame = st.data_editor(
        state[TABLE],
        key=f"{EDITOR}{state[VERSION]}",
        column_config=column_config(words),
        column_order=ORDER,
        num_rows="fixed",
        hide_index=True,
        placeholder="",
        alt=words("advisor.scenarios"),
    )
    return edited


def first_table(words: Words, today: date) -> pd.DataFrame:
    """Two situations to start from: the same course at both kinds of kiné."""
    usual: dict[str, Any] = {name: FIRST_ANSWERS[name] for name in USUAL}
    usual |= {"start": pd.Timestamp(today), "per_week": 2}
    fee = FIRST_ANSWERS["fee"]
    both: list[dict[str, Any]] = [
        {NAME: words("kind.conventioned"), "conventioned": "true"},
        {NAME: words("kind.non_conventioned"), "conventioned": "false", "fee": fee},
    ]
    frame = pd.DataFrame([{**usual, **row} for row in both], columns=list(COLUMNS))
    texts = [name for name in COLUMNS if name not in (*NUMBERS, *DAYS)]
    kinds = dict.fromkeys(texts, "object") | dict.fromkeys(NUMBERS, "Int64")
    return frame.astype(kinds | dict.fromkeys(DAYS, "datetime64[ns]"))


def scenario(words: Words, place: int, row: "pd.Series[Any]") -> Scenario:
    """A row estimated, as the first page does it."""
    given = "" if pd.isna(row[NAME]) else str(row[NAME])
    name, answers = f"{place + 1}. {given}", answers_of(row)
    try:
        result = estimate(case_from(answers, tariffs(), clock.today()))
    except InvalidAnswer as refusal:
        return Scenario(name, answers, None, contract_refusal(words, refusal))
    return Scenario(name, answers, result, "")


def show_actions(words: Words, edited: pd.DataFrame, scenarios: list[Scenario]) -> None:
    """Buttons to add a situation; to copy, remove, or open one on the estimate page."""
    place = 0
    if scenarios:
        place = st.selectbox(
            words("advisor.which"), range(len(scenarios)), format_func=lambda n: scenarios[n].name
        )
    full = len(scenarios) >= MOST
    one = first_table(words, clock.today()).iloc[[0]]
    with st.container(horizontal=True):
        button(words, words("advisor.add"), "add", append, edited, one, disabled=full)
        if not scenarios:
            return
        copied = edited.iloc[[place]]
        button(words, words("advisor.copy"), "copy", append, edited, copied, disabled=full)
        button(words, words("advisor.remove"), "remove", remove, edited, place)
        if st.button(words("advisor.open")):
            with trying(words, "open"):
                open_in_estimate(scenarios[place].answers)


def append(edited: pd.DataFrame, row: pd.DataFrame) -> None:
    """Puts a row below the last one."""
    keep(pd.concat([edited, row], ignore_index=True) if len(edited) else row)


def remove(edited: pd.DataFrame, place: int) -> None:
    """Takes a row away."""
    keep(edited.drop(edited.index[place]).reset_index(drop=True))


def keep(rows: pd.DataFrame) -> None:
    """Makes these rows the table."""
    st.session_state[TABLE] = st.session_state[LATEST] = rows
    st.session_state[VERSION] += 1


def open_in_estimate(answers: dict[str, str]) -> None:
    """Opens the answers on the estimate page, without putting them in the address."""
    from estimator.pages.estimate import page as estimate_page

    open_answers(answers)
    st.switch_page(st.Page(estimate_page.page, default=True))


def show_results(words: Words, scenarios: list[Scenario]) -> None:
    """What each comes to, and what it costs more or less than the first."""
    wrong = [f"{it.name} – {it.error}" for it in scenarios if it.result is None]
    st.html(bullets(wrong, "warning") if wrong else "<span></span>")
    found = [(it.name, it.result.totals) for it in scenarios if it.result]
    if not found:
        return
    first = found[0][1].patient
    names = [*(words(f"{AMOUNTS}.{it}") for it in Totals._fields), words("advisor.difference")]
    results = [it.result for it in scenarios if it.result]
    rows = [
        [name, *map(labelled, names, amounts_of(words, result, first))]
        for (name, _), result in zip(found, results, strict=True)
    ]
    caption, head = words("advisor.results"), [words("advisor.name"), *names]
    st.html(
        table(caption, head, rows, kind="scenarios labelled")
        + reading_note(words, [prospect_of(*results)])
    )
    st.vega_lite_chart(
        chart_numbers.who_pays_table(found, words.language, AMOUNTS),
        charts.who_pays_spec(words.language, len(found), AMOUNTS),
        alt=words("advisor.alt"),
    )


def amounts_of(words: Words, result: Result, first: Decimal) -> list[str]:
    """What a situation comes to, from the least to the most, and its difference from the first."""
    totals = (total(words, result, name) for name in Totals._fields)
    return [*totals, more_than(words, result.totals.patient, first)]


def show_exports(words: Words, edited: pd.DataFrame) -> None:
    """The situations with their totals, for a spreadsheet."""
    result = estimate_table(edited, tariffs(), words, clock.today())
    for name in (name for name in COLUMNS if name not in Totals._fields):
        result[name] = result[name].map(lambda cell: None if pd.isna(cell) else str(cell))
    for field in DAYS:
        result[field] = result[field].str.slice(0, 10)
    rows = pa.Table.from_pandas(result, preserve_index=False)
    dialect = Dialect(delimiter(words), marked=True)
    with st.container(horizontal=True):
        for ending in ("csv", "xlsx"):
            name = f"scenarios.{ending}"
            make = partial(in_memory, rows, name, dialect)
            download(words(f"advisor.{ending}"), f"scenarios_{ending}", make, name)
