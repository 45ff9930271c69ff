"""A first look at a list: what its columns mean, and what has to be asked."""

from enum import StrEnum
from typing import NamedTuple

import pyarrow as pa

from estimator.engine.model.case import REQUIRED
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import ListColumns, contract_columns


class Asked(StrEnum):
    """What is asked about a list."""

    MEANING = "meaning"
    """What a column means."""
    WHICH = "which"
    """Which column says it, or what holds for the whole list."""
    DAYS = "days"
    """How the days of a column are read."""


class Question(NamedTuple):
    """Something that can't be told from the list alone.

    `about`: the list's own column (MEANING, DAYS), or a name of the contract (WHICH). `choices`:
    the names of the contract it may mean, the list's columns, or the orders of days; the likely
    ones first.
    """

    kind: Asked
    about: str
    choices: tuple[str, ...] = ()


class Look(NamedTuple):
    """What is known of a list, and the questions that are left."""

    columns: ListColumns
    questions: tuple[Question, ...] = ()


def look_at(rows: pa.Table, told: ListColumns | None = None) -> Look:
    """What the columns of a list mean, by their heads and the first rows; what a person told counts
    first. Raises `InvalidAnswer` for a list that is none."""
    names = rows.column_names
    known = contract_columns(names)
    columns = told if told and told.columns else known
    missing = [name for name in REQUIRED if name not in {**columns.sources(), **columns.everywhere}]
    if missing:
        given = ", ".join(missing)
        raise InvalidAnswer("columns", given=given, reason="columns_missing", allowed=REQUIRED)
    return Look(columns)


def open_questions(look: Look) -> InvalidAnswer:
    """The refusal of a list whose questions nobody answered."""
    given = ", ".join(question.about for question in look.questions)
    return InvalidAnswer("columns", given=given, reason="columns_open")
