"""The columns of the editable table: the contract's values under translated labels."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pandas as pd
import streamlit as st

from estimator.engine.answers import READERS
from estimator.engine.case import MAX_PER_WEEK, MAX_SESSIONS, Pathology, Service, Setting
from estimator.locales import Words

NAME = "name"
KINDS: dict[str, type[StrEnum]] = {"pathology": Pathology, "setting": Setting, "service": Service}
TRUTHS = ("true", "false")
FACTS = ("bim", "conventioned", "travel", "intake", "report")
AMOUNTS = ("fee", "overrun_fee", "surcharge")
REQUIRED = frozenset({"pathology", "bim", "conventioned", "sessions"})
COLUMNS = (NAME, *READERS)


def column_config(words: Words) -> dict[str, Any]:
    """How each column is shown and filled in."""
    found: dict[str, Any] = {NAME: st.column_config.TextColumn(words("advisor.name"), pinned=True)}
    for field, kind in KINDS.items():
        found[field] = chosen(words, field, list(kind), named(words, field))
    for field in FACTS:
        found[field] = chosen(words, field, list(TRUTHS), yes_or_no(words))
    for field in AMOUNTS:
        found[field] = st.column_config.TextColumn(words(f"field.{field}"))
    for field, most in (("sessions", MAX_SESSIONS), ("prior_sessions", MAX_SESSIONS),
                        ("per_week", MAX_PER_WEEK)):  # fmt: skip
        label = words(f"field.{field}")
        least = 0 if field == "prior_sessions" else 1
        found[field] = st.column_config.NumberColumn(
            label, min_value=least, max_value=most, step=1, required=field in REQUIRED
        )
    found["start"] = st.column_config.DateColumn(words("field.start"), format="YYYY-MM-DD")
    return found


def chosen(words: Words, field: str, options: list[str], shown: Callable[[object], str]) -> Any:
    """A column of choices."""
    return st.column_config.SelectboxColumn(
        words(f"field.{field}"),
        options=options,
        format_func=shown,
        required=field in REQUIRED,
        default=options[0] if field in REQUIRED else None,
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
