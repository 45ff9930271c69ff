"""The errors of a list in groups, for a person to mend them: one sentence for each kind."""

from enum import StrEnum
from typing import NamedTuple

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import ListColumns
from estimator.lists.errors.correction import corrected_example
from estimator.lists.errors.sentences import is_lacking, kind_sentence
from estimator.lists.errors.tally import Seen, Tally
from estimator.locales import Words
from estimator.wording.columns import value_name
from estimator.wording.refusals import short


class Kind(NamedTuple):
    """One kind of error.

    `rows`: how many rows have it; `lines`: those of the first three. `given`: the first value that
    is wrong, empty where there was none. `example`: what could stand in its place, empty where we
    can't say. `sentence`: why, in the person's language, by the head of their own column.
    """

    field: str
    reason: str
    rows: int
    lines: tuple[int, ...]
    example: str
    given: str
    sentence: str


def error_groups(tally: Tally, words: Words, columns: ListColumns) -> list[Kind]:
    """The kinds of errors of a list, those of most rows first."""
    kinds = (kind_seen(kind, seen, words, columns) for kind, seen in tally.items())
    return sorted(kinds, key=lambda kind: (-kind.rows, kind.lines))


def kind_seen(kind: tuple[str, str], seen: Seen, words: Words, columns: ListColumns) -> Kind:
    """One kind of error in words."""
    given = example = ""
    if isinstance(seen.error, InvalidAnswer):
        given = written_as(seen.error, words, columns)
        example = corrected_example(seen.error, words, columns.orders().get(seen.error.field))
    sentence = kind_sentence(words, columns, seen.error)
    return Kind(*kind, seen.rows, seen.first, example, given, sentence)


def written_as(error: InvalidAnswer, words: Words, columns: ListColumns) -> str:
    """What a wrong cell says, an answer that we understood by its official name; empty where the
    list has no such column, and so nothing is written."""
    if is_lacking(columns, error.field):
        return ""
    if isinstance(error.given, StrEnum) and error.field in FIELDS:
        return value_name(words, FIELDS[error.field], error.given)
    return str(short(error).given)


def correction_of(words: Words, kind: Kind) -> str:
    """The wrong value and what could stand in its place; empty where we can't say."""
    if not kind.example:
        return ""
    if not kind.given:
        return words("list_errors.example", example=kind.example)
    return words("list_errors.correction", given=kind.given, example=kind.example)
