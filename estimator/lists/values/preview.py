"""Some rows of a list as they were read: what stands there, beside what we understand."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from estimator.engine.model.case import FIELDS, REQUIRED
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Field
from estimator.engine.model.situations import PATHOLOGY, answers_of_condition
from estimator.engine.model.tariff_book import Situation
from estimator.lists.columns.model import ListColumns
from estimator.lists.values.cells import as_answer
from estimator.lists.values.readers import Reader, reader_of
from estimator.locales import Words
from estimator.wording.columns import value_name, with_names
from estimator.wording.refusals import refusal_sentence, short
from estimator.wording.situations import situation_label

LOOKED_AT = 20_000
"""Rows among which those are chosen that are shown."""
DIGITS = re.compile(r"\d+")
NO_SITUATIONS: Mapping[str, Situation] = MappingProxyType({})
#: The form of a cell that needs no reading: it is empty, or as the contract has it.
KNOWN_FORM = ""


class PreviewCell(NamedTuple):
    """What stands in a cell, and what we understand; a sentence if it is `refused`."""

    theirs: str
    ours: str
    refused: bool = False


class PreviewRow(NamedTuple):
    """A row by its place, the first being 0: its cells by the list's own columns, in the order of
    the contract."""

    place: int
    cells: Mapping[str, PreviewCell]


class Said(NamedTuple):
    """How the cells of a column are told: in which words, under which head; what an empty one says,
    if anything."""

    words: Words
    own: str
    empty: str | None


class Different(NamedTuple):
    """The different cells of a column with their forms, and which of them each row has."""

    code: Any
    cells: Sequence[PreviewCell]
    forms: Sequence[str]


def preview(
    rows: pa.Table,
    columns: ListColumns,
    words: Words,
    situations: Mapping[str, Situation] = NO_SITUATIONS,
    most: int = 10,
) -> tuple[PreviewRow, ...]:
    """Rows that differ, at most `most`, in their order: those that show how each form is read that
    isn't the contract's, then the first ones. `situations`: the codes that `pathology` may hold."""
    first = rows.slice(0, LOOKED_AT)
    sources = columns.sources()
    found: dict[str, Different] = {}
    for name in FIELDS.keys() & sources.keys():
        own, empty = sources[name], columns.everywhere.get(name)
        strict = partial(answers_of_condition, known=situations) if name == PATHOLOGY else None
        read = reader_of(FIELDS[name], columns.days.get(own), strict)
        said = Said(words, own, empty)
        found[own] = different_cells(first[own].to_pylist(), FIELDS[name], read, said)
    in_order = {sources[name]: found[sources[name]] for name in FIELDS if name in sources}
    return tuple(
        PreviewRow(row, {own: it.cells[it.code[row]] for own, it in in_order.items()})
        for row in rows_to_show(list(in_order.values()), most)
    )


def different_cells(values: Sequence[object], field: Field, read: Reader, said: Said) -> Different:
    """The cells of a column, each different one read once."""
    places: dict[tuple[type, str], int] = {}
    cells: list[PreviewCell] = []
    forms: list[str] = []
    code = np.empty(len(values), np.int64)
    for row, value in enumerate(values):
        kind = type(value), str(value)
        if kind not in places:
            places[kind] = len(cells)
            cells.append(cell_read(value, field, read, said))
            forms.append(form_of(cells[-1], value, field))
        code[row] = places[kind]
    return Different(code, cells, forms)


def cell_read(value: object, field: Field, read: Reader, said: Said) -> PreviewCell:
    """What a cell says in the person's language, or why it can't be used."""
    answer = as_answer(value)
    theirs = "" if answer is None else str(answer)
    given = (said.empty or None) if answer is None else answer
    try:
        if given is not None:
            return PreviewCell(theirs, answer_shown(said.words, field, read(given)))
        if field.name in REQUIRED:
            raise field.missing()
    except InvalidAnswer as refusal:
        named = with_names(said.words, short(refusal))
        told = refusal_sentence(said.words, named, asked=said.own)
        return PreviewCell(theirs, told, refused=True)
    return PreviewCell(theirs, "")


def answer_shown(words: Words, field: Field, answer: Any) -> str:
    """An answer as people of the language write it."""
    if isinstance(answer, dict):
        situation: Situation | None = answer.get("situation")
        if situation:
            return situation_label(words, situation)
        return value_name(words, field, answer[PATHOLOGY])
    if isinstance(answer, Decimal | date):
        return words.shown(answer)
    if isinstance(answer, bool | str):
        return value_name(words, field, str(answer).lower())
    return str(answer)


def form_of(cell: PreviewCell, value: object, field: Field) -> str:
    """How a cell is written, whatever its digits; KNOWN_FORM if the contract has it so."""
    try:
        if cell.theirs:
            field.read(as_answer(value))
    except InvalidAnswer:
        return f"{cell.refused} {DIGITS.sub('0', cell.theirs)}"
    return KNOWN_FORM


def rows_to_show(columns: Sequence[Different], most: int) -> list[int]:
    """The rows to show, in order: each next one has most of the forms that none has so far."""
    if not columns:
        return []
    alike = np.stack([column.code for column in columns], axis=1)
    rows = np.sort(np.unique(alike, axis=0, return_index=True)[1])
    forms = [np.array(column.forms, object) for column in columns]
    wanted = [own != KNOWN_FORM for own in forms]
    chosen: list[int] = []
    while len(chosen) < min(most, len(rows)):
        new = sum(
            want[column.code[rows]].astype(int)
            for want, column in zip(wanted, columns, strict=True)
        )
        new[np.isin(rows, chosen)] = -1
        row = int(rows[np.argmax(new)])
        chosen.append(row)
        wanted = [
            want & (own != own[column.code[row]])
            for own, want, column in zip(forms, wanted, columns, strict=True)
        ]
    return sorted(chosen)
