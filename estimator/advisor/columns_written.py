"""The columns that an estimate adds to a table: exact euros, texts, empty where a row has none."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from estimator.engine.columns import Ints
from estimator.engine.grounds import notices_in

EUROS = pa.decimal128(18, 2)
TEXT = pa.string()
SEPARATOR = ";"
NO_TEXT = -1


def euros_column(cents: Ints, usable: Any) -> Any:
    """Cents, never negative, of the usable rows as exact euros."""
    words = np.zeros((len(usable), 2), dtype=np.int64)
    if usable.all():
        words[:, 0], mask = cents, None
    else:
        words[usable, 0], mask = cents, pa.array(usable).buffers()[1]
    return pa.Array.from_buffers(EUROS, len(usable), [mask, pa.py_buffer(words)])


def notices_column(bits: Ints, usable: Any) -> Any:
    """The ids of the notices of the usable rows, each different set held once."""
    found = pa.array(bits).dictionary_encode()
    texts = [SEPARATOR.join(notices_in(number)) for number in found.dictionary.to_pylist()]
    place = found.indices
    if not usable.all():
        places = np.zeros(len(usable), np.int32)
        places[usable] = place
        place = pa.array(places, mask=~usable)
    return pa.DictionaryArray.from_arrays(place, pa.array(texts, TEXT))


def texts_column(texts: Sequence[str], place: Ints) -> Any:
    """One of a few texts on each row; empty where the place is NO_TEXT."""
    if not texts:
        return pa.nulls(len(place), TEXT)
    return pa.array(texts, type=TEXT).take(pa.array(place, mask=place == NO_TEXT))
