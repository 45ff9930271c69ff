"""What the columns of a list mean, as a mapping file says it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from estimator.engine.model.case import FIELDS

#: The columns beside the answers of a case that make rows a plan.
PLAN_COLUMNS = ("plan", "condition", "person")
#: What a column may mean.
MEANINGS = (*FIELDS, *PLAN_COLUMNS)
NO_TEXTS: Mapping[str, str] = MappingProxyType({})
NO_COLUMNS: Mapping[str, str | None] = MappingProxyType({})


class DayOrder(StrEnum):
    """How a day such as 03/04/2026 is read where a column may be read in two ways."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class ListColumns(NamedTuple):
    """What the columns of a list mean.

    `columns`: by the list's own column, a name of the contract, or None: kept as it is. `days`: by
    the list's own column, how its days are read. `everywhere`: by a name of the contract, one
    answer for the whole list, or for the empty cells of the column that holds it. `sheet`: the one
    to read, of a workbook with several.
    """

    columns: Mapping[str, str | None] = NO_COLUMNS
    days: Mapping[str, DayOrder] = MappingProxyType({})
    everywhere: Mapping[str, str] = NO_TEXTS
    sheet: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is pickled for another process: what can't be changed here can't be sent."""
        columns, days, everywhere, sheet = self
        return type(self), (dict(columns), dict(days), dict(everywhere), sheet)

    def sources(self) -> dict[str, str]:
        """By name of the contract, the list's own column that holds it."""
        return {meaning: own for own, meaning in self.columns.items() if meaning}

    def orders(self) -> dict[str, DayOrder]:
        """By name of the contract, how the days of its column are read."""
        return {
            meaning: self.days[own] for meaning, own in self.sources().items() if own in self.days
        }


def contract_columns(names: Iterable[str]) -> ListColumns:
    """Columns that bear the names of the contract; those of a plan count where `plan` is one."""
    own = set(names)
    known = MEANINGS if PLAN_COLUMNS[0] in own else tuple(FIELDS)
    return ListColumns({name: name for name in known if name in own})


def without_plans(columns: ListColumns) -> ListColumns:
    """The same with the columns of a plan kept as they are: each row is priced alone."""
    found = {own: None if it in PLAN_COLUMNS else it for own, it in columns.columns.items()}
    return columns._replace(columns=found)
