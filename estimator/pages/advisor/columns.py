"""The columns of the editable table: the contract's values under translated labels."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from estimator.engine.model.case import FIELDS, REQUIRED, fields_of_kind
from estimator.engine.model.fields import Choice, Count, Day, Field, Truth
from estimator.locales import Words
from estimator.pages.blocks.html import table

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
            format_func=named(words, field),
            required=required,
            width="medium" if isinstance(field.kind, Choice) else None,
        )
    if isinstance(field.kind, Count):
        return st.column_config.NumberColumn(label, step=1, required=required)
    if isinstance(field.kind, Day):
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    return st.column_config.TextColumn(label)


def named(words: Words, field: Field) -> Callable[[object], str]:
    """The official names of the values of a field; of a fact, yes and no."""
    names = "advisor" if isinstance(field.kind, Truth) else field.name
    return lambda value: words(f"{names}.{value}")


def answers_of(row: "pd.Series[Any]") -> dict[str, str]:
    """What a row of the table answers, as a person would have typed it."""
    told = {field: row[field] for field in FIELDS if not pd.isna(row[field])}
    return {field: text_of(value) for field, value in told.items()}


def text_of(value: object) -> str:
    """A cell as text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def columns_table(words: Words) -> Markup:
    """The columns of a list: their name, what stands in them, what each value means."""
    rows = [(name, words(f"field.{name}"), allowed_in(words, name)) for name in FIELDS]
    head = [words(f"advisor.columns.{it}") for it in ("name", "meaning", "values")]
    return table(words("advisor.columns"), head, rows, kind="columns")


def allowed_in(words: Words, name: str) -> str:
    """The values of a column, and whether it may be left out."""
    field = FIELDS[name]
    if isinstance(field.kind, Choice | Truth):
        joint = "; " if isinstance(field.kind, Choice) else ", "
        said = named(words, field)
        values = joint.join(f"{value} ({said(value)})" for value in field.kind.allowed)
    elif isinstance(field.kind, Count):
        values = " … ".join(map(str, field.kind.allowed))
    else:
        values = words(
            "advisor.values.day" if isinstance(field.kind, Day) else "advisor.values.euros"
        )
    return words("advisor.required", values=values) if name in REQUIRED else values
