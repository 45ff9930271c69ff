"""What a column means, and what stands in it, in words."""

import pyarrow as pa

from estimator.engine.model.case import FIELDS
from estimator.engine.model.fields import Choice, Truth
from estimator.lists.columns.first_values import first_values
from estimator.lists.columns.model import PLAN_COLUMNS
from estimator.locales import Words
from estimator.wording.columns import value_name

KEPT = ""
"""The choice that a column means nothing to us."""
LONGEST = 40
"""Characters of a cell that are shown beside others."""


def meaning_name(words: Words, meaning: str) -> str:
    """What a column means, by the official name."""
    if meaning == KEPT or meaning in PLAN_COLUMNS:
        return words(f"list_page.meaning.{meaning or 'kept'}")
    return words(f"field.{meaning}")


def examples(words: Words, rows: pa.Table, own: str) -> str:
    """The first values of a column."""
    found = first_values(rows, own)
    return " · ".join(map(shortened, found)) if found else words("list_page.empty")


def shortened(text: str) -> str:
    """A cell as it stands beside others."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def said_of_all(words: Words, name: str, answer: str) -> str:
    """One answer that holds for the whole list."""
    field = FIELDS[name]
    closed = isinstance(field.kind, Choice | Truth)
    value = value_name(words, field, answer) if closed else answer
    return words("list_page.said_of_all", what=words(f"field.{name}"), value=value)
