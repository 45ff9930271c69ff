"""How the columns of a result look in Excel: their own as they were, those added readable."""

from collections.abc import Mapping

from estimator.engine.model.case import fields_of_kind
from estimator.engine.model.fields import Count, Euros
from estimator.engine.model.result import RANGE, Totals
from estimator.lists.columns.model import ListColumns
from estimator.lists.errors.wrong_rows import WHY
from estimator.lists.files.column_format import ColumnFormat, ColumnKind

COUNTED = frozenset(fields_of_kind(Count, Euros))
AMOUNT, NOTICES, SENTENCE = 12, 30, 60
"""Widths of columns that we add, in characters."""
ADDED_WIDTHS: Mapping[str, float] = {
    **dict.fromkeys((*Totals._fields, *RANGE), AMOUNT),
    "notices": NOTICES,
    "error": SENTENCE,
    WHY: SENTENCE,
}


def own_formats(
    formats: Mapping[str, ColumnFormat], columns: ListColumns
) -> dict[str, ColumnFormat]:
    """The formats of a result. A column whose look isn't told keeps its texts as they were written,
    but for what is clearly a number in one that holds amounts or counts."""
    added = {
        name: ColumnFormat(ColumnKind.TEXT, width=width) for name, width in ADDED_WIDTHS.items()
    }
    typed = {
        own: ColumnFormat(ColumnKind.TYPED)
        for own, meaning in columns.columns.items()
        if meaning in COUNTED
    }
    return {**added, **typed, **formats}
