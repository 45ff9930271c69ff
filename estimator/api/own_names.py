"""Cases under names of their own, and with values as people write them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from estimator.api.limits import MOST_VALUES
from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.answered import Ground
from estimator.lists.columns.model import ListColumns, without_plans
from estimator.lists.first_look.frame_columns import columns_of_frame
from estimator.lists.first_look.mapping_file import columns_from, mapping_object
from estimator.lists.frames import estimate_on
from estimator.lists.layout.table import MOST_COLUMNS
from estimator.wording.refusals import short_text


def estimate_own(
    cases: Sequence[Mapping[str, Any]], told: Mapping[str, Any], ground: Ground
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The results of cases, and what their names were taken for. Raises `InvalidAnswer`."""
    columns = columns_from(told)._replace(sheet="")
    frame = own_frame(cases)
    columns = without_plans(columns_of_frame(frame, columns)) if cases else ListColumns()
    return estimate_on(frame, ground._replace(columns=columns)), mapping_object(columns)


def own_frame(cases: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Cases as a table, which is no larger than one of cases with all names of the contract. Lists
    and objects are no cells."""
    cases = [{in_unicode(name): value for name, value in case.items()} for case in cases]
    names = dict.fromkeys(name for case in cases for name in case)
    most = min(MOST_COLUMNS, max(len(FIELDS), MOST_VALUES // max(1, len(cases))))
    if len(names) > most:
        raise InvalidAnswer("columns", given=len(names), reason="columns_many", allowed=(most,))
    cells = {name: [cell_of(case.get(name)) for case in cases] for name in names}
    return pd.DataFrame(cells, dtype=object)


def cell_of(value: object) -> object:
    """A value as a cell."""
    if isinstance(value, str):
        return in_unicode(value)
    return short_text(value) if isinstance(value, list | dict) else value


def in_unicode(text: str) -> str:
    """A text without halves of characters, which JSON can hold and no table can."""
    return text.encode("utf-8", "replace").decode()
