"""A first look at a list: what its columns mean, and what has to be asked."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from estimator.engine.model.case import FIELDS, REQUIRED
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Day, Truth
from estimator.engine.model.situations import PATHOLOGY, answers_of_condition
from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.columns.heads import meanings_of, near_meanings, sure_meanings
from estimator.lists.columns.model import MEANINGS, DayOrder, ListColumns
from estimator.lists.values.days import order_needed, orders_possible
from estimator.lists.values.readers import Reader, reader_of

TRIED = 50
"""Values of a column that are tried for what it may mean."""
Columns = dict[str, str | None]


class Asked(StrEnum):
    """What is asked about a list."""

    MEANING = "meaning"
    """What a column means."""
    WHICH = "which"
    """Which column says it, or what holds for the whole list."""
    EMPTY = "empty"
    """What an empty cell means in a column where only yes, or only no, stands."""
    DAYS = "days"
    """How the days of a column are read."""


class Question(NamedTuple):
    """Something that can't be told from the list alone.

    `about`: the list's own column (MEANING, DAYS), or a name of the contract (WHICH, EMPTY).
    `choices`: the names of the contract it may mean, the list's columns, the answer that an empty
    cell may stand for, or the orders of days; the likely ones first.
    """

    kind: Asked
    about: str
    choices: tuple[str, ...] = ()


class Look(NamedTuple):
    """What is known of a list, and the questions that are left."""

    columns: ListColumns
    questions: tuple[Question, ...] = ()


def look_at(rows: pa.Table, told: ListColumns | None = None) -> Look:
    """What the columns of a list mean, by their heads and their first rows; what a person told
    counts first. Raises `InvalidAnswer` where that names a column that isn't there."""
    told = told or ListColumns()
    check_told(rows.column_names, told)
    rows = rows.select([it.name for it in rows.schema if not pa.types.is_nested(it.type)])
    possible = possible_meanings(rows, told)
    columns, unclear = certain_columns(possible, told)
    known = told._replace(columns=columns)
    questions = [
        *unclear,
        *missing_questions(rows, known, unclear),
        *empty_questions(rows, known),
    ]
    days, asked = days_of(rows, known)
    return Look(known._replace(days=days), (*questions, *asked))


def check_told(names: list[str], told: ListColumns) -> None:
    """Refuses what was told of a column that the list doesn't have."""
    for own in (*told.columns, *told.days):
        if own not in names:
            allowed = tuple(names)
            raise InvalidAnswer("columns", given=own, reason="columns_unknown", allowed=allowed)


def possible_meanings(rows: pa.Table, told: ListColumns) -> dict[str, frozenset[str]]:
    """What each column may mean of which nothing was told. An empty one says nothing where another
    one says it."""
    taken = set(told.columns.values())
    names = [name for name in rows.column_names if name not in told.columns]
    found = {own: it - taken for own, it in meanings_of(names).items()}
    filled = {own for own in names if len(rows) == 0 or any(values_in(rows, own))}
    said = frozenset().union(*(found[own] for own in filled))
    left = {own: it if own in filled else it - said for own, it in found.items()}
    sure = sure_meanings(left)
    return {
        own: it if len(it) < 2 else readable_meanings(rows, own, it, sure)
        for own, it in left.items()
    }


def readable_meanings(
    rows: pa.Table, own: str, meanings: frozenset[str], sure: frozenset[str]
) -> frozenset[str]:
    """Which of several meanings the first values of a column can have; none if others say all."""
    found = frozenset(it for it in meanings if it not in FIELDS or reads_as(rows, own, it))
    return frozenset() if found <= sure else found


def certain_columns(
    possible: Mapping[str, frozenset[str]], told: ListColumns
) -> tuple[Columns, list[Question]]:
    """The columns with a certain meaning or none, and the questions about the others."""
    columns: Columns = dict(told.columns)
    by_meaning: dict[str, list[str]] = {}
    questions = []
    for own, meanings in possible.items():
        if len(meanings) > 1:
            choices = tuple(it for it in MEANINGS if it in meanings)
            questions.append(Question(Asked.MEANING, own, choices))
        for meaning in meanings if len(meanings) == 1 else ():
            by_meaning.setdefault(meaning, []).append(own)
    for meaning, owners in by_meaning.items():
        if len(owners) == 1:
            columns[owners[0]] = meaning
        elif meaning not in FIELDS:
            questions.append(Question(Asked.MEANING, owners[0], (meaning,)))
        elif meaning not in told.everywhere:
            questions.append(Question(Asked.WHICH, meaning, tuple(owners)))
    return columns, questions


def missing_questions(
    rows: pa.Table, known: ListColumns, unclear: list[Question]
) -> Iterator[Question]:
    """What no column says that every case needs, and heads that are nearly known ones."""
    said = {*known.sources(), *known.everywhere, *asked_about(unclear)}
    asked = {own for it in unclear for own in (it.about, *it.choices)}
    free = [it for it in rows.column_names if it not in known.columns and it not in asked]
    for own in free:
        near = [it for it in near_meanings(own) if it not in said and reads_as(rows, own, it)]
        if near:
            said.update(near)
            yield Question(Asked.MEANING, own, tuple(near))
    for name in REQUIRED:
        if name not in said:
            likely = [it for it in free if reads_as(rows, it, name)]
            yield Question(Asked.WHICH, name, tuple(dict.fromkeys((*likely, *free))))


def asked_about(questions: list[Question]) -> Iterator[str]:
    """The names of the contract that questions are about."""
    for question in questions:
        yield from question.choices if question.kind is Asked.MEANING else (question.about,)


def empty_questions(rows: pa.Table, known: ListColumns) -> Iterator[Question]:
    """Facts that are only ticked: what an empty cell means isn't known. A row without a condition,
    such as a line of totals, tells nothing."""
    told = rows_with(rows, known.sources().get(PATHOLOGY))
    for name, own in known.sources().items():
        if name not in REQUIRED or not isinstance(FIELDS[name].kind, Truth):
            continue
        if name in known.everywhere or not any(map(is_empty, told[own].unique())):
            continue
        if {answer_in(name, value) for value in values_in(told, own)} == {True}:
            yield Question(Asked.EMPTY, name, (FIELDS[name].kind.allowed[1],))


def rows_with(rows: pa.Table, own: str | None) -> pa.Table:
    """The rows in which a column has a condition that can be read."""
    if own is None:
        return rows
    read = [it for it in values_in(rows, own) if answer_in(PATHOLOGY, it) is not None]
    kind = rows[own].type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return rows.filter(pc.is_in(rows[own].cast(kind), pa.array(read, kind)))


def is_empty(cell: pa.Scalar) -> bool:
    """Whether nothing stands in a cell."""
    return not cell.is_valid or not str(cell.as_py()).strip()


def days_of(rows: pa.Table, known: ListColumns) -> tuple[dict[str, DayOrder], list[Question]]:
    """How the days of each column are read, and the questions about those that nothing decides."""
    days = dict(known.days)
    questions = []
    for name, own in known.sources().items():
        if name not in FIELDS or not isinstance(FIELDS[name].kind, Day) or own in days:
            continue
        values = set(values_in(rows, own))
        orders = orders_possible(values)
        if len(orders) == 1:
            days[own] = next(iter(orders))
        elif orders and order_needed(values):
            questions.append(Question(Asked.DAYS, own, tuple(DayOrder)))
    return days, questions


def values_in(rows: pa.Table, own: str) -> Iterator[object]:
    """The different values of a column, without empty cells."""
    return (cell.as_py() for cell in rows[own].unique() if not is_empty(cell))


def reads_as(rows: pa.Table, own: str, name: str) -> bool:
    """Whether the first values of a column can all be read as an answer."""
    tried = list(dict.fromkeys(values_in(rows.slice(0, TRIED), own)))
    return bool(tried) and all(answer_in(name, value) is not None for value in tried)


def answer_in(name: str, value: object) -> object:
    """The answer that a value gives, or None."""
    try:
        return reader_for(name, DayOrder.DAY_FIRST)(value)
    except InvalidAnswer:
        return None


def reader_for(name: str, order: DayOrder | None = None) -> Reader:
    """The reader of a name of the contract; a pathology may be a situation code."""
    situations = partial(answers_of_condition, known=tariffs().book.situations)
    return reader_of(FIELDS[name], order, situations if name == PATHOLOGY else None)
