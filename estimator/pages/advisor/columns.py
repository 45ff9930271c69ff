"""The columns of the editable table: the contract's values under translated labels."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from estimator.engine.answers import READERS, REQUIRED
from estimator.engine.model.case import MAX_PER_WEEK, MAX_SESSIONS, Pathology, Service, Setting
from estimator.locales import Words
from estimator.pages.common.html import table

NAME = "name"
KINDS: dict[str, type[StrEnum]] = {"pathology": Pathology, "setting": Setting, "service": Service}
TRUTHS = ("true", "false")
FACTS = ("bim", "conventioned", "travel", "intake", "report")
AMOUNTS = ("fee", "overrun_fee", "surcharge")
RANGES = {
    "sessions": (1, MAX_SESSIONS),
    "prior_sessions": (0, MAX_SESSIONS),
    "per_week": (1, MAX_PER_WEEK),
}
NUMBERS = tuple(RANGES)
DAYS = ("start", "first_session")
COLUMNS = (NAME, *READERS)
#: What is compared most stands where the table opens.
ORDER = (
    NAME, "pathology", "bim", "conventioned", "fee", "sessions", "prior_sessions", "start",
    "first_session", "per_week", "setting", "service", "surcharge", "overrun_fee", "travel",
    "intake", "report",
)  # fmt: skip


def column_config(words: Words) -> dict[str, Any]:
    """How each column is shown and filled in."""
    found: dict[str, Any] = {NAME: st.column_config.TextColumn(words("advisor.name"), pinned=True)}
    for field, kind in KINDS.items():
        found[field] = chosen(words, field, list(kind), named(words, field))
    for field in FACTS:
        found[field] = chosen(words, field, list(TRUTHS), yes_or_no(words))
    for field in AMOUNTS:
        found[field] = st.column_config.TextColumn(words(f"field.{field}"))
    for field in NUMBERS:
        label = words(f"field.{field}")
        found[field] = st.column_config.NumberColumn(label, step=1, required=field in REQUIRED)
    for field in DAYS:
        label = words(f"field.{field}")
        found[field] = st.column_config.DateColumn(label, format="YYYY-MM-DD")
    return found


def chosen(words: Words, field: str, options: list[str], shown: Callable[[object], str]) -> Any:
    """A column of choices."""
    return st.column_config.SelectboxColumn(
        words(f"field.{field}"),
        options=options,
        format_func=shown,
        required=field in REQUIRED,
        width="medium" if field in KINDS else None,
    )


def named(words: Words, field: str) -> Callable[[object], str]:
    """The official names of the values of a field."""
    return lambda value: words(f"{field}.{value}")


def yes_or_no(words: Words) -> Callable[[object], str]:
    """A fact in a word."""
    return lambda value: words(f"advisor.{value}")


def answers_of(row: "pd.Series[Any]") -> dict[str, str]:
    """What a row of the table answers, as a person would have typed it."""
    told = {field: row[field] for field in READERS if not pd.isna(row[field])}
    return {field: text_of(value) for field, value in told.items()}


def text_of(value: object) -> str:
    """A cell as text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def columns_table(words: Words) -> Markup:
    """The columns of a list: their name, what stands in them, what each value means."""
    rows = [(field, words(f"field.{field}"), allowed_in(words, field)) for field in READERS]
    head = [words(f"advisor.columns.{it}") for it in ("name", "meaning", "values")]
    return table(words("advisor.columns"), head, rows, kind="columns")


def allowed_in(words: Words, field: str) -> str:
    """The values of a column, and whether it may be left out."""
    if field in KINDS:
        values = "; ".join(f"{value} ({words(f'{field}.{value}')})" for value in KINDS[field])
    elif field in FACTS:
        values = ", ".join(f"{value} ({yes_or_no(words)(value)})" for value in TRUTHS)
    elif field in RANGES:
        values = " … ".join(map(str, RANGES[field]))
    else:
        values = words("advisor.values.day" if field in DAYS else "advisor.values.euros")
    return words("advisor.required", values=values) if field in REQUIRED else values
