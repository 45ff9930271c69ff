"""The columns that an estimate adds to a table: exact euros, texts, empty where a row has none."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
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
    """The ids of the notices of the usable rows, each different set put into words once."""
    code, sets = pd.factorize(bits)
    place = np.full(len(usable), NO_TEXT)
    place[usable] = code
    return texts_column([SEPARATOR.join(notices_in(number)) for number in sets.tolist()], place)


def texts_column(texts: Sequence[str], place: Ints) -> Any:
    """One of a few texts on each row; empty where the place is NO_TEXT."""
    if not texts:
        return pa.nulls(len(place), TEXT)
    return pa.array(texts, type=TEXT).take(pa.array(place, mask=place == NO_TEXT))
