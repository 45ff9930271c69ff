"""The cells of a corrected column in the type of the list's own column."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.csv_write import as_text, harmless
from estimator.lists.values.readers import reader_of

SPACES = re.compile(r"\s")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
NO_DECIMALS = re.compile(r"\.0+$")
#: Whose reader reads a fact, and a day.
FACT, DAY = FIELDS["bim"], FIELDS["start"]


def mended_column(name: str, new: Any, old: Any, lines: Sequence[int]) -> Any:
    """The new cells of a column in the type of the old ones. A cell that still says what the old
    one did, maybe with the apostrophe of our CSV files before it, is the old one. Raises
    `InvalidAnswer` for a cell that doesn't fit, with the line of its row."""
    if new.type == old.type and not is_text(old.type):
        return new
    texts, before = as_text(new), as_text(old)
    written = pc.or_(pc.equal(texts, before), pc.equal(texts, harmless(before)))
    same = pc.fill_null(written, fill_value=False)
    if is_text(old.type):
        return typed_texts(pc.if_else(same, before, texts), old.type)
    order: list[int | None] = list(range(len(old)))
    values: list[Any] = []
    for row in np.flatnonzero(~same.to_numpy()).tolist():
        text = (texts[row].as_py() or "").strip()
        order[row] = len(old) + len(values) if text else None
        if text:
            values.append(typed_value(name, text, old.type, lines[row]))
    every = pa.chunked_array([*old.chunks, pa.array(values, old.type)], old.type)
    return every.unify_dictionaries().take(pa.array(order, pa.int64()))


def is_text(kind: pa.DataType) -> bool:
    """Whether a column holds texts, maybe each different one once."""
    base = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(base) or pa.types.is_large_string(base))


def typed_texts(texts: Any, kind: pa.DataType) -> Any:
    """Texts in another type of texts."""
    if not pa.types.is_dictionary(kind):
        return texts.cast(kind)
    coded = texts.cast(kind.value_type).dictionary_encode().unify_dictionaries()
    return pa.chunked_array(
        [
            pa.DictionaryArray.from_arrays(
                piece.indices.cast(kind.index_type), piece.dictionary, ordered=kind.ordered
            )
            for piece in coded.chunks
        ],
        kind,
    )


def typed_value(name: str, text: str, kind: pa.DataType, line: int) -> Any:
    """What a text says in a column of some type."""
    try:
        value = value_in(text, kind.value_type if pa.types.is_dictionary(kind) else kind)
        pa.array([value], kind)
    except (ArithmeticError, InvalidAnswer, TypeError, ValueError, pa.ArrowException) as trouble:
        reason = "corrected_type"
        raise InvalidAnswer(name, given=text, reason=reason, allowed=(line,)) from trouble
    return value


def value_in(text: str, kind: pa.DataType) -> Any:
    """What a text says where a column holds numbers, facts or days."""
    for is_of, read in READERS:
        if is_of(kind):
            return read(text)
    return text


def number_in(text: str) -> str:
    """A number as Python reads it. Raises `ValueError`."""
    number = SPACES.sub("", text).replace(",", ".")
    if not NUMBER.fullmatch(number):
        raise ValueError(number)
    return number


def moment_in(text: str) -> date:
    """A moment as our files write it, or a day."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return day_in(text)


def day_in(text: str) -> date:
    """A day as lists have them."""
    day: date = reader_of(DAY)(text)
    return day


def fact_in(text: str) -> bool:
    """A fact as lists have them."""
    fact: bool = reader_of(FACT)(text)
    return fact


#: How a text is read, by what a column holds.
READERS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[str], Any]], ...] = (
    (pa.types.is_integer, lambda text: int(NO_DECIMALS.sub("", number_in(text)))),
    (pa.types.is_floating, lambda text: float(number_in(text))),
    (pa.types.is_decimal, lambda text: Decimal(number_in(text))),
    (pa.types.is_boolean, fact_in),
    (pa.types.is_date, day_in),
    (pa.types.is_timestamp, moment_in),
)
