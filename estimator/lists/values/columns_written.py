"""The columns that an estimate adds to a table: exact euros and texts."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from estimator.engine.model.notices import notices_in
from estimator.engine.numbers.batch import Ints

EUROS = pa.decimal128(18, 2)
TEXT = pa.string()
BETWEEN_NOTICES = ";"
NO_TEXT = -1
KEPT = 1 << 13
"""How many sets of notices to cache as text."""


def euros_column(cents: Any, usable: Any) -> Any:
    """128-bit cents ([row][half]) of the usable rows as exact euros."""
    mask = None if usable.all() else pa.array(usable).buffers()[1]
    return pa.Array.from_buffers(EUROS, len(usable), [mask, pa.py_buffer(cents)])


def notices_column(bits: Ints, usable: Any) -> Any:
    """The ids of the notices of the usable rows, dictionary-encoded."""
    found = pa.array(bits, mask=None if usable.all() else ~usable).dictionary_encode()
    texts = [text_of(number) for number in found.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(texts, TEXT))


@lru_cache(maxsize=KEPT)
def text_of(bits: int) -> str:
    """The ids of some notices."""
    return BETWEEN_NOTICES.join(notices_in(bits))


def texts_column(texts: Sequence[str], place: Ints) -> Any:
    """One of a few texts for each row; null for NO_TEXT."""
    if not texts:
        return pa.nulls(len(place), TEXT)
    return pa.array(texts, type=TEXT).take(pa.array(place, mask=place == NO_TEXT))


def overlaid(column: Any, texts: Mapping[int, str]) -> Any:
    """A column of texts with those of some rows in place of its own."""
    if not texts:
        return column
    cells = column.to_pylist()
    for row, text in texts.items():
        cells[row] = text
    found = pa.array(cells, TEXT)
    return found.dictionary_encode() if pa.types.is_dictionary(column.type) else found
