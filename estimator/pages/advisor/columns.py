"""The columns of the editable table: the contract's values under translated labels."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from estimator.engine.model.case import FIELDS, REQUIRED, fields_of_kind
from estimator.engine.model.fields import Choice, Count, Day, Field, Truth
from estimator.locales import Words
from estimator.wording.columns import value_name

NAME = "name"
COLUMNS = (NAME, *FIELDS)
#: What is compared most stands where the table opens.
ORDER = tuple(dict.fromkeys((
    NAME, "pathology", "bim", "conventioned", "fee", "sessions", "prior_sessions", "start",
    "first_session", "per_week", "setting", "service", "surcharge", *FIELDS,
)))  # fmt: skip
NUMBERS, DAYS = fields_of_kind(Count), fields_of_kind(Day)


def column_config(words: Words) -> dict[str, Any]:
    """How each column is shown and filled in."""
    name = st.column_config.TextColumn(words("advisor.name"), pinned=True)
    return {NAME: name} | {field.name: column(words, field) for field in FIELDS.values()}


def column(words: Words, field: Field) -> Any:
    """How a column is shown and filled in."""
    label, required = words(f"field.{field.name}"), field.name in REQUIRED
    if isinstance(field.kind, Choice | Truth):
        return st.column_config.SelectboxColumn(
            label,
            options=list(field.kind.allowed),
            format_func=partial(value_name, words, field),
            required=required,
            width="medium" if isinstance(field.kind, Choice) else None,
        )
    if isinstance(field.kind, Count):
        return st.column_config.NumberColumn(label, step=1, required=required)
    if isinstance(field.kind, Day):
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    return st.column_config.TextColumn(label)


def answers_of(row: "pd.Series[Any]") -> dict[str, str]:
    """The answers in a row of the table, as a person would type them."""
    filled = {field: row[field] for field in FIELDS if not pd.isna(row[field])}
    return {field: text_of(value) for field, value in filled.items()}


def text_of(value: object) -> str:
    """A cell as text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)
