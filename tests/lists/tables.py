"""Builders that the tests of tables share: cases as rows, and what each should give."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from estimator import Case, estimate, tariffs
from estimator.engine.answers import case_from, read
from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import EstimatorError, InvalidAnswer
from estimator.lists.errors.faults import faults_between
from estimator.lists.errors.sentences import row_sentence
from estimator.lists.frames import ADDED, estimate_table
from estimator.lists.values.readers import in_a_list
from estimator.locales import words

SHEET = tariffs()
FRENCH = words("fr")
TODAY = date(2025, 5, 5)
USUAL: dict[str, str] = {
    "pathology": "current",
    "bim": "false",
    "conventioned": "true",
    "sessions": "18",
    "start": "2025-05-05",
    "intake": "false",
}


def text_of(value: object) -> str | None:
    """An answer as a person would type it."""
    return None if value is None else str(value).lower()


def texts(case: Case) -> dict[str, str | None]:
    """A case as the cells of a row."""
    return {name: text_of(getattr(case, name)) for name in FIELDS}


def table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a table of objects, every column of the contract there."""
    return pd.DataFrame(list(rows), columns=list(FIELDS), dtype=object)


def estimated(frame: pd.DataFrame, today: date | None = None) -> pd.DataFrame:
    """The table in French."""
    return estimate_table(frame, SHEET, FRENCH, today)


def single(answers: Mapping[str, Any], today: date | None = None) -> tuple[Any, ...]:
    """What the single estimate says of a row: the six totals, the least and the most that is left
    to pay, the notices, every error."""
    answered, refused = read(FIELDS, answers, today, SHEET.book.situations)
    errors = refused or faults_between(answered, SHEET)
    if errors:
        told = " ".join(row_sentence(FRENCH, {}, as_in_a_list(error)) for error in errors)
        return (*[None] * (len(ADDED) - 1), told)
    result = estimate(case_from(answers, SHEET, today))
    notices = ";".join(dict.fromkeys(notice.id for notice in result.notices))
    return (*result.totals, result.least.patient, result.most.patient, notices, None)


def as_in_a_list(error: EstimatorError) -> EstimatorError:
    """A refusal with the reason that it has in a list, which takes more forms than one answer."""
    return in_a_list(error, error.given) if isinstance(error, InvalidAnswer) else error


def found(result: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The added columns row by row, None where they are empty."""
    columns = [[None if pd.isna(v) else v for v in result[name]] for name in ADDED]
    return list(zip(*columns, strict=True))
