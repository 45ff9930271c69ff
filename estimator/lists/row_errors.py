"""Why rows can't be estimated: every error of each, found once for rows that are alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from estimator.engine.model.errors import EstimatorError
from estimator.engine.numbers.batch import Ints
from estimator.engine.numbers.tables import Sheet
from estimator.lists.errors.faults import faults_between
from estimator.lists.errors.tally import FIRST_ROWS, Seen, Tally, tally_of
from estimator.lists.values.columns_read import ColumnRead
from estimator.lists.values.columns_written import NO_TEXT, overlaid, texts_column

Found = Mapping[str, Any]
Columns = Mapping[str, ColumnRead]
Errors = Sequence[EstimatorError]
Alike = Iterator[tuple[Ints, Errors]]
BETWEEN = " "
"""What stands between two sentences."""


class RowErrors(NamedTuple):
    """The errors of some rows: those of a row are `different[place[row]]`, or the one that `alone`
    has for it."""

    place: Ints
    different: Sequence[Errors]
    alone: Mapping[int, EstimatorError]

    def texts(self, sentence: Callable[[EstimatorError], str]) -> Any:
        """Their sentences as a column."""
        texts = [BETWEEN.join(map(sentence, errors)) for errors in self.different]
        alone = {row: sentence(error) for row, error in self.alone.items()}
        return overlaid(texts_column(texts, self.place), alone)

    def tally(self) -> Tally:
        """The errors by kind."""
        return tally_of(self.seen())

    def seen(self) -> Iterator[Seen]:
        """Each error with the rows that have it."""
        wrong = np.flatnonzero(self.place != NO_TEXT)
        rows = wrong[np.argsort(self.place[wrong], kind="stable")]
        counts = np.bincount(self.place[wrong], minlength=len(self.different))
        begin = 0
        for errors, count in zip(self.different, counts.tolist(), strict=True):
            first = tuple(rows[begin : begin + min(count, FIRST_ROWS)].tolist())
            yield from (Seen(count, first, error) for error in errors)
            begin += count
        yield from (Seen(1, (row,), error) for row, error in self.alone.items())


def errors_of(
    read: Columns, usable: Any, sheet: Sheet, usual: Found, alone: Mapping[int, EstimatorError]
) -> RowErrors:
    """The errors of the rows that aren't usable: each refused cell in the order of the contract, or
    where none is, each fault between the answers. `usual` are the defaults; `alone` has the error
    of each row of which it is known beforehand."""
    wrong_here = ~usable
    wrong_here[list(alone)] = False
    place = np.full(len(usable), NO_TEXT)
    different: list[Errors] = []
    if wrong_here.any():
        refused = np.logical_or.reduce([refused_rows(column) for column in read.values()])
        found = chain(
            cell_errors(read, np.flatnonzero(wrong_here & refused)),
            answer_errors(read, np.flatnonzero(wrong_here & ~refused), sheet, usual),
        )
        for rows, errors in found:
            place[rows] = len(different)
            different.append(errors)
    return RowErrors(place, different, alone)


def refused_rows(column: ColumnRead) -> Any:
    """Whether each row has a refused cell in a column."""
    return np.array([it is not None for it in column.refused])[column.code]


def cell_errors(read: Columns, rows: Ints) -> Alike:
    """The refused cells of rows that have some."""
    columns = [column for column in read.values() if any(column.refused)]
    marks = [np.where(refused_rows(it), it.code % len(it.refused), NO_TEXT) for it in columns]
    for alike in rows_alike(rows, marks):
        cells = [column.refused[column.code[alike[0]]] for column in columns]
        yield alike, [refusal for refusal in cells if refusal]


def answer_errors(read: Columns, rows: Ints, sheet: Sheet, usual: Found) -> Alike:
    """The faults between the answers of rows that make no case, or have no price."""
    for alike in rows_alike(rows, [column.code for column in read.values()]):
        faults = faults_between(answers_in_row(read, usual, int(alike[0])), sheet)
        if not faults:
            raise AssertionError("a row set aside that can be estimated")
        yield alike, faults


def answers_in_row(read: Columns, usual: Found, row: int) -> dict[str, Any]:
    """The answers of a row, none of which is refused."""
    return dict(usual) | {
        field: value
        for field, column in read.items()
        if (value := column.values[column.code[row]]) is not None
    }


def rows_alike(rows: Ints, marks: Sequence[Ints]) -> Iterator[Ints]:
    """The rows in groups that have the same marks, each in order."""
    if not len(rows):
        return
    beside = np.stack([mark[rows] for mark in marks], axis=1)
    _, group, counts = np.unique(beside, axis=0, return_inverse=True, return_counts=True)
    grouped = rows[np.argsort(group.ravel(), kind="stable")]
    yield from np.split(grouped, np.cumsum(counts)[:-1])
