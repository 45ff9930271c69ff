"""The rows of a list that make plans: those that follow each other with the same `plan`."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimator.engine.answers import found_case
from estimator.engine.model.case import Case
from estimator.engine.model.errors import EstimatorError, InvalidAnswer
from estimator.engine.model.money import cents
from estimator.engine.model.plan import CourseRefused, PlannedCourse
from estimator.engine.model.result import Result
from estimator.engine.numbers.batch import BatchTotals
from estimator.engine.numbers.costs import Amounts
from estimator.engine.numbers.tables import Sheet
from estimator.engine.plan import plan
from estimator.engine.plan.answers import (
    CONDITION,
    MOST_COURSES,
    NAMES,
    PERSON,
    check_sessions,
    name_from,
)
from estimator.lists.columns.model import PLAN_COLUMNS
from estimator.lists.values.columns_read import ColumnRead, read_column
from estimator.lists.values.columns_written import BETWEEN_NOTICES

#: The columns that are read beside those of a case, where there is one of plans.
COLUMNS = PLAN_COLUMNS
PLAN = COLUMNS[0]
Names = Mapping[str, ColumnRead]
Texts = dict[int, str]


#: The answers of a row.
Answers = Callable[[int], Mapping[str, Any]]


class Priced(NamedTuple):
    """Beside the totals of plans: the notices of their rows, and why rows are refused."""

    notices: Texts
    refused: dict[int, EstimatorError]


class Run(NamedTuple):
    """Rows that follow each other: of one plan, or, without a name, each alone."""

    name: str | None
    rows: range


def names_in(frame: pd.DataFrame, column: str) -> ColumnRead:
    """A column of names; a number is a name as well."""
    return read_column(frame, column, lambda given: name_from(column, str(given)))


def runs_in(names: ColumnRead) -> list[Run]:
    """The runs of a column of plans, in order."""
    different: dict[str | None, int] = {}
    own = np.array([different.setdefault(name, len(different)) for name in names.values])
    place, known = own[names.code], list(different)
    begins = np.flatnonzero(np.diff(place, prepend=-1)).tolist()
    bounds = pairwise([*begins, len(place)])
    return [Run(known[place[begin]], range(begin, end)) for begin, end in bounds]


def rows_apart(runs: Sequence[Run], seen: set[str]) -> Texts:
    """The rows that don't follow the others of their plan, with its name. `seen`: the plans before
    these runs; takes in theirs."""
    apart: Texts = {}
    for name, rows in runs:
        if name in seen:
            apart |= dict.fromkeys(rows, name)
        elif name is not None:
            seen.add(name)
    return apart


def apart_refusal(name: str) -> InvalidAnswer:
    """The refusal of a row that doesn't follow the others of its plan, or follows too many."""
    return InvalidAnswer(PLAN, given=name, reason="plan_rows", allowed=(MOST_COURSES,))


def price_plans(names: Names, answers: Answers, totals: BatchTotals, sheet: Sheet) -> Priced:
    """Writes into the totals what the rows of each plan cost together, of those that can be
    estimated alone. A row that is refused is left out of its plan, and is complete no more."""
    priced = Priced({}, refused_names(names[PLAN]))
    for name, rows in runs_in(names[PLAN]):
        if name is None:
            continue
        courses: dict[int, PlannedCourse] = {}
        for row in rows:
            try:
                if len(rows) > MOST_COURSES:
                    raise apart_refusal(name)
                if totals.complete[row]:
                    courses[row] = planned_row(names, row, found_case(answers(row), sheet))
            except InvalidAnswer as refusal:
                priced.refused[row] = refusal
        price_plan(courses, priced, totals, sheet)
    totals.complete[list(priced.refused)] = False
    return priced


def refused_names(names: ColumnRead) -> dict[int, EstimatorError]:
    """The rows whose name can't be read, and why."""
    return {
        row: refusal
        for n, refusal in enumerate(names.refused)
        if refusal
        for row in np.flatnonzero(names.code == n).tolist()
    }


def planned_row(names: Names, row: int, case: Case) -> PlannedCourse:
    """A row as a course of its plan. Raises `InvalidAnswer` for a name that can't be read."""
    found: dict[str, str | None] = {}
    for column in NAMES:
        read = names[column]
        if refusal := read.refused[read.code[row]]:
            raise refusal
        found[column] = read.values[read.code[row]]
    return PlannedCourse(case=case, condition=found[CONDITION], person=found[PERSON] or "")


def price_plan(
    courses: dict[int, PlannedCourse], priced: Priced, totals: BatchTotals, sheet: Sheet
) -> None:
    """Writes what the rows of one plan cost; leaves out what can't be in it, until the rest can.
    Refuses all of them if they have too many sessions together."""
    try:
        check_sessions(courses.values())
    except InvalidAnswer as refusal:
        priced.refused.update(dict.fromkeys(courses, refusal))
        return
    while courses:
        rows = list(courses)
        try:
            result = plan(list(courses.values()), sheet)
        except CourseRefused as refused:
            row = rows[refused.number - 1]
            priced.refused[row] = refused.refusal
            del courses[row]
        else:
            for row, course in zip(rows, result.courses, strict=True):
                write_row(row, course, totals)
                told = (notice.id for notice in (*result.shared, *course.notices))
                priced.notices[row] = BETWEEN_NOTICES.join(dict.fromkeys(told))
            return


def write_row(row: int, course: Result, totals: BatchTotals) -> None:
    """Writes what a course costs within its plan."""
    for n, name in enumerate(Amounts._fields):
        totals.amounts[n, row, 0] = cents(getattr(course.totals, name))
    totals.patient[0, row, 0] = cents(course.least.patient)
    totals.patient[1, row, 0] = cents(course.most.patient)
