"""What a column means, and what stands in it, in words."""

import pyarrow as pa

from estimator.engine.model.case import FIELDS
from estimator.engine.model.fields import Choice, Truth
from estimator.lists.columns.first_values import first_values
from estimator.lists.columns.model import PLAN_COLUMNS, ListColumns
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


def said_of_all(words: Words, columns: ListColumns) -> list[str]:
    """The answers that hold for the whole list, and for the empty cells of a column."""
    own = columns.sources()
    return [
        words("list_page.said_of_all", what=words(f"field.{name}"), value=value)
        if name not in own
        else words("list_mend.empty_means", column=own[name], value=value)
        for name, answer in columns.everywhere.items()
        if (value := answer_name(words, name, answer))
    ]


def answer_name(words: Words, name: str, answer: str) -> str:
    """An answer that was told of all rows; empty if none was."""
    field = FIELDS[name]
    closed = isinstance(field.kind, Choice | Truth) and answer
    return value_name(words, field, answer) if closed else answer
