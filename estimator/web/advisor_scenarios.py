"""Situations side by side: an editable table, what each comes to, and the difference."""

from datetime import date
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import streamlit as st

from estimator import Result, estimate, tariffs
from estimator.advisor.csv_read import Dialect
from estimator.advisor.examples import in_memory
from estimator.advisor.frames import estimate_table
from estimator.engine.answers import case_from
from estimator.engine.errors import InvalidAnswer
from estimator.engine.result import Totals
from estimator.locales import Words
from estimator.spoken import refusal_sentence
from estimator.web import chart_numbers, charts, clock
from estimator.web.advisor_columns import COLUMNS, NAME, answers_of, column_config
from estimator.web.carried import held
from estimator.web.form import wish_of
from estimator.web.markup import bullets, heading, table

TABLE, VERSION = "advisor_table", "advisor_version"
MOST = 20
SHOWN = ("charged", "reimbursed", "patient")


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
    edited = st.data_editor(
        st.session_state.setdefault(TABLE, first_table(words, clock.today())),
        key=f"advisor_editor_{st.session_state.setdefault(VERSION, 0)}",
        column_config=column_config(words),
        num_rows="dynamic",
        hide_index=True,
        alt=words("advisor.scenarios"),
    )
    scenarios = [scenario(words, n, row) for n, (_, row) in enumerate(edited.head(MOST).iterrows())]
    if scenarios:
        show_actions(words, edited, scenarios)
        show_results(words, scenarios)
        show_exports(words, edited)


def first_table(words: Words, today: date) -> pd.DataFrame:
    """Two situations to start from: the same course at both kinds of kiné."""
    usual: dict[str, Any] = {
        "pathology": "current",
        "setting": "practice",
        "service": "session",
        "bim": "false",
        "start": pd.Timestamp(today),
    }
    usual |= {"sessions": 18, "prior_sessions": 0, "per_week": 2}
    both = [
        {NAME: words("kind.conventioned"), "conventioned": "true"},
        {NAME: words("kind.non_conventioned"), "conventioned": "false", "fee": "40"},
    ]
    frame = pd.DataFrame([{**usual, **row} for row in both], columns=list(COLUMNS))
    numbers = ("sessions", "prior_sessions", "per_week")
    texts = [name for name in COLUMNS if name not in (*numbers, "start")]
    return frame.astype({**dict.fromkeys(texts, "object"), **dict.fromkeys(numbers, "Int64")})


def scenario(words: Words, place: int, row: "pd.Series[Any]") -> Scenario:
    """A row estimated, as the first page does it."""
    given = "" if pd.isna(row[NAME]) else str(row[NAME])
    name, answers = f"{place + 1}. {given}", answers_of(row)
    try:
        result = estimate(case_from(answers, tariffs(), clock.today()))
    except InvalidAnswer as refusal:
        return Scenario(name, answers, None, refusal_sentence(words, refusal))
    return Scenario(name, answers, result, "")


def show_actions(words: Words, edited: pd.DataFrame, scenarios: list[Scenario]) -> None:
    """One situation copied, removed, or opened on the first page."""
    place = st.selectbox(
        words("advisor.which"), range(len(scenarios)), format_func=lambda n: scenarios[n].name
    )
    with st.container(horizontal=True):
        st.button(words("advisor.copy"), on_click=copy, args=(edited, place))
        st.button(words("advisor.remove"), on_click=remove, args=(edited, place))
        if st.button(words("advisor.open")):
            open_in_estimate(scenarios[place].answers)


def copy(edited: pd.DataFrame, place: int) -> None:
    """Puts a copy of a row below the last one."""
    keep(pd.concat([edited, edited.iloc[[place]]], ignore_index=True))


def remove(edited: pd.DataFrame, place: int) -> None:
    """Takes a row away."""
    keep(edited.drop(edited.index[place]).reset_index(drop=True))


def keep(rows: pd.DataFrame) -> None:
    """Makes these rows the table."""
    st.session_state[TABLE] = rows
    st.session_state[VERSION] += 1


def open_in_estimate(answers: dict[str, str]) -> None:
    """Takes the answers to the first page; none of them goes through the address."""
    from estimator.web import estimate_page

    for field, given in answers.items():
        answer = held(field, given)
        if answer is not None:
            st.session_state[field] = st.session_state[wish_of(field)] = answer
    st.switch_page(st.Page(estimate_page.page, default=True))


def show_results(words: Words, scenarios: list[Scenario]) -> None:
    """What each comes to, and what it costs more or less than the first."""
    wrong = [it for it in scenarios if it.result is None]
    st.html(bullets(f"{it.name}: {it.error}" for it in wrong) if wrong else "<span></span>")
    found = [(it.name, it.result.totals) for it in scenarios if it.result]
    if not found:
        return
    first = found[0][1].patient
    head = [words("advisor.name"), *(words(f"amount.{it}") for it in SHOWN)]
    rows = [
        [name, *(words.euros(getattr(totals, it)) for it in SHOWN),
         words.euros(totals.patient - first)]
        for name, totals in found
    ]  # fmt: skip
    caption = words("advisor.results")
    st.html(table(caption, [*head, words("advisor.difference")], rows, kind="amounts"))
    st.vega_lite_chart(
        chart_numbers.who_pays_table(found, words.language),
        charts.who_pays_spec(words.language, len(found)),
        alt=words("advisor.alt"),
    )


def show_exports(words: Words, edited: pd.DataFrame) -> None:
    """The situations with their totals, for a spreadsheet."""
    result = estimate_table(edited.head(MOST), tariffs(), words, clock.today())
    for name in (name for name in COLUMNS if name not in Totals._fields):
        result[name] = result[name].map(lambda cell: None if pd.isna(cell) else str(cell))
    result["start"] = result["start"].str.slice(0, 10)
    rows = pa.Table.from_pandas(result, preserve_index=False)
    english = words.language == "en"
    dialect = Dialect("," if english else ";", marked=True)
    with st.container(horizontal=True):
        for ending in ("csv", "xlsx"):
            st.download_button(
                words(f"advisor.{ending}"),
                data=partial(in_memory, rows, f"scenarios.{ending}", dialect),
                file_name=f"scenarios.{ending}",
                on_click="ignore",
                key=f"scenarios_{ending}",
            )
