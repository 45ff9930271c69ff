"""Builders that the tests of tables share: cases as rows, and what each should give."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from estimator import Case, InvalidAnswer, estimate, tariffs
from estimator.engine.answers import case_from
from estimator.engine.model.case import FIELDS
from estimator.lists.frames import ADDED, estimate_table
from estimator.locales import words
from estimator.wording.refusals import contract_refusal

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
    to pay, the notices, the error."""
    try:
        result = estimate(case_from(answers, SHEET, today))
    except InvalidAnswer as refusal:
        return (*[None] * (len(ADDED) - 1), contract_refusal(FRENCH, refusal))
    notices = ";".join(dict.fromkeys(notice.id for notice in result.notices))
    return (*result.totals, result.least.patient, result.most.patient, notices, None)


def found(result: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The added columns row by row, None where they are empty."""
    columns = [[None if pd.isna(v) else v for v in result[name]] for name in ADDED]
    return list(zip(*columns, strict=True))
