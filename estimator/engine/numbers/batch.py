"""The totals of many courses: the rules of one course, row by row, compiled for long lists."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from estimator.engine.numbers.costs import (
    Amounts,
    Parts,
    amounts_of,
    is_open,
    least_parts,
    most_parts,
    parts_of,
    price_of,
)
from estimator.engine.numbers.courses import Answers, can_be_estimated, course_from
from estimator.engine.numbers.notice_bits import course_bits, not_billed_bits, run_bits
from estimator.engine.numbers.sessions import SESSION_ORDER, Part, Run, each_run, whole
from estimator.engine.numbers.tables import Sheet, Tables

Ints = npt.NDArray[np.int64]
Each: TypeAlias = Callable[..., Iterable[Any]]

#: An answer that can't be used.
REFUSED = -(1 << 62)
#: Below this number of rows it isn't worth loading the compiler.
FEW = 2_000
#: Rows per call of the compiled function.
SHARE = 1 << 17


class Column(NamedTuple):
    """The answers to one question as a dictionary-encoded column: `value[code[row]]`, or REFUSED.

    Code -1 means the last value.
    """

    code: Any
    value: Any


@dataclass(slots=True)
class Sums:
    """The sums over a course, in cents, and bits."""

    charged: int = 0
    reimbursed: int = 0
    copayment: int = 0
    supplement: int = 0
    least: int = 0
    """What the patient pays if all that is open turns out best."""
    most: int = 0
    """The same if it turns out worst."""
    sessions: int = 0
    billed: int = 0
    """The orders billed, as bits."""
    notices: int = 0
    """As bits."""


class BatchTotals(NamedTuple):
    """What each course costs, one row per course; valid only where `complete`."""

    amounts: Any
    """[field of Amounts][row][0] cents; [1] the upper half of a number of 128 bits, which is 0."""
    patient: Any
    """The least and the most that the patient pays while something is open: [0 or 1][row][0]."""
    notices: Any
    """As bits."""
    complete: Any
    """Whether the answers make a case, and the tariff holds a price for every session of it."""


def batch_totals(
    columns: Sequence[Column], size: int, sheet: Sheet, each: Each = map
) -> BatchTotals:
    """The totals of `size` rows; one column for each field of `Answers`.

    `each` is `map`, or the `map` of a pool of threads.
    """
    found = BatchTotals(
        np.zeros((len(Amounts._fields), size, 2), np.int64),
        np.zeros((2, size, 2), np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.bool_),
    )
    if size < FEW:
        fill_few(columns, sheet.tables, found)
    else:
        code, value = laid_together(columns)
        fill_rows, tables = compiled_fill(), tables_for(sheet)
        shares = [(begin, min(begin + SHARE, size)) for begin in range(0, size, SHARE)]
        list(each(lambda rows: fill_rows(rows, code, value, (tables, *room()), found), shares))
    return found


def fill_few(columns: Sequence[Column], tables: Tables, found: BatchTotals) -> None:
    """A few rows, in plain Python."""
    sums = Sums()
    for row, given in enumerate(answers_in(columns)):
        if REFUSED not in given and summed_up(given, tables, sums):
            write(row, sums, found)


def answers_in(columns: Sequence[Column]) -> Iterator[Answers]:
    """The answers row by row."""
    lists = [column.value.take(column.code).tolist() for column in columns]
    return map(Answers._make, zip(*lists, strict=True))


@cache
def compiled_fill() -> Callable[..., None]:
    """`fill` as machine code; only long lists load the compiler."""
    from estimator.engine.numbers.machine_code import compiled as in_machine_code

    found: Callable[..., None] = in_machine_code(fill)
    return found


def laid_together(columns: Sequence[Column]) -> tuple[Any, Any]:
    """The codes of all columns, and their values as one array; the last value stays last."""
    longest = max(len(column.value) for column in columns)
    values = np.full((len(columns), longest), REFUSED, np.int64)
    for row, column in zip(values, columns, strict=True):
        row[: len(column.value)] = column.value
        row[-1] = column.value[-1]
    return tuple(column.code for column in columns), values


@lru_cache(maxsize=4)
def tables_for(sheet: Sheet) -> Any:
    """The tables of a sheet as machine code reads them."""
    from estimator.engine.numbers.machine_code import packed

    return packed(sheet.tables)


def room() -> tuple[Any, Any, Any]:
    """Records for the sums of a course and for its answers, as machine code writes them; the
    answers by name, and in the same memory, by position."""
    from estimator.engine.numbers.machine_code import record_of

    answers = record_of(Answers._fields)
    return record_of([field.name for field in fields(Sums)]), answers, answers.view(np.int64)


def fill(rows: tuple[int, int], code: Any, value: Any, records: Any, found: BatchTotals) -> None:
    """Fills in the totals of a range of rows; an answer is `value[field, code[field][row]]`.

    `records`: the tables, and what `room` returns; all but the last are arrays of one record.
    """
    tables, sums, given, in_order = records[0][0], records[1][0], records[2][0], records[3]
    for row in range(*rows):
        usable = True
        for field in range(len(code)):
            in_order[field] = value[field, code[field][row]]
            usable &= in_order[field] != REFUSED
        if usable and summed_up(given, tables, sums):
            write(row, sums, found)


def summed_up(given: Answers, tables: Tables, sums: Sums) -> bool:
    """Sums up a course. False if its answers make no case, or if a session has no price."""
    course = course_from(given, tables)
    if not can_be_estimated(given, course, tables):
        return False
    part = whole(course, tables)
    clear(sums)
    each_run(part, tables, add, sums)
    sums.notices |= course_bits(part, tables) | not_billed_bits(course, sums.billed)
    return sums.sessions == course.sessions


def clear(sums: Sums) -> None:
    """Sets all sums to 0."""
    sums.charged = sums.reimbursed = sums.copayment = sums.supplement = 0
    sums.least = sums.most = sums.sessions = sums.billed = sums.notices = 0


def add(run: Run, part: Part, tables: Tables, sums: Sums) -> None:
    """Adds a run that is billed."""
    price = price_of(part.course, run, tables)
    parts = parts_of(part.course, run, price, tables)
    sums.charged += run.times * parts.charged
    sums.reimbursed += run.times * parts.reimbursed
    sums.copayment += run.times * parts.copayment
    sums.supplement += run.times * parts.supplement
    least = most = parts
    if is_open(part.course, run, price, tables):
        least = least_parts(part.course, run, price, tables)
        most = most_parts(part.course, run, price, tables)
    sums.least += run.times * (least.charged - least.reimbursed)
    sums.most += run.times * (most.charged - most.reimbursed)
    sums.billed |= 1 << run.order
    sums.notices |= run_bits(part.course, run, price, tables)
    if run.order == SESSION_ORDER:
        sums.sessions += run.times


def write(row: int, sums: Sums, found: BatchTotals) -> None:
    """Writes what a course costs into its row."""
    parts = Parts(sums.charged, sums.reimbursed, sums.copayment, sums.supplement)
    for n, amount in enumerate(amounts_of(parts)):
        found.amounts[n, row, 0] = amount
    found.patient[0, row, 0] = sums.least
    found.patient[1, row, 0] = sums.most
    found.notices[row] = sums.notices
    found.complete[row] = True
