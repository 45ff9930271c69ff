"""The kinds of courses that the figures of a list tell apart, and what each row adds to them."""

from collections.abc import Sequence
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from estimator.engine.model.case import Pathology, bound
from estimator.engine.numbers.batch import Ints


class Cell(NamedTuple):
    """Courses of one kind."""

    pathology: str
    conventioned: bool
    bim: bool


CELLS = tuple(Cell(*each) for each in product(map(str, Pathology), (False, True), (False, True)))
#: By place in CELLS, whether official fees bind every kiné.
BOUND = np.array([bound(False, it.bim, it.pathology == Pathology.PALLIATIVE) for it in CELLS])
#: How many cells further the next value of an answer is.
STEPS = MappingProxyType({"pathology": 4, "conventioned": 2, "bim": 1})


class RowFigures(NamedTuple):
    """Of the rows that could be estimated, in order; amounts in cents.

    `cell`: the place in CELLS. `amounts`: [field of Amounts][row]. `least`, `most`: what may be
    left to pay. `presumed`: whether the course goes on after the last tariff that is known.
    `compared`: whether the kiné isn't conventioned, and the same course can be estimated at one
    that is; `least_there`, `most_there`: what may be left to pay there.
    """

    cell: Ints
    amounts: Ints
    least: Ints
    most: Ints
    presumed: Ints
    compared: Ints
    least_there: Ints
    most_there: Ints


def all_rows(parts: Sequence[RowFigures]) -> RowFigures:
    """The rows of several parts, in order."""
    return RowFigures(*(np.concatenate(of, axis=-1) for of in zip(*parts, strict=True)))
