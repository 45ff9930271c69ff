"""Why a row can't be estimated, by the heads of the list's own columns."""

from collections.abc import Mapping

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import EstimatorError, InvalidAnswer, TariffGap
from estimator.lists.columns.model import ListColumns
from estimator.lists.errors.tally import ROW_WIDTH
from estimator.locales import Words
from estimator.wording.columns import with_names
from estimator.wording.refusals import refusal_sentence, short

#: The list's own heads by name of the contract.
Heads = Mapping[str, str]


def row_sentence(words: Words, heads: Heads, error: EstimatorError) -> str:
    """An error as the row itself has it: by the values of the contract, which a list may hold in
    every language. An error that is no refusal is raised again."""
    if isinstance(error, InvalidAnswer) and error.reason != ROW_WIDTH:
        asked = heads.get(error.field, error.field)
        return refusal_sentence(words, short(error), identifiers=True, asked=asked)
    return sentence_of_row(words, error)


def kind_sentence(words: Words, columns: ListColumns, error: EstimatorError) -> str:
    """An error as the first of many rows has it: by the official names of values."""
    if isinstance(error, InvalidAnswer) and error.reason != ROW_WIDTH:
        asked = column_named(words, columns, error.field)
        return refusal_sentence(words, with_names(words, short(error)), asked=asked)
    return sentence_of_row(words, error)


def column_named(words: Words, columns: ListColumns, field: str) -> str:
    """The column that an error is about. One that the list lacks has no head that a person could
    look for: it is called as the page asks for it, to be added."""
    if is_lacking(columns, field):
        return words("list_errors.no_column", column=words(f"field.{field}"))
    return words("list_errors.column", column=columns.sources().get(field, field))


def is_lacking(columns: ListColumns, field: str) -> bool:
    """Whether a list of which the columns are known has none that says this."""
    return bool(columns.columns) and field in FIELDS and field not in columns.sources()


def sentence_of_row(words: Words, error: EstimatorError) -> str:
    """An error that concerns no column."""
    if isinstance(error, TariffGap):
        return words("gap.tariff", what=error.what, date=error.on)
    if isinstance(error, InvalidAnswer):
        (heads,) = error.allowed
        return words("list.row_width", given=str(error.given), allowed=str(heads))
    raise error
